import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { describe, it } from "mocha";
import { applySpecEdits } from "../../../diagram/edits/apply-spec-edits.ts";
import { EditError } from "../../../diagram/edits/edit-error.ts";
import { edit } from "../../../diagram/edits/jsonnet/index.ts";
import { LIBRARY_TEXT } from "../../../diagram/edits/jsonnet/library.ts";
import { sameValue } from "../../../diagram/edits/same-value.ts";
import type { Json, SpecEdit } from "../../../diagram/edits/spec-edit.ts";
import { applyChanges, inverseChanges } from "../../../diagram/edits/text-change.ts";
import { packageFile } from "../../../templates/package-file.ts";
import { randomProgram } from "./jsonnet-programs.ts";
import { Random } from "./jsonnet-random.ts";
import { randomEdit } from "./jsonnet-random-edits.ts";
import { evaluated } from "./jsonnet-real.ts";

const PROGRAMS = Number(process.env.EDIT_PROGRAMS ?? 400);

describe("random edits of a definition in Jsonnet", function () {
  this.timeout(600_000);

  it("give what they say when the real Jsonnet evaluates them, and can be undone byte for byte", async () => {
    const programs = Array.from({ length: PROGRAMS }, (_, index) => randomProgram(new Random(index + 1)));
    const { literal, overridden } = await editAll(programs, 4);
    // Both ways must have been taken often, or this shows nothing.
    assert.ok(literal > PROGRAMS && overridden > PROGRAMS / 4, `${literal} in place, ${overridden} as overrides`);
  });

  it("do so in every definition of the gallery", async () => {
    const files = globSync(packageFile("templates", "gallery", "*", "*.jsonnet"));
    assert.ok(files.length >= 6);
    files.push(packageFile("test", "templates", "fixtures", "shop.jsonnet"));
    const texts = files.flatMap((file) => Array.from({ length: 8 }, () => readFileSync(file, "utf8")));
    const { literal } = await editAll(texts, 5);
    assert.ok(literal > texts.length);
  });

  it("know the library as it is", () => {
    assert.equal(LIBRARY_TEXT, readFileSync(packageFile("templates", "espalier.libsonnet"), "utf8"));
  });
});

interface Run {
  readonly seed: number;
  readonly random: Random;
  readonly first: string;
  text: string;
  value: Json;
  readonly undo: (() => string)[];
}

/** Edits texts several times, and looks after each step. */
async function editAll(texts: readonly string[], steps: number): Promise<{ literal: number; overridden: number }> {
  const values = await evaluated(texts);
  const runs = texts.map<Run>((text, index) => {
    const random = new Random((index + 1) * 7919);
    return { seed: index + 1, random, first: text, text, value: values[index] as Json, undo: [] };
  });
  let [literal, overridden] = [0, 0];
  for (let step = 0; step < steps; step++) {
    const made = runs.flatMap((run) => {
      const one = editOnce(run);
      if (!one) return [];
      literal += one.overrides === 0 ? 1 : 0;
      overridden += one.overrides > 0 ? 1 : 0;
      return [{ run, ...one }];
    });
    const after = await evaluated(made.map(({ run }) => run.text));
    made.forEach(({ run, expected, about }, index) => {
      assert.deepEqual(after[index], expected, `${about}\n→\n${run.text}`);
      run.value = expected;
    });
  }
  for (const { first, undo, text } of runs) {
    assert.equal(
      undo.reverse().reduce((_, one) => one(), text),
      first,
    );
  }
  return { literal, overridden };
}

/** Edits a text; undefined for an edit that no value can take. */
function editOnce(run: Run): { expected: Json; overrides: number; about: string } | undefined {
  const { text, value, random } = run;
  const wanted = [randomEdit(value, random), ...(random.chance(4) ? [randomEdit(value, random)] : [])];
  const expected = expectedOf(value, wanted);
  if (expected === undefined) return undefined;
  const about = `seed ${run.seed}: ${JSON.stringify(wanted)} of\n${text}`;
  const { changes, overrides } = edited(text, wanted, about);
  run.text = applyChanges(text, changes);
  if (sameValue(value, expected)) assert.equal(run.text, text, about);
  const [after, back] = [run.text, inverseChanges(text, changes)];
  run.undo.push(() => applyChanges(after, back));
  assert.equal(run.undo.at(-1)?.(), text);
  return { expected, overrides: overrides.length, about };
}

function expectedOf(value: Json, edits: readonly SpecEdit[]): Json | undefined {
  try {
    return applySpecEdits(value, edits);
  } catch (error) {
    if (error instanceof EditError) return undefined;
    throw error;
  }
}

function edited(text: string, edits: readonly SpecEdit[], about: string) {
  try {
    return edit(text, edits);
  } catch (error) {
    throw new Error(`${(error as Error).stack}\n${about}`);
  }
}
