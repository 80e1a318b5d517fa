import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { applyChanges, type DefinitionFormat, editText } from "../../../diagram/edits/edit-text.ts";
import type { Json, SpecEdit, StepPath } from "../../../diagram/edits/spec-edit.ts";

const FORMAT: DefinitionFormat = "json";

async function edited(text: string, ...edits: SpecEdit[]): Promise<string> {
  return applyChanges(text, (await editText(FORMAT, text, edits)).changes);
}

const set = (path: StepPath, value: Json): SpecEdit => ({ op: "set", path, value });
const remove = (path: StepPath): SpecEdit => ({ op: "remove", path });
const insert = (path: StepPath, value: Json, after?: string): SpecEdit => ({
  op: "insert",
  path,
  value,
  ...(after !== undefined && { after }),
});

const lines = (...all: string[]) => all.join("\n");

describe("an edit of a definition in JSON", () => {
  it("replaces a value where it stands and touches nothing else", async () => {
    const text = '{ "a":   1 , // one\n\t"b" :"x"}';
    assert.equal(await edited(text, set(["b"], "y")), '{ "a":   1 , // one\n\t"b" :"y"}');
    assert.deepEqual((await editText(FORMAT, '{"image": "nginx:1.28"}', [set(["image"], "nginx:1.29")])).changes, [
      { from: 20, to: 21, insert: "9" },
    ]);
  });

  it("gives no change when the value is the one that is there, however it is written", async () => {
    const text = '{ "a": 1.0, "b": "\\u0041", "c": { "y": [1], "x": 2 } }';
    const same = [set(["a"], 1), set(["b"], "A"), set(["c"], { x: 2, y: [1] }), remove(["d"]), remove(["c", "z", "u"])];
    assert.deepEqual((await editText(FORMAT, text, same)).changes, []);
  });

  it("keeps objects on one line on one line, with the spaces they have", async () => {
    assert.equal(await edited('{ "a": { "x": 1 } }', set(["a", "y"], 2)), '{ "a": { "x": 1, "y": 2 } }');
    assert.equal(await edited('{"a":{"x":1}}', set(["a", "y"], [1, { z: 2 }])), '{"a":{"x":1,"y":[1,{"z":2}]}}');
    assert.equal(await edited('{ "a": [ 1, 2 ] }', insert(["a"], 3)), '{ "a": [ 1, 2, 3 ] }');
    assert.equal(await edited('{ "a": [1, 2] }', remove(["a", 0])), '{ "a": [2] }');
    assert.equal(await edited('{ "a": [1, 2] }', remove(["a", 1])), '{ "a": [1] }');
    assert.equal(await edited('{ "a": 1, "b": 2 }', remove(["a"]), remove(["b"])), "{}");
  });

  it("indents with the tabs or spaces, and ends lines, as the text does", async () => {
    assert.equal(
      await edited(
        '{\r\n\t"a": {\r\n\t\t"x": 1\r\n\t}\r\n}\r\n',
        set(["a", "y"], 2),
        set(["b"], { long: "x".repeat(100) }),
      ),
      `{\r\n\t"a": {\r\n\t\t"x": 1,\r\n\t\t"y": 2\r\n\t},\r\n\t"b": {\r\n\t\t"long": "${"x".repeat(100)}"\r\n\t}\r\n}\r\n`,
    );
    assert.equal(await edited('{\n    "a": 1\n}', set(["b"], "x")), '{\n    "a": 1,\n    "b": "x"\n}');
  });

  it("ends the last element with a comma where the last one had it", async () => {
    const text = lines("{", '  "a": [', '    "x", // first', "  ],", "}");
    const after = lines("{", '  "a": [', '    "x", // first', '    "y",', "  ],", '  "b": 1,', "}");
    assert.equal(await edited(text, insert(["a"], "y"), set(["b"], 1)), after);
    assert.equal(await edited(after, remove(["a", 1]), remove(["b"])), text);
  });

  it("puts the comma before a comment, never into it", async () => {
    const text = lines("{", '  "a": 1 // the last', "  // nothing more", "}");
    assert.equal(
      await edited(text, set(["b"], 2)),
      lines("{", '  "a": 1, // the last', '  "b": 2', "  // nothing more", "}"),
    );
    assert.equal(await edited(lines("[1, // one", " 2]"), remove([1])), lines("[1 // one", " ]"));
    assert.equal(await edited(lines("[1, 2 // two", "]"), insert([], 3)), lines("[1, 2, // two", "  3", "]"));
  });

  it("takes the comments right above and beside what it removes along, and leaves others", async () => {
    const text = lines(
      "{",
      "  // All of them.",
      "",
      "  // The first.",
      '  "a": 1, // one',
      "  /* The second. */",
      '  "b": 2, // two',
      "  // The end.",
      "}",
    );
    assert.equal(
      await edited(text, remove(["a"])),
      lines("{", "  // All of them.", "", "  /* The second. */", '  "b": 2, // two', "  // The end.", "}"),
    );
    assert.equal(
      await edited(text, remove(["b"])),
      lines("{", "  // All of them.", "", "  // The first.", '  "a": 1, // one', "  // The end.", "}"),
    );
    assert.equal(await edited(lines("[ // list", "  1,", "  2", "]"), remove([0])), lines("[ // list", "  2", "]"));
  });

  it("writes a container like the one before it, on lines of their own", async () => {
    const text = lines("{", '  "containers": [', "    {", '      "name": "web"', "    }", "  ]", "}");
    assert.equal(
      await edited(text, insert(["containers"], { name: "db", image: "postgres:18" }, "web")),
      lines(
        "{",
        '  "containers": [',
        "    {",
        '      "name": "web"',
        "    },",
        "    {",
        '      "name": "db",',
        '      "image": "postgres:18"',
        "    }",
        "  ]",
        "}",
      ),
    );
  });

  it("inserts after the element of a name, else at the end", async () => {
    const text = '{ "l": [{ "name": "a" }, { "name": "b" }] }';
    assert.equal(await edited(text, insert(["l"], 1, "a")), '{ "l": [{ "name": "a" }, 1, { "name": "b" }] }');
    assert.equal(await edited(text, insert(["l"], 1, "c")), '{ "l": [{ "name": "a" }, { "name": "b" }, 1] }');
  });

  it("makes what is missing on the way: objects, and lists of named elements", async () => {
    assert.equal(
      await edited("{\n}", set(["containers", { name: "web" }, "options", "replicas"], 3)),
      lines("{", '  "containers": [', '    { "name": "web", "options": { "replicas": 3 } }', "  ]", "}"),
    );
  });

  it("renames a key where it stands when the same value is set under another one right after", async () => {
    const text = lines("{", '  "old": { // about it', '    "x": 1', "  },", '  "z": 1', "}");
    assert.equal(await edited(text, remove(["old"]), set(["new"], { x: 1 })), text.replace("old", "new"));
  });

  it("puts keys of a container and of the definition where they usually stand", async () => {
    const text = lines(
      "{",
      '  "project": { "name": "p" }, // ours',
      "  // All of them.",
      '  "containers": [',
      "    {",
      '      "name": "web",',
      '      "options": { "expose": true }',
      "    }",
      "  ]",
      "}",
    );
    assert.equal(
      await edited(text, set(["containers", 0, "environment", "A"], "1"), set(["environmentGroups", "g"], { B: 2 })),
      lines(
        "{",
        '  "project": { "name": "p" }, // ours',
        '  "environmentGroups": { "g": { "B": 2 } },',
        "  // All of them.",
        '  "containers": [',
        "    {",
        '      "name": "web",',
        '      "environment": { "A": "1" },',
        '      "options": { "expose": true }',
        "    }",
        "  ]",
        "}",
      ),
    );
  });

  it("takes two keys in different objects for two keys", async () => {
    assert.equal(
      await edited('{ "a": 1, "": { "c": 2 } }', remove(["a"]), set(["", "b"], 1)),
      '{ "": { "c": 2, "b": 1 } }',
    );
  });

  it("changes only what differs when a whole object or list is set", async () => {
    const text = lines("{", '  "a": {', "    // kept", '    "x": 1,', '    "y": [1, /* two */ 2, 3]', "  }", "}");
    assert.equal(
      await edited(text, set(["a"], { x: 2, y: [1, 2, 4, 5] })),
      lines("{", '  "a": {', "    // kept", '    "x": 2,', '    "y": [1, /* two */ 2, 4, 5]', "  }", "}"),
    );
  });

  it("keeps a byte order mark, and what stands around the definition", async () => {
    assert.equal(
      await edited('\uFEFF// top\n{ "a": 1 }\n// end\n', set(["a"], 2)),
      '\uFEFF// top\n{ "a": 2 }\n// end\n',
    );
  });

  it("refuses what cannot be done, in the user's terms", async () => {
    const refused = async (text: string, one: SpecEdit, code: string) =>
      assert.rejects(editText(FORMAT, text, [one]), { name: "EditError", code });
    await refused('{ "a": 1', set(["a"], 2), "syntax");
    await refused("", set(["a"], 2), "syntax");
    await refused('{ "a": 1 }', set(["a", "b"], 2), "not-an-object");
    await refused('{ "a": 1 }', set(["a", { name: "b" }], 2), "not-a-list");
    await refused('{ "a": [] }', set(["a", 3], 2), "not-found");
    await refused('{ "a": 1 }', insert(["a"], 2), "not-a-list");
    await refused('{ "a": 1 }', remove([]), "not-removable");
    await refused('{ "a": 1 }', set(["a"], Number.NaN), "not-json");
    await refused('{ "a": 1 }', set(["a"], { b: undefined } as unknown as Json), "not-json");
    await refused(`${"[".repeat(150)}${"]".repeat(150)}`, set([0], 2), "too-deep");
    await refused(`{ "a": "${"x".repeat(1024 * 1024)}" }`, set(["a"], 2), "too-long");
  });

  it("of a key that stands there twice means the last, and removes both", async () => {
    assert.equal(await edited('{ "a": 1, "a": 2 }', set(["a"], 3)), '{ "a": 1, "a": 3 }');
    assert.equal(await edited('{ "a": 1, "b": 2, "a": 3 }', remove(["a"])), '{ "b": 2 }');
  });
});
