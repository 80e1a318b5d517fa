import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { applySpecEdits } from "../../../diagram/edits/apply-spec-edits.ts";
import { type DiagramEdit, type PlannedEdit, specEdits } from "../../../diagram/edits/diagram-edit.ts";
import { EditError } from "../../../diagram/edits/edit-error.ts";
import { edit } from "../../../diagram/edits/json/index.ts";
import type { Json } from "../../../diagram/edits/spec-edit.ts";
import { applyChanges, inverseChanges, type TextChange } from "../../../diagram/edits/text-change.ts";
import { anyDice, type Dice } from "./dice.ts";
import { check, GALLERY, read } from "./gallery-definitions.ts";
import { writeRandomly } from "./json-writing.ts";
import { holdPromise } from "./promises.ts";
import { randomDiagramEdit } from "./random-diagram-edits.ts";
import { anyDefinition } from "./random-spec-edits.ts";

const RUNS = Number(process.env.ESPALIER_EDIT_RUNS ?? 300);
const COMPILED_RUNS = Math.ceil(RUNS / 10);

const anySequence = fc.record({ definition: fc.constantFrom(...GALLERY), dice: anyDice });

describe("edits in the diagram of definitions of the gallery", () => {
  it("change the text to what they change the definition to, and are undone byte for byte", () => {
    fc.assert(
      fc.property(anySequence, ({ definition, dice }) => {
        let { text } = definition;
        let value = read(text);
        const undo: { before: string; inverse: readonly TextChange[] }[] = [];
        for (let step = 0; step < 8; step++) {
          const [one, planned] = possible(value, dice);
          const { changes } = edit(text, planned.edits);
          const afterText = applyChanges(text, changes);
          value = applySpecEdits(value, planned.edits);
          assert.deepEqual(read(afterText), value, JSON.stringify(one));
          undo.push({ before: text, inverse: inverseChanges(text, changes) });
          text = afterText;
        }
        for (const { before, inverse } of undo.toReversed()) {
          text = applyChanges(text, inverse);
          assert.equal(text, before);
        }
        assert.equal(text, definition.text);
      }),
      { numRuns: RUNS },
    );
  });

  it("make the tree what they promise, without an error that they did not tell of", async () => {
    await fc.assert(
      fc.asyncProperty(anySequence, async ({ definition, dice }) => {
        let { text } = definition;
        let checked = await check(definition);
        assert(checked.tree);
        for (let step = 0; step < 4; step++) {
          const [one, planned] = possible(read(text), dice);
          const afterText = applyChanges(text, edit(text, planned.edits).changes);
          const now = await check({ ...definition, text: afterText });
          const told = planned.notes.some(({ severity }) => severity === "error");
          if (told) continue;
          assert.deepEqual(now.errors, [], `${JSON.stringify(one)}\n${afterText}`);
          assert(now.tree && checked.tree);
          holdPromise(one, planned.notes, checked.tree, now.tree);
          [text, checked] = [afterText, now];
        }
      }),
      { numRuns: COMPILED_RUNS },
    );
  });
});

describe("edits in the diagram of random definitions", () => {
  it("are made in the text as in the value, or refused by both, whatever form its parts have", () => {
    fc.assert(
      fc.property(anyDefinition, anyDice, (start, dice) => {
        let value: Json = start;
        let text = writeRandomly(value, dice);
        for (let step = 0; step < 6; step++) {
          const one = randomDiagramEdit(value, dice);
          const planned = unlessRefused(() => specEdits(value, one).edits);
          if (!planned) continue;
          const next = unlessRefused(() => applySpecEdits(value, planned));
          const changes = unlessRefused(() => edit(text, planned).changes);
          assert.equal(changes === undefined, next === undefined, JSON.stringify(one));
          text = applyChanges(text, changes ?? []);
          value = next ?? value;
          assert.deepEqual(read(text.replace(/^\uFEFF/, "")), value, JSON.stringify(one));
        }
      }),
      { numRuns: RUNS },
    );
  });
});

/** The next edit that is not refused. */
function possible(value: Json, dice: Dice): [DiagramEdit, PlannedEdit] {
  for (;;) {
    const one = randomDiagramEdit(value, dice);
    try {
      return [one, specEdits(value, one)];
    } catch (error) {
      assert(error instanceof EditError, String(error));
      assert.match(error.message, /^\S.*[^.]$/s);
    }
  }
}

/** Anything but an `EditError` is a mistake. */
function unlessRefused<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    assert(error instanceof EditError, (error as Error).stack);
    return undefined;
  }
}
