import { diffArrays } from "diff";

/** A place where both sides changed the same lines in different ways. */
export interface Conflict {
  /** Line of the merged text, from 1, where mine begins. */
  readonly line: number;
  readonly mine: readonly string[];
  readonly theirs: readonly string[];
}

export interface Merged {
  readonly text: string;
  readonly conflicts: readonly Conflict[];
}

/** Lines of the base that one side replaced. */
interface Replaced {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/**
 * Two texts that were made from one, as one. Where both changed the same lines differently mine stand, with theirs above
 * them as a comment, which JSON with comments and Jsonnet write alike: nothing of either is lost, and the text stays
 * readable for machines too.
 */
export function merge(base: string, mine: string, theirs: string): Merged {
  const lines = linesOf(base);
  const [my, their] = [replacements(lines, linesOf(mine)), replacements(lines, linesOf(theirs))];
  const merged: string[] = [];
  const conflicts: Conflict[] = [];
  let [at, m, t] = [0, 0, 0];
  while (m < my.length || t < their.length) {
    const start = Math.min(my[m]?.from ?? Number.POSITIVE_INFINITY, their[t]?.from ?? Number.POSITIVE_INFINITY);
    merged.push(...lines.slice(at, start));
    const [mFirst, tFirst] = [m, t];
    let end = start;
    let grew = true;
    while (grew) {
      grew = false;
      for (const next of [my[m], their[t]]) {
        if (!next || !touches(next, start, end)) continue;
        end = Math.max(end, next.to);
        if (next === my[m]) m++;
        else t++;
        grew = true;
      }
    }
    const mineHere = sideOf(lines, my.slice(mFirst, m), start, end);
    const theirsHere = sideOf(lines, their.slice(tFirst, t), start, end);
    if (m === mFirst || same(mineHere, theirsHere)) merged.push(...theirsHere);
    else if (t === tFirst) merged.push(...mineHere);
    else {
      merged.push(...commented(theirsHere));
      conflicts.push({ line: merged.length + 1, mine: mineHere, theirs: theirsHere });
      merged.push(...mineHere);
    }
    at = end;
  }
  merged.push(...lines.slice(at));
  return { text: merged.join(""), conflicts };
}

/** Two insertions at one place are told as a conflict, too: their order would be a guess. */
function touches({ from }: Replaced, start: number, end: number): boolean {
  return from < end || from === start;
}

function sideOf(base: readonly string[], replaced: readonly Replaced[], start: number, end: number): string[] {
  const side: string[] = [];
  let at = start;
  for (const { from, to, lines } of replaced) {
    side.push(...base.slice(at, from), ...lines);
    at = to;
  }
  return [...side, ...base.slice(at, end)];
}

function replacements(base: string[], side: string[]): Replaced[] {
  const found: Replaced[] = [];
  let at = 0;
  for (const { added, removed, value } of diffArrays(base, side)) {
    if (!added && !removed) {
      at += value.length;
      continue;
    }
    const last = found.at(-1);
    const continues = last && last.to === at;
    const [from, lines] = continues ? [last.from, last.lines] : [at, []];
    if (continues) found.pop();
    if (removed) at += value.length;
    found.push({ from, to: at, lines: added ? [...lines, ...value] : lines });
  }
  return found;
}

function commented(lines: readonly string[]): string[] {
  const ending = lines.some((line) => line.endsWith("\r\n")) ? "\r\n" : "\n";
  const indent = /^[ \t]*/.exec(lines[0] ?? "")?.[0] ?? "";
  const said = lines.length === 0 ? "Somebody else removed these lines:" : "Somebody else wrote here:";
  return [said, ...lines.map((line) => line.trim())].map((line) => `${indent}// ${line}${ending}`);
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((line, index) => line === other[index]);
}

/** With their endings, so that putting them together gives the text. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
