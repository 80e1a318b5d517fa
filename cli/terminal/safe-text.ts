import { stripVTControlCharacters } from "node:util";

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/gu;

// A sequence that sets a colour is kept by giving it back; every other escape sequence or control character goes.
const COLOUR_OR_NOT =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /(\u001b\[[0-9;]{0,32}m)|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\u001b\[[0-?]*[ -/]*[@-~]?|\u001b.?|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/gu;

/** A text from outside (a zone, an image, a definition) that can neither move the cursor nor rewrite what is shown. */
export function safeText(text: string): string {
  return stripVTControlCharacters(text).replace(CONTROL, "");
}

/** A line of a container's log for a terminal: its colours stay, whatever else drives the terminal goes. */
export function safeLogLine(line: string): string {
  const safe = line.replace(COLOUR_OR_NOT, (_, colour: string | undefined) => colour ?? "");
  return safe.includes("\u001b") ? `${safe}\u001b[0m` : safe;
}
