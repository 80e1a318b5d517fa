import { applySpecEdits } from "../apply-spec-edits.ts";
import { EditError } from "../edit-error.ts";
import type { EditedText } from "../format-writer.ts";
import { LONGEST_TEXT } from "../limits.ts";
import { sameValue } from "../same-value.ts";
import type { Json, SpecEdit, StepPath } from "../spec-edit.ts";
import { applyChanges, type TextChange } from "../text-change.ts";
import { isBetween } from "./between.ts";
import { candidates } from "./candidates.ts";
import { followPath } from "./follow-path.ts";
import { isKnown, type Outcome, symbolicOf } from "./outcome.ts";
import { dropped, overridden } from "./overrides.ts";
import { Pieces } from "./pieces.ts";
import { type Language, type Program, traced } from "./program.ts";
import { smallEdits } from "./small-edits.ts";

/** Edits a text of a language that is a program: literals where they stand, else as overrides. Throws EditError. */
export function editProgram(text: string, edits: readonly SpecEdit[], language: Language): EditedText {
  if (text.length > LONGEST_TEXT) throw new EditError("too-long", "a definition has at most 1 MiB");
  const pieces = new Pieces(text);
  const overrides: { path: StepPath; reason: string }[] = [];
  let program = traced(text, language);
  for (const [index, edit] of edits.entries()) {
    for (const small of smallEdits(program.symbolic, edit)) {
      const step = stepOf(program, small, edits.slice(index + 1), language);
      if (!step) continue;
      pieces.apply(step.changes);
      program = step.program;
      if (step.reason !== undefined) overrides.push({ path: small.path, reason: step.reason });
    }
  }
  return { changes: pieces.changes(), overrides };
}

interface Made {
  readonly changes: readonly TextChange[];
  readonly program: Program;
  /** Why it became an override. */
  readonly reason?: string;
}

/** `later`: edits that will follow; a text change may already do what they say, as when a name is changed everywhere. */
function stepOf(program: Program, edit: SpecEdit, later: readonly SpecEdit[], language: Language): Made | undefined {
  const aim = aimOf(program, edit);
  if (aim.value !== undefined && program.symbolic !== undefined && sameValue(aim.value, program.symbolic))
    return undefined;
  if (aim.value !== undefined) {
    const last = later.length > 0 ? attemptedAll(aim.value, later) : undefined;
    const fits = (value: Json): boolean =>
      sameValue(value, aim.value as Json) || (last !== undefined && isBetween(aim.value as Json, value, last));
    for (const way of [dropped, candidates]) {
      for (const changes of way(program, edit, language)) {
        const after = attempt(program.text, changes, language);
        if (after?.symbolic !== undefined && fits(after.symbolic) && isOwnBelow(program, after, edit, later))
          return { changes, program: after };
      }
    }
  }
  const reason = aim.lost ?? reasonOf(program, edit);
  const changes = overridden(program, edit, reason, language);
  const after = traced(applyChanges(program.text, changes), language);
  const isCertain = aim.value !== undefined && isKnown(aim.value) && after.symbolic !== undefined;
  if (isCertain && !sameValue(after.symbolic as Json, aim.value as Json))
    throw new EditError(
      "not-editable",
      "this cannot be edited here without changing something else",
      "edit it in the code",
    );
  return { changes, program: after, reason };
}

/** Overrides hide what else a change does below them: there too it must do what the edit says, or nothing. */
function isOwnBelow(program: Program, after: Program, edit: SpecEdit, later: readonly SpecEdit[]): boolean {
  if (!program.base || !after.base) return true;
  const [before, now] = [symbolicOf(program.base) as Json, symbolicOf(after.base) as Json];
  const aim = attemptedAll(before, [edit]);
  if (sameValue(before, now) || (aim !== undefined && sameValue(aim, now))) return true;
  const last = aim === undefined ? undefined : attemptedAll(aim, later);
  return aim !== undefined && last !== undefined && isBetween(aim, now, last);
}

function attemptedAll(value: Json, edits: readonly SpecEdit[]): Json | undefined {
  try {
    return applySpecEdits(value, edits);
  } catch (error) {
    if (error instanceof EditError) return undefined;
    throw error;
  }
}

/** What the text shall evaluate to, as far as that can be said. Throws EditError for an edit that leads nowhere. */
function aimOf({ outcome, symbolic }: Program, edit: SpecEdit): { value?: Json; lost?: string } {
  if (!outcome || symbolic === undefined) return { lost: "the definition is too large to be followed" };
  const { nodes, lost } = followPath(outcome, edit.path);
  const last = nodes.at(-1) as Outcome;
  const isThere = nodes.length === edit.path.length + 1;
  // A field that is set wins over whatever something unknown may give.
  const wins = last.kind === "object" && edit.op === "set" && nodes.length === edit.path.length;
  if (lost !== undefined && !wins) return { lost: madeBy(lost) };
  if (isThere && edit.op === "insert" && last.kind === "unknown") return { lost: madeBy(last.value.reason) };
  const around = nodes.at(-2);
  // What is taken out of an object that holds something unknown may come back from there.
  if (edit.op === "remove" && isThere && around?.kind === "object" && around.rest)
    return { lost: madeBy(around.rest.reason) };
  return { value: applySpecEdits(symbolic, [edit]) };
}

function madeBy(reason: string): string {
  return `made by ${reason}`;
}

function reasonOf({ outcome }: Program, edit: SpecEdit): string {
  const { nodes } = followPath(outcome as Outcome, edit.path);
  const last = nodes.at(-1) as Outcome;
  if (last.kind === "unknown") return madeBy(last.value.reason);
  if (last.kind === "scalar" && last.value.origin.kind !== "literal") return "computed from other values";
  if (last.kind === "scalar") return "its value is used in several places";
  return "made in a place that makes other values too";
}

function attempt(text: string, changes: readonly TextChange[], language: Language): Program | undefined {
  try {
    return traced(applyChanges(text, changes), language);
  } catch (error) {
    if (error instanceof EditError || error instanceof RangeError) return undefined;
    throw error;
  }
}
