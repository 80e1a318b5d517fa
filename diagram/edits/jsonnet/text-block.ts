import type { Literal } from "../tracing/expression.ts";
import { newlineOf } from "../tracing/trivia.ts";

/** A text as a `|||` block in the place of another block; undefined where a block cannot hold it. */
export function printBlock(value: string, { from, to }: Literal, text: string): string | undefined {
  const newline = newlineOf(text);
  const old = text.slice(from, to);
  const chomp = old.startsWith("|||-");
  const [head = "", ...lines] = old.split("\n");
  const indent = /^[ \t]+/.exec(lines.find((line) => line.trim() !== "") ?? "")?.[0];
  const ended = chomp ? value : value.replace(/\n$/, "");
  const isFit = chomp ? !value.endsWith("\n") : value.endsWith("\n");
  // A first line that is indented, or empty, would be taken for the indentation of all.
  if (!indent || !isFit || newline !== "\n" || /[\r\0]/.test(value) || !/^[^\s]/.test(value)) return undefined;
  const body = ended.split("\n").map((line) => (line === "" ? "" : indent + line));
  return [head, ...body, lines.at(-1)].join("\n");
}
