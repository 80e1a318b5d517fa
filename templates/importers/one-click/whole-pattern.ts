import { LIMIT } from "../../limits.ts";
import { patternProblem } from "../../pattern.ts";
import { tokenAt, unicodePattern } from "./unicode-pattern.ts";

export type WholePattern = { readonly pattern: string } | { readonly problem: string };

/** Matches any text: nothing is asked of it. */
const ANYTHING = new Set([".*", "[\\s\\S]*", "(.*)"]);

/**
 * A pattern of a one-click app, `/^[a-z]+$/i`, as a pattern of ours: theirs looks for a place that matches, ours must
 * match the whole value. Their form has one line, so that the flags m and s change nothing.
 */
export function wholePattern(validRegex: string): WholePattern {
  const [, source, flags = ""] = /^\s*\/(.*)\/([a-z]*)\s*$/s.exec(validRegex) ?? [];
  if (source === undefined) return { problem: "it does not stand between slashes, so no value would match" };
  if (/[^dgimsuy]/.test(flags)) return { problem: `it has the flags ${flags}` };
  const whole = wholeOf(unicodePattern(source));
  const pattern = flags.includes("i") ? `(?i:${whole})` : whole;
  if (pattern.length > LIMIT.pattern) return { problem: `it is longer than ${LIMIT.pattern} characters` };
  const problem = patternProblem(pattern);
  return problem === undefined ? { pattern } : { problem: `it is not a regular expression: ${problem}` };
}

/** Whether a pattern of ours lets every text of one line through. */
export function matchesAnything(pattern: string): boolean {
  return ANYTHING.has(pattern);
}

function wholeOf(source: string): string {
  const branches = branchesOf(source);
  const anchored = branches.map(withoutAnchors);
  if (anchored.every(({ start, end }) => start && end)) return anchored.map(({ body }) => body).join("|");
  if (branches.length > 1) return `.*(?:${source}).*`;
  const [{ body, start, end }] = anchored as [Branch];
  // `.{8,}` is found in a text of one line exactly when it matches all of it.
  if (!start && !end && /^\.(?:[+*]|\{[0-9]+,\})$/.test(body)) return body;
  return `${start ? "" : ".*"}${body}${end ? "" : ".*"}`;
}

interface Branch {
  readonly body: string;
  readonly start: boolean;
  readonly end: boolean;
}

function withoutAnchors(branch: string): Branch {
  const start = branch.startsWith("^");
  const open = branch.replace(/^\^+/, "");
  const dollars = /\$+$/.exec(open)?.[0] ?? "";
  const before = open.slice(0, open.length - dollars.length);
  const escaped = (/\\+$/.exec(before)?.[0].length ?? 0) % 2 === 1;
  const kept = escaped ? dollars.slice(0, 1) : "";
  return { body: before + kept, start, end: dollars.length > kept.length };
}

/** The alternatives of a pattern that stand in no group: `^a$|^(b|c)$` → `^a$`, `^(b|c)$`. */
function branchesOf(source: string): string[] {
  const branches = [""];
  let depth = 0;
  let inClass = false;
  for (let at = 0; at < source.length; ) {
    const token = tokenAt(source, at, inClass);
    if (!inClass && depth === 0 && token === "|") branches.push("");
    else branches[branches.length - 1] += token;
    if (!inClass) depth += token === "(" ? 1 : token === ")" ? -1 : 0;
    inClass = inClass ? token !== "]" : token.startsWith("[");
    at += token.length;
  }
  return branches;
}
