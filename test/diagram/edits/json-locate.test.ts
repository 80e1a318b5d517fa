import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { parse } from "jsonc-parser";
import { describe, it } from "mocha";
import { valueAt } from "../../../diagram/edits/apply-spec-edits.ts";
import { locateParts } from "../../../diagram/edits/locate.ts";
import type { Json } from "../../../diagram/edits/spec-edit.ts";
import { parseJsonDefinition } from "../../../templates/json-definition.ts";
import { anyDice } from "./dice.ts";
import { writeRandomly } from "./json-writing.ts";
import { anyDefinition } from "./random-spec-edits.ts";

const GALLERY = globSync("templates/gallery/*/espalier.{json,jsonc}");

async function agrees(text: string, value: Json): Promise<void> {
  const parts = await locateParts("json", text);
  for (const { path, from, to, nameFrom, nameTo } of parts) {
    const literal = text.slice(from, to);
    const whole = path[0] === "environmentGroups" ? `{${literal}}` : `{"":${literal}}`;
    const read = parseJsonDefinition({ file: "x.json", text: whole }).value?.value as Record<string, Json>;
    const [found] = Object.values(read);
    assert.deepEqual(found, valueAt(value, path), JSON.stringify(path));
    if (nameFrom === undefined || nameTo === undefined) continue;
    const name = JSON.parse(text.slice(nameFrom, nameTo));
    assert.deepEqual(name, path[0] === "environmentGroups" ? path[1] : (found as { name: Json }).name);
  }
  assert.deepEqual(
    parts.map(({ from }) => from),
    parts.map(({ from }) => from).sort((one, other) => one - other),
  );
  const { containers, volumes, environmentGroups, registries } = value as Record<string, Json>;
  const objects = (list: Json | undefined) =>
    Array.isArray(list) ? list.filter((one) => typeof one === "object" && one !== null && !Array.isArray(one)) : [];
  const expected =
    objects(containers).length +
    objects(volumes).length +
    (Array.isArray(registries) ? registries.length : 0) +
    (typeof environmentGroups === "object" && environmentGroups !== null && !Array.isArray(environmentGroups)
      ? Object.keys(environmentGroups).length
      : 0);
  assert.equal(parts.filter(({ path }) => !path.includes("to") && !path.includes("from")).length, expected);
}

describe("the parts of a definition in JSON", () => {
  it("stand in the text where the value has them, in the whole gallery", async () => {
    assert(GALLERY.length > 20);
    for (const file of GALLERY) {
      const text = readFileSync(file, "utf8");
      await agrees(text, parse(text, [], { allowTrailingComma: true }));
    }
  });

  it("stand in the text where the value has them, however it is written", async () => {
    await fc.assert(
      fc.asyncProperty(anyDefinition, anyDice, async (value, dice) => agrees(writeRandomly(value, dice), value)),
      { numRuns: 300 },
    );
  });

  it("include peers of the project and of containers", async () => {
    const text =
      '{"network":{"to":[{"host":"a.b"}]},"containers":[{"name":"w","options":{"network":{"from":[{"cidr":"10.0.0.0/8"}]}}}]}';
    assert.deepEqual(
      (await locateParts("json", text)).map(({ path }) => path),
      [
        ["network", "to", 0],
        ["containers", { name: "w" }],
        ["containers", { name: "w" }, "options", "network", "from", 0],
      ],
    );
  });

  it("are found by index when another has their name", async () => {
    const text = '{"containers":[{"name":"a"},{"name":"a"},{},3]}';
    assert.deepEqual(
      (await locateParts("json", text)).map(({ path }) => path),
      [
        ["containers", { name: "a" }],
        ["containers", 1],
        ["containers", 2],
      ],
    );
  });

  it("are found as far as a broken text can be read", async () => {
    const text = '{ "containers": [{ "name": "web", "image": }, { "name": "db" }, { "na';
    assert.deepEqual(
      (await locateParts("json", text)).slice(0, 2).map(({ path }) => path),
      [
        ["containers", { name: "web" }],
        ["containers", { name: "db" }],
      ],
    );
  });

  it("end with the text when nothing in it is closed, not even a comment", async () => {
    const text = '{"containers":[{"name":"web" /*';
    assert.deepEqual(await locateParts("json", text), [
      { path: ["containers", { name: "web" }], from: 15, to: text.length, nameFrom: 23, nameTo: 28 },
    ]);
  });

  it("are looked for in any text whatever without an error", async () => {
    await fc.assert(
      fc.asyncProperty(anyDefinition, anyDice, fc.nat(), fc.string(), async (value, dice, cut, junk) => {
        const whole = writeRandomly(value, dice);
        const at = cut % (whole.length + 1);
        const text = dice.chance(2) ? whole.slice(0, at) : whole.slice(0, at) + junk + whole.slice(at);
        for (const { from, to } of await locateParts("json", text))
          assert(0 <= from && from <= to && to <= text.length);
      }),
      { numRuns: 300 },
    );
    assert.deepEqual(await locateParts("json", "[".repeat(100_000)), []);
    assert.deepEqual(await locateParts("json", "x".repeat(2_000_000)), []);
  });
});
