import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { applySpecEdits } from "../../../diagram/edits/apply-spec-edits.ts";
import { EditError } from "../../../diagram/edits/edit-error.ts";
import { isJsonObject } from "../../../diagram/edits/same-value.ts";
import type { Json, SpecEdit } from "../../../diagram/edits/spec-edit.ts";
import { applyChanges, inverseChanges } from "../../../diagram/edits/text-change.ts";
import { edit } from "../../../diagram/edits/typescript/index.ts";
import { temporaryFolder } from "../../templates/support.ts";
import { Random } from "./jsonnet-random.ts";
import { randomEdit } from "./jsonnet-random-edits.ts";
import { randomConstructs, randomObject } from "./typescript-programs.ts";
import { evaluated } from "./typescript-real.ts";

const PROGRAMS = Number(process.env.EDIT_PROGRAMS ?? 50);

describe("random edits of a definition in TypeScript", function () {
  this.timeout(600_000);

  const folder = temporaryFolder();

  it("give what they say when the real child evaluates a plain object, and can be undone byte for byte", async () => {
    const { literal, overridden } = await editAll(folder, randomObject, () => true);
    assert.ok(literal > PROGRAMS / 2 && overridden > PROGRAMS / 4, `${literal} in place, ${overridden} as overrides`);
  });

  it("give what they say when the real child builds constructs, and can be undone byte for byte", async () => {
    const { literal, overridden } = await editAll(folder, randomConstructs, canBeBuilt);
    assert.ok(literal > PROGRAMS / 2 && overridden > PROGRAMS / 10, `${literal} in place, ${overridden} as overrides`);
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

async function editAll(folder: string, program: (random: Random) => string, takes: (value: Json) => boolean) {
  const texts = Array.from({ length: PROGRAMS }, (_, index) => program(new Random(index + 1)));
  const values = await evaluated(folder, texts);
  const runs = texts.map<Run>((text, index) => {
    const random = new Random((index + 1) * 7919);
    return { seed: index + 1, random, first: text, text, value: values[index] as Json, undo: [] };
  });
  let [literal, overridden] = [0, 0];
  for (let step = 0; step < 4; step++) {
    const made = runs.flatMap((run) => {
      const one = editOnce(run, takes);
      if (!one) return [];
      if (one.overrides === 0) literal++;
      else overridden++;
      return [{ run, ...one }];
    });
    const after = await evaluated(
      folder,
      made.map(({ run }) => run.text),
    );
    made.forEach(({ run, expected, about }, index) => {
      assert.deepEqual(withoutEmpty(after[index] as Json), withoutEmpty(expected), `${about}\n→\n${run.text}`);
      run.value = after[index] as Json;
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

function editOnce(run: Run, takes: (value: Json) => boolean) {
  const { text, value, random } = run;
  const wanted = [randomEdit(value, random), ...(random.chance(4) ? [randomEdit(value, random)] : [])];
  const expected = expectedOf(value, wanted);
  if (expected === undefined || !takes(expected)) return undefined;
  const about = `seed ${run.seed}: ${JSON.stringify(wanted)} of\n${text}`;
  const { changes, overrides } = edited(text, wanted, about);
  run.text = applyChanges(text, changes);
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

/** Constructs leave out what is empty. */
function withoutEmpty(value: Json): Json {
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).filter(
    ([key, one]) => !["volumes", "environmentGroups"].includes(key) || Object.keys(one as object).length > 0,
  );
  return Object.fromEntries(entries);
}

/** Whether constructs can be made of it: they must have names, and be of the right shape. */
function canBeBuilt(value: Json): boolean {
  if (!isJsonObject(value) || Object.keys(value).some((key) => !KEYS.has(key))) return false;
  const { project, containers = [], volumes = [], environmentGroups = {}, network = {}, zones = [] } = value;
  const groups = isJsonObject(environmentGroups) ? Object.entries(environmentGroups) : [["", 1] as const];
  return (
    isJsonObject(project) &&
    isName(project.name) &&
    Object.keys(project).every((key) => key === "name" || key === "description") &&
    isListOfNamed(containers) &&
    isListOfNamed(volumes) &&
    groups.every(([name, one]) => isName(name) && isJsonObject(one)) &&
    isJsonObject(network) &&
    Array.isArray(zones) &&
    (containers as readonly Json[]).every(isContainer)
  );
}

const KEYS = new Set(["project", "containers", "volumes", "environmentGroups", "network", "zones"]);

function isContainer(container: Json): boolean {
  const { options = {}, environmentFrom = [] } = container as { readonly [key: string]: Json };
  if (!isJsonObject(options) || !Array.isArray(environmentFrom)) return false;
  const { volumes = [], init = [], sidecars = [] } = options;
  const isList = (one: Json) => Array.isArray(one) && one.every(isJsonObject);
  return isList(volumes) && isList(init) && isList(sidecars) && environmentFrom.every((one) => typeof one === "string");
}

function isListOfNamed(list: Json): boolean {
  if (!Array.isArray(list) || !list.every((one) => isJsonObject(one) && isName(one.name))) return false;
  return new Set(list.map((one) => (one as { name: Json }).name)).size === list.length;
}

function isName(name: Json | undefined): boolean {
  return typeof name === "string" && /^[a-z][a-z0-9-]*$/.test(name);
}
