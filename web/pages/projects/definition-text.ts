export type Format = "json" | "jsonnet";

/** As much as the platform takes. */
export const LONGEST_DEFINITION = 1024 * 1024;

export type Guess = Format | "compose" | "typescript" | undefined;

/** What a text seems to be; undefined for an empty one. */
export function guessFormat(text: string): Guess {
  const bare = text.replaceAll(/^\s*(\/\/.*|#.*)$/gm, "").trim();
  if (bare === "") return undefined;
  if (
    /^(---\s*\n)?(version|services|name|x-[\w-]+|networks|volumes|configs|secrets)\s*:/m.test(bare) &&
    !bare.startsWith("{")
  ) {
    return "compose";
  }
  if (/^(import\s+[\w{*"']|export\s|const\s+\w+\s*=)/m.test(bare) && !/^local\s/m.test(bare)) return "typescript";
  if (!bare.startsWith("{")) return "jsonnet";
  // A quoted key, or nothing but keys in quotes: JSON. Names without quotes, `local` and `+:` are Jsonnet's.
  return /[{,]\s*(\/\/.*\n\s*)*(local\s|assert\s|[A-Za-z_]\w*\s*(\+?::?:?|\())/.test(withoutStrings(bare))
    ? "jsonnet"
    : "json";
}

function withoutStrings(text: string): string {
  return text.replaceAll(/"(?:[^"\\\n]|\\.)*"/g, '""');
}

/** The format that a file's name tells. */
export function formatOfFile(name: string): Guess {
  if (/\.jsonc?$/i.test(name)) return "json";
  if (/\.(jsonnet|libsonnet)$/i.test(name)) return "jsonnet";
  if (/\.ya?ml$/i.test(name)) return "compose";
  return /\.[cm]?[jt]s$/i.test(name) ? "typescript" : undefined;
}

/** What the definition calls its project, where that stands there plainly: to be proposed, the platform reads it whole. */
export function nameInText(text: string): string | undefined {
  const found = /(["']?)\bproject\1\s*\+?:{1,3}\s*\{[^{}]{0,500}?(["']?)\bname\2\s*:{1,3}\s*(["'])([\w-]{1,63})\3/.exec(
    text,
  );
  return found?.[4];
}
