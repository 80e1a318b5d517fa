import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { edit, locate } from "../../../diagram/edits/jsonnet/index.ts";
import type { Json, SpecEdit, Step } from "../../../diagram/edits/spec-edit.ts";
import { applyChanges } from "../../../diagram/edits/text-change.ts";

const TEXT = `local espalier = import 'espalier.libsonnet';
local small = 1;
{
  project: { name: 'shop' },
  containers: [
    espalier.web('web', 'nginx:1.29'),  // front
    { name: 'one', image: 'app:1', options: { replicas: small } },
    { name: 'two', image: 'app:1', options: { replicas: small } },
  ],
}
`;

function edited(text: string, ...edits: SpecEdit[]): string {
  return applyChanges(text, edit(text, edits).changes);
}

function setting(name: string, path: readonly Step[], value: Json): SpecEdit {
  return { op: "set", path: ["containers", { name }, ...path], value };
}

describe("a text in Jsonnet", () => {
  it("gets a field as an argument of the library's function, its comments kept", () => {
    const after = edited(TEXT, setting("web", ["options", "replicas"], 3));
    assert.equal(
      after,
      TEXT.replace("espalier.web('web', 'nginx:1.29')", "espalier.web('web', 'nginx:1.29', options={ replicas: 3 })"),
    );
  });

  it("keeps a local that several containers use, and says why there is an override", () => {
    const { changes, overrides } = edit(TEXT, [setting("one", ["options", "replicas"], 3)]);
    const after = applyChanges(TEXT, changes);
    assert.match(after, /^local small = 1;$/m);
    assert.match(after, /\n {2}\/\/ Espalier: overrides made in the diagram/);
    assert.match(after, /containers\[one\]\.options\.replicas: its value is used in several places/);
    assert.deepEqual(overrides, [
      { path: ["containers", { name: "one" }, "options", "replicas"], reason: "its value is used in several places" },
    ]);
  });

  it("has one block of overrides: set again there, and gone with the last of them", () => {
    const one = edited(TEXT, setting("one", ["options", "replicas"], 3));
    const both = edited(one, setting("two", ["options", "replicas"], 4));
    const again = edited(both, setting("one", ["options", "replicas"], 5));
    assert.equal(again.match(/Espalier: overrides/g)?.length, 1);
    assert.equal(again, both.replace("to: 3", "to: 5"));
    const less = edited(again, setting("one", ["options", "replicas"], 1));
    assert.doesNotMatch(less, /containers\[one\]/);
    assert.equal(edited(less, setting("two", ["options", "replicas"], 1)), TEXT);
  });

  it("says where its parts are written, also when it is broken", () => {
    const found = (text: string) =>
      locate(text).map(({ from, nameFrom = 0, nameTo = 0 }) => [
        text.slice(from, from + 8),
        text.slice(nameFrom, nameTo),
      ]);
    const all = [
      ["espalier", "'web'"],
      ["{ name: ", "'one'"],
      ["{ name: ", "'two'"],
    ];
    assert.deepEqual(found(TEXT), all);
    assert.deepEqual(found(TEXT.replace(/ {2}\],\n\}\n$/, "")), all);
    assert.deepEqual(found(TEXT.replace("'app:1', options", "'app:1' options")), all);
  });

  it("is bounded whatever it holds", () => {
    const doubled = Array.from({ length: 60 }, (_, index) => `local a${index + 1} = a${index} + a${index};`).join("");
    const hostile = [
      "[".repeat(200_000),
      "-".repeat(200_000),
      "local f(x) = f(x + 1); f(0)",
      "local f(x) = f(x + x); { a: f('long') }",
      `local a0 = [1];${doubled}{ containers: a60 }`,
      `local a0 = 'text';${doubled}{ containers: [a60] }`,
      "{ a: self.b, b: self.a }",
      "'",
      "|||\n",
      "",
    ];
    for (const text of hostile) assert.ok(Array.isArray(locate(text)));
  });

  it("is refused with the line when it cannot be read", () => {
    assert.throws(() => edit("{\n  a: 1\n  b: 2,\n}", []), /line 3: "," is missing here/);
    assert.throws(() => edited(TEXT, setting("web", ["image", "tag"], "2")), /is no object/);
  });
});
