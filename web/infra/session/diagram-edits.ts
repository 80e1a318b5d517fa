import { applySpecEdits } from "../../../diagram/edits/apply-spec-edits.ts";
import { type DiagramEdit, specEdits } from "../../../diagram/edits/diagram-edit.ts";
import { EditError } from "../../../diagram/edits/edit-error.ts";
import { editText } from "../../../diagram/edits/edit-text.ts";
import { formatStepPath, type Json, type SpecEdit } from "../../../diagram/edits/spec-edit.ts";
import type { ChecksState } from "./checks.ts";
import type { Finding } from "./problem-places.ts";
import { editedValue } from "./raw-value.ts";
import type { Session } from "./session.ts";

/** What the diagram's own edits have no word for. */
export interface PlainEdit {
  readonly kind: "spec";
  readonly edits: readonly SpecEdit[];
}

export type InfraEdit = DiagramEdit | PlainEdit;

export interface MadeEdits {
  /** What the person should know. */
  readonly notes: readonly Finding[];
  /** Name of what was made, where the edit left it open. */
  readonly made?: string;
}

/** Who types at the same time changes what an edit was worked out from: then it is worked out again, so often. */
const MOST_TRIES = 5;

/**
 * Makes an edit of the diagram, or several as one, an edit of the text: one step of the history.
 *
 * @param event `diagram` or `form`: where it comes from
 * @throws EditError for what cannot be done
 */
export async function makeEdits(
  session: Session,
  checks: ChecksState | undefined,
  edits: readonly InfraEdit[],
  event: "diagram" | "form",
): Promise<MadeEdits> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const before = session.state.doc;
    const { changes, ...told } = await plannedEdits(session, checks, edits);
    if (session.state.doc !== before) continue;
    session.edit({ changes, userEvent: `${event}.${edits[0]?.kind ?? "edit"}` });
    return told;
  }
  throw new EditError("text-changes", "the definition is being changed at the same time", "try again");
}

async function plannedEdits(session: Session, checks: ChecksState | undefined, edits: readonly InfraEdit[]) {
  const { format } = session.base;
  const { text } = session;
  const value = editedValue(format, text, checks?.isCurrent ? checks.checked?.spec : undefined);
  if (value === undefined) throw broken(format === "json" || (checks?.isCurrent ?? false));
  const notes: Finding[] = [];
  const planned: SpecEdit[] = [];
  let made: string | undefined;
  for (const edit of edits) {
    // What an edit makes is there for those after it: a new volume that is attached at once.
    const soFar = planned.length === 0 ? value : applySpecEdits(value as Json, planned);
    if (edit.kind === "spec") planned.push(...edit.edits);
    else {
      const { edits: found, notes: told, made: name } = specEdits(soFar, edit, format);
      made = name ?? made;
      notes.push(...told.map(findingOf));
      planned.push(...found);
    }
  }
  const { changes, overrides } = await editText(format, text, planned);
  notes.push(
    ...overrides.map(
      ({ path, reason }): Finding => ({
        severity: "note",
        code: "override",
        message: `${formatStepPath(path)} was written as an override: ${reason}`,
      }),
    ),
  );
  return { changes, notes, ...(made !== undefined && { made }) };
}

function broken(isKnown: boolean): EditError {
  return isKnown
    ? new EditError(
        "text-broken",
        "the code has errors, so that it cannot be edited in the diagram",
        "fix the code first",
      )
    : new EditError("not-evaluated", "the code was not evaluated yet", "try again in a moment");
}

function findingOf({ path, position, ...told }: ReturnType<typeof specEdits>["notes"][number]): Finding {
  return { ...told, ...(path && { path: [...path] }), ...(position && { position }) };
}
