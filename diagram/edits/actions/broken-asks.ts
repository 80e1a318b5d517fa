import type { Diagnostic } from "../../../constructs/diagnostic.ts";
import { applySpecEdits } from "../apply-spec-edits.ts";
import { note } from "../planned-edit.ts";
import type { SpecEdit } from "../spec-edit.ts";
import {
  type ContainerView,
  type DefinitionView,
  entriesOf,
  type JsonObject,
  objectOr,
  textsOr,
  viewOf,
} from "./definition-view.ts";
import { hostLabel } from "./names.ts";
import { type Ask, asksIn, type MentioningText, textsOf } from "./texts.ts";

/** What can be asked of every container, whatever its environment. */
const ALWAYS = ["host", "port", "url"];
const PUBLIC = ["publicUrl", "publicHost"];

/** What asks for something that was there before the edits and is not after them. */
export function brokenNotes(value: JsonObject, edits: readonly SpecEdit[]): Diagnostic[] {
  return brokenIn(viewOf(applySpecEdits(value, edits)), answers(viewOf(value))).map(brokenNote);
}

/**
 * The edits, and those that take away the variables and options which would be left without what they ask for. What
 * cannot be taken away whole, a command or a file, is told.
 */
export function withoutBroken(
  value: JsonObject,
  edits: readonly SpecEdit[],
): { edits: SpecEdit[]; notes: Diagnostic[] } {
  const before = answers(viewOf(value));
  const all = [...edits];
  const notes: Diagnostic[] = [];
  let after = applySpecEdits(value, edits);
  for (;;) {
    const broken = brokenIn(viewOf(after), before);
    const removable = broken.filter(isRemovable);
    if (removable.length === 0) return { edits: all, notes: [...notes, ...broken.map(brokenNote)] };
    // From the last to the first, so that the indices of words hold.
    const more = removable.toReversed().flatMap(removal);
    after = applySpecEdits(after, more);
    all.push(...more);
    notes.push(...removable.map(removedNote));
  }
}

function removedNote(gone: MentioningText): Diagnostic {
  return note("note", "also-removed", `${shownPlace(gone)} goes too: it asks for what is no longer there`, gone.path);
}

function brokenNote({ text, path }: MentioningText): Diagnostic {
  const asked = asksIn(text).map(({ owner, key }) => `\${{${owner}.${key}}}`);
  return note("error", "unknown-expression", `what this asks for is no longer there: ${asked.join(", ")}`, path);
}

type Answers = (ask: Ask) => boolean;

function brokenIn(after: DefinitionView, before: Answers): MentioningText[] {
  const now = answers(after);
  return textsOf(after).filter(({ text }) => asksIn(text).some((ask) => before(ask) && !now(ask)));
}

function answers({ containers, groups }: DefinitionView): Answers {
  const byLabel = new Map(containers.map((container) => [hostLabel(container.name), container]));
  return ({ owner, key }) => {
    const target = byLabel.get(hostLabel(owner));
    if (!target) return false;
    if (ALWAYS.includes(key)) return true;
    if (PUBLIC.includes(key) && target.options.expose !== undefined && target.options.expose !== false) return true;
    return environmentKeys(target, groups).has(key);
  };
}

/** Its own, those of its groups, and those it has in single zones. */
export function environmentKeys({ spec, options }: ContainerView, groups: DefinitionView["groups"]): Set<string> {
  return new Set([
    ...entriesOf(spec.environment).map(([key]) => key),
    ...textsOr(spec.environmentFrom).flatMap((name) => Object.keys(groups.get(name) ?? {})),
    ...entriesOf(options.zones).flatMap(([, here]) => Object.keys(objectOr(objectOr(here).environment))),
  ]);
}

function isRemovable({ kind, text, label }: MentioningText): boolean {
  return kind === "environment" || (kind === "word" && label !== "" && !/\s/.test(text.trim()));
}

/** Of an option that stands before its value both words go. */
function removal({ kind, text, steps }: MentioningText): SpecEdit[] {
  const index = steps.at(-1);
  if (kind !== "word" || typeof index !== "number" || text.startsWith("-")) return [{ op: "remove", path: steps }];
  return [
    { op: "remove", path: steps },
    { op: "remove", path: [...steps.slice(0, -1), index - 1] },
  ];
}

export function shownPlace({ kind, steps, label, owner, path }: MentioningText): string {
  const where = owner === undefined ? `environment group ${String(path[1])}` : `container ${owner}`;
  return kind === "environment" ? `variable ${String(steps.at(-1))} of ${where}` : `option ${label} of ${where}`;
}
