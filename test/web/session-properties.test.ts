import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { applySpecEdits } from "../../diagram/edits/apply-spec-edits.ts";
import { type DiagramEdit, specEdits } from "../../diagram/edits/diagram-edit.ts";
import { EditError } from "../../diagram/edits/edit-error.ts";
import type { Json } from "../../diagram/edits/spec-edit.ts";
import { graphOfTree } from "../../diagram/index.ts";
import { makeEdits } from "../../web/infra/session/diagram-edits.ts";
import { editedValue } from "../../web/infra/session/raw-value.ts";
import { Session } from "../../web/infra/session/session.ts";
import { type Staged, sameStaged, stageVariable } from "../../web/infra/session/staged.ts";
import { anyDice, type Dice } from "../diagram/edits/dice.ts";
import { check, GALLERY, type GalleryDefinition, read } from "../diagram/edits/gallery-definitions.ts";
import { randomDiagramEdit } from "../diagram/edits/random-diagram-edits.ts";

const RUNS = Number(process.env.ESPALIER_SESSION_RUNS ?? 1000);
const EVALUATED_RUNS = Math.ceil(RUNS / 40);
const STEPS = 8;

const anySequence = fc.record({
  definition: fc.constantFrom(...GALLERY),
  ending: fc.constantFrom("\n", "\r\n"),
  dice: anyDice,
});

describe("random edits of a session", () => {
  it("are one history: whatever was typed, drawn and filled in is undone and redone byte for byte", async () => {
    await fc.assert(
      fc.asyncProperty(anySequence, async ({ definition, ending, dice }) => {
        const text = definition.text.replaceAll("\n", ending);
        const session = new Session({ version: 1, format: "json", text });
        assert.equal(session.text, text);
        const seen = [stateOf(session)];
        let at = 0;
        for (let step = 0; step < STEPS; step++) {
          if (dice.chance(4)) at = goBack(session, seen, at);
          else if (dice.chance(6)) at = goForth(session, seen, at);
          else {
            await edit(session, dice);
            const now = stateOf(session);
            if (isSame(now, seen[at])) continue;
            seen.splice(at + 1, seen.length, now);
            at++;
          }
        }
        const last = stateOf(session);
        const depth = session.undoDepth;
        while (session.undo());
        assert.equal(session.text, text);
        assert.equal(session.isEdited, false);
        for (let step = 0; step < depth; step++) assert(session.redo());
        assert(isSame(stateOf(session), last));
      }),
      { numRuns: RUNS },
    );
  });

  it("keep diagram and code in agreement after each step", async () => {
    await fc.assert(
      fc.asyncProperty(anySequence, async ({ definition, ending, dice }) => {
        const text = definition.text.replaceAll("\n", ending);
        const session = new Session({ version: 1, format: "json", text });
        for (let step = 0; step < 4; step++) {
          if (dice.chance(5)) session.undo();
          else await drawn(session, dice);
          await holdAgreement(definition, session.text);
        }
      }),
      { numRuns: EVALUATED_RUNS },
    );
  });
});

/** Whatever the evaluation makes of the text is drawn, and nothing else. */
async function holdAgreement({ file }: GalleryDefinition, text: string): Promise<void> {
  const { tree } = await check({ file, text });
  if (!tree) return;
  const { nodes } = graphOfTree(tree);
  const written = read(text) as { containers?: { name: string }[]; volumes?: { name: string }[] };
  const named = (kind: string) => nodes.filter((node) => node.kind === kind).map(({ title }) => title);
  assert.deepEqual(
    named("container"),
    (written.containers ?? []).map(({ name }) => name),
  );
  const volumes = named("volume");
  for (const { name } of written.volumes ?? []) assert(volumes.includes(name), name);
}

async function edit(session: Session, dice: Dice): Promise<void> {
  const kind = dice.roll(4);
  if (kind === 0) typed(session, dice);
  else if (kind === 1) staged(session, dice);
  else await drawn(session, dice);
}

/** What an editor does: a transaction of its own, which joins others that are typed right after it. */
function typed(session: Session, dice: Dice): void {
  const { length } = session.state.doc;
  const from = dice.roll(length + 1);
  const to = Math.min(length, from + (dice.chance(3) ? dice.roll(20) : 0));
  const insert = dice.pick(['"', "{", "}", ",", "x", "\n", "\r\n", " // why", "", "é", "🌳"]);
  session.take([session.state.update({ changes: { from, to, insert }, userEvent: "input.type" })]);
}

function staged(session: Session, dice: Dice): void {
  const name = dice.pick(["A", "DB_PASSWORD", "size"]);
  const to = dice.pick([
    { kind: "set", value: String(dice.roll(3)) } as const,
    { kind: "set", value: "s", secret: true } as const,
    { kind: "remove" } as const,
    undefined,
  ]);
  session.edit({ effects: [stageVariable.of({ name, to })], userEvent: "form.variable" });
}

/** An edit in the diagram says the same in the text as in the reference model. */
async function drawn(session: Session, dice: Dice): Promise<void> {
  const before = editedValue("json", session.text, undefined) as Json | undefined;
  const one = before === undefined ? { kind: "set-description" as const, description: "" } : possible(before, dice);
  const text = session.text;
  try {
    await makeEdits(session, undefined, [one], "diagram");
  } catch (error) {
    assert(error instanceof EditError, String(error));
    assert.equal(session.text, text);
    return;
  }
  assert(before !== undefined);
  const model = applySpecEdits(before, specEdits(before, one).edits);
  assert.deepEqual(editedValue("json", session.text, undefined), model, JSON.stringify(one));
}

function possible(value: Json, dice: Dice): DiagramEdit {
  try {
    return randomDiagramEdit(value, dice);
  } catch {
    // What was typed may have made something else of it than a definition.
    return { kind: "set-description", description: "typed" };
  }
}

interface Seen {
  readonly text: string;
  readonly staged: Staged;
}

function stateOf({ text, staged }: Session): Seen {
  return { text, staged };
}

function isSame(one: Seen, other: Seen | undefined): boolean {
  return other !== undefined && one.text === other.text && sameStaged(one.staged, other.staged);
}

/** What is typed in one go is undone in one: so it may be more than one step, but it always was a state before. */
function goBack(session: Session, seen: readonly Seen[], at: number): number {
  if (!session.undo()) {
    assert.equal(session.undoDepth, 0);
    return at;
  }
  const now = stateOf(session);
  const found = seen.slice(0, at + 1).findLastIndex((one) => isSame(one, now));
  assert(found >= 0, "undoing led to a state that never was");
  return found;
}

function goForth(session: Session, seen: readonly Seen[], at: number): number {
  if (!session.redo()) return at;
  const now = stateOf(session);
  const found = seen.findIndex((one, index) => index >= at && isSame(one, now));
  assert(found >= 0, "redoing led to a state that never was");
  return found;
}
