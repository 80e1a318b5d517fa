import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { applySpecEdits } from "../../../diagram/edits/apply-spec-edits.ts";
import { EditError } from "../../../diagram/edits/edit-error.ts";
import { edit } from "../../../diagram/edits/json/index.ts";
import type { Json, SpecEdit } from "../../../diagram/edits/spec-edit.ts";
import { applyChanges, inverseChanges } from "../../../diagram/edits/text-change.ts";
import { parseJsonDefinition } from "../../../templates/json-definition.ts";
import { anyDice, type Dice } from "./dice.ts";
import { commentsIn, writeRandomly } from "./json-writing.ts";
import { anyDefinition, anyJson, anyObject, randomSpecEdit } from "./random-spec-edits.ts";

const RUNS = Number(process.env.ESPALIER_EDIT_RUNS ?? 400);
const STEPS = 6;

const anyStart = fc.record({
  value: fc.oneof({ weight: 3, arbitrary: anyDefinition }, { weight: 1, arbitrary: anyObject }),
  values: fc.array(anyJson, { minLength: 1, maxLength: 4 }),
  dice: anyDice,
});

describe("edits of random JSON", () => {
  it("give the text that holds what the same edits of the value give, and are undone byte for byte", () => {
    fc.assert(
      fc.property(anyStart, ({ value: start, values, dice }) => {
        let value: Json = start;
        let text = writeRandomly(value, dice);
        const first = text;
        assert.deepEqual(read(text), value);
        const undo: (() => void)[] = [];
        for (let step = 0; step < STEPS; step++) {
          const edits = randomEdits(value, dice, values, text);
          const { changes, overrides } = edit(text, edits);
          const after = applyChanges(text, changes);
          value = applySpecEdits(value, edits);
          assert.deepEqual(read(after), value, JSON.stringify(edits));
          assert.deepEqual(overrides, []);
          const before = text;
          const inverse = inverseChanges(before, changes);
          undo.push(() => {
            text = applyChanges(text, inverse);
            assert.equal(text, before);
          });
          text = after;
          assert.deepEqual(edit(text, [{ op: "set", path: [], value }]).changes, [], "setting what is there");
        }
        for (const one of undo.toReversed()) one();
        assert.equal(text, first);
      }),
      { numRuns: RUNS },
    );
  });

  it("leave every comment where it is when only values are set and elements are added", () => {
    fc.assert(
      fc.property(anyStart, ({ value: start, values, dice }) => {
        let value: Json = start;
        let text = writeRandomly(value, dice);
        const comments = commentsIn(text);
        for (let step = 0; step < STEPS; step++) {
          const one = possibleEdit(value, dice, values);
          if (!keepsComments(one, value)) continue;
          text = applyChanges(text, edit(text, [one]).changes);
          value = applySpecEdits(value, [one]);
        }
        assert.deepEqual(read(text), value);
        assert.deepEqual(commentsIn(text), comments);
      }),
      { numRuns: RUNS / 2 },
    );
  });

  it("are the same whether they are made together or one after the other", () => {
    fc.assert(
      fc.property(anyStart, ({ value: start, values, dice }) => {
        let value: Json = start;
        const text = writeRandomly(value, dice);
        const edits: SpecEdit[] = [];
        let single = text;
        for (let step = 0; step < STEPS; step++) {
          const one = possibleEdit(value, dice, values);
          single = applyChanges(single, edit(single, [one]).changes);
          value = applySpecEdits(value, [one]);
          edits.push(one);
        }
        const together = applyChanges(text, edit(text, edits).changes);
        assert.deepEqual(read(together), value);
        assert.deepEqual(read(single), value);
      }),
      { numRuns: RUNS / 2 },
    );
  });

  it("change nothing in a broken text, and say so", () => {
    fc.assert(
      fc.property(anyStart, fc.nat(), ({ value, values, dice }, cut) => {
        const whole = writeRandomly(value, dice);
        const text = whole.slice(0, cut % (whole.length + 1));
        const { value: parsed } = parseJsonDefinition({ file: "x.json", text: text.replace(/^\uFEFF/, "") });
        const attempt = () => edit(text, [{ op: "set", path: ["a"], value: values[0] as Json }]);
        if (parsed) attempt();
        else assert.throws(attempt, EditError);
      }),
      { numRuns: RUNS / 2 },
    );
  });
});

function randomEdits(value: Json, dice: Dice, values: readonly Json[], text: string): SpecEdit[] {
  const edits: SpecEdit[] = [];
  let inner = value;
  for (let number = 1 + dice.roll(3); number > 0; number--) {
    const one = possibleEdit(inner, dice, values, (refused, code) => {
      assert.throws(() => edit(text, [...edits, refused]), { name: "EditError", code }, JSON.stringify(refused));
    });
    edits.push(one);
    inner = applySpecEdits(inner, [one]);
  }
  return edits;
}

/** What cannot be done with a value is refused for the same reason in its text. */
function possibleEdit(
  value: Json,
  dice: Dice,
  values: readonly Json[],
  refused: (one: SpecEdit, code: string) => void = () => {},
): SpecEdit {
  for (;;) {
    const one = randomSpecEdit(value, dice, values);
    try {
      applySpecEdits(value, [one]);
      return one;
    } catch (error) {
      assert(error instanceof EditError);
      refused(one, error.code);
    }
  }
}

/** Sets a scalar in the place of a scalar, or adds something. */
function keepsComments(one: SpecEdit, value: Json): boolean {
  if (one.op !== "set") return one.op === "insert";
  const sized = (inner: Json) =>
    JSON.stringify(inner)
      .replace(/"(?:[^"\\]|\\.)*"/g, '""')
      .replace(/[^{}[\],:]/g, "").length;
  const scalar = (inner: unknown) => typeof inner !== "object" || inner === null;
  if (!scalar(one.value)) return false;
  const after = applySpecEdits(value, [one]);
  return !scalar(after) && sized(after) >= sized(value);
}

/** By the parser of definitions, which is another than the writer's and knows keys such as "__proto__". */
function read(text: string): unknown {
  const { value, diagnostics } = parseJsonDefinition({ file: "x.json", text: text.replace(/^\uFEFF/, "") });
  assert.deepEqual(diagnostics, [], text);
  return value?.value;
}
