import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { type Completion, CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { EditorState, type TransactionSpec } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { describe, it } from "mocha";
import { parseJsonnet } from "../../diagram/edits/jsonnet/parser.ts";
import type { Member } from "../../diagram/edits/tracing/expression.ts";
import { visit } from "../../diagram/edits/tracing/syntax.ts";
import { definitionCompletion } from "../../web/infra/code/definition-completion.ts";
import { readJsonnet } from "../../web/infra/code/jsonnet/read-jsonnet.ts";
import { explainedAt, offersAt } from "../../web/infra/code/offers.ts";
import type { ReadPlace } from "../../web/infra/code/place.ts";
import { readJson } from "../../web/infra/code/read-json.ts";
import { descriptionAt, type Schema, valuesAt } from "../../web/infra/code/schema.ts";

const SCHEMA = JSON.parse(readFileSync("templates/definition.schema.json", "utf8")) as Schema;
const DEFINITIONS = ["test/templates/fixtures/shop.jsonnet", ...globSync("templates/gallery/*/espalier.jsonnet")];
const LIBRARY = "local espalier = import 'espalier.libsonnet';\n";

/** A text whose cursor is written `‸`. */
function split(written: string): { text: string; offset: number } {
  return { text: written.replace("‸", ""), offset: written.indexOf("‸") };
}

function complete(written: string, read: ReadPlace): string[] {
  const { text, offset } = split(written);
  const context = new CompletionContext(EditorState.create({ doc: text }), offset, true);
  const found = definitionCompletion(SCHEMA, () => read)(context) as CompletionResult | null;
  return (found?.options ?? []).map(({ displayLabel, label }) => displayLabel ?? label);
}

describe("completion in a definition", () => {
  const completed = (text: string) => complete(text, readJson);

  it("offers the keys that an object may have, with what the schema says of them", () => {
    const keys = completed('{ "containers": [{ "name": "a", ‸ }] }');
    for (const key of ["image", "environment", "options"]) assert(keys.includes(key), key);
    assert(!keys.includes("name"), "a key that is there already");
    assert.match(descriptionAt(SCHEMA, ["containers", 0, "image"]) ?? "", /^Image to run/);
  });

  it("offers the values that are named, and names of other parts where one is meant", () => {
    assert.deepEqual(valuesAt(SCHEMA, ["containers", 0, "options", "importance"]), ["low", "normal", "high"]);
    assert(completed('{ "containers": [{ "options": { "importance": "‸" } }] }').includes("high"));
    const named = completed('{ "containers": [{ "name": "db" }, { "options": { "waitFor": ["‸"] } }] }');
    assert(named.includes("db"));
  });

  it("offers containers and what can be asked of them inside of an expression", () => {
    const text = (typed: string) =>
      `{ "containers": [{ "name": "db", "environment": { "USER": "x" } }, { "environment": { "A": "\${{${typed}‸" } }] }`;
    assert(completed(text("")).includes("db"));
    assert.deepEqual(completed(text("db.")).slice(0, 2), ["host", "port"]);
    assert(completed(text("db.")).includes("USER"));
  });
});

describe("what is chosen", () => {
  /** The text after choosing; `typed` is written between the list's appearing and the choice. */
  const chosen = (written: string, typed: string, label: string, read: ReadPlace) => {
    const { text, offset } = split(written);
    const state = EditorState.create({ doc: text });
    const found = definitionCompletion(SCHEMA, () => read)(new CompletionContext(state, offset, true));
    const { options, from } = found as CompletionResult;
    const { apply } = options.find(({ displayLabel }) => displayLabel === label) as Completion;
    const now = state.update({ changes: { from: offset, insert: typed } }).state;
    let result = "";
    const dispatch = (spec: TransactionSpec) => {
      const { doc, selection } = now.update(spec).state;
      result = `${doc.sliceString(0, selection.main.head)}‸${doc.sliceString(selection.main.head)}`;
    };
    if (typeof apply !== "function") throw new Error("nothing is done");
    apply({ state: now, dispatch } as unknown as EditorView, {} as Completion, from, offset + typed.length);
    return result;
  };

  it("takes the place of the whole word or string, also when more of it was typed meanwhile", () => {
    const json = (value: string) => `{ "containers": [{ "options": { "importance": ${value} } }] }`;
    for (const value of ['"‸"', '"l‸ow"', "‸"]) {
      assert.equal(chosen(json(value), "h", "high", readJson), json('"high"‸'), value);
    }
    const jsonnet = (value: string) => `{ containers: [{ options: { importance: ${value} } }] }`;
    for (const value of ["'‸'", "'l‸ow'", "‸", "l‸"]) {
      assert.equal(chosen(jsonnet(value), "h", "high", readJsonnet), jsonnet("'high'‸"), value);
    }
  });

  it("leaves the cursor where the value of a key is written", () => {
    const write = (written: string, key: string) => chosen(`{ containers: [{ ${written} }] }`, "", key, readJsonnet);
    assert.equal(write("im‸", "image"), "{ containers: [{ image: '‸' }] }");
    assert.equal(write("en‸: {}", "environment"), "{ containers: [{ environment‸: {} }] }");
  });
});

describe("completion in a definition in Jsonnet", () => {
  const offers = (written: string) => {
    const { text, offset } = split(written);
    return offersAt(readJsonnet(text, offset), SCHEMA);
  };
  const inserted = (written: string) => offers(written).map(({ insert }) => insert);
  const known = (written: string) =>
    offers(written)
      .filter(({ kind }) => kind === "key" || kind === "value")
      .map(({ label }) => label);

  it("writes keys without quotes, and what their values begin with as the text does it", () => {
    const keys = inserted("{ containers: [{ name: 'a', ‸ }] }");
    for (const key of ["image: ''", "environment: {}", "command: []"]) assert(keys.includes(key), key);
    assert(!keys.some((key) => key.startsWith("name")), "a key that is there already");
    assert(inserted('{ containers: [{ name: "a", ‸ }] }').includes('image: ""'));
    assert(inserted("{ containers: [{ name: 'a', 'im‸' }] }").includes("'image': ''"));
    assert(inserted("{ containers: [{ im‸: 'x' }] }").includes("image"));
  });

  it("writes values in the quotes that they were begun with", () => {
    const text = (value: string) => `{ containers: [{ options: { importance: ${value} } }] }`;
    for (const value of ["‸", "'‸'", "'h‸"]) assert(inserted(text(value)).includes("'high'"), value);
    assert(inserted(text('"h‸"')).includes('"high"'));
    assert.deepEqual(known("{ containers: [{ options: { network: { internet: ‸ } } }] }"), ["true", "false"]);
  });

  it("knows what a part becomes that is written elsewhere", () => {
    const image = (text: string) => assert(known(text).includes("image"), text);
    const importance = (text: string) => assert(known(text).includes("importance"), text);
    image("local db = { name: 'db', ‸ };\n{ containers: [db] }");
    image("{ containers: [{ name: 'a' } + { ‸ }] }");
    image("{ containers: [{ name: 'a' }] + [{ ‸ }] }");
    image("{ containers: [{ name: name, ‸ } for name in ['a', 'b']] }");
    image("local names = ['a', 'b'];\n{ containers: std.map(function(name) { name: name, ‸ }, names) }");
    image("{ containers: std.flattenArrays([[{ ‸ }]]) }");
    image("local a = { ‸ };\n{ containers: if true then [a] else [] }");
    image("{ local a = { ‸ }, containers: [a] }");
    image("{ parts:: { db: { ‸ } }, containers: [$.parts.db] }");
    image("local made(tag) = { containers: [{ ‸ }] };\nmade('1')");
    importance("local common = { quiet: { ‸ } };\n{ containers: [{ options: common.quiet + { replicas: 1 } }] }");
    importance(
      "local made(name, more) = { name: name, options: { tags: [name] } + more };\n{ containers: [made('a', { ‸ })] }",
    );
    importance("local c(o) = { options: o };\nlocal d(o) = c(o);\n{ containers: [d({ ‸ })] }");
  });

  it("looks through our own library: arguments are what they become", () => {
    assert(known(`${LIBRARY}{ containers: [espalier.web('a', 'b', options={ ‸ })] }`).includes("importance"));
    assert(known(`${LIBRARY}{ containers: [espalier.web('a', 'b') + { ‸ }] }`).includes("image"));
    assert(known(`${LIBRARY}espalier.merge({ containers: [] }, { ‸ })`).includes("volumes"));
    assert(known(`${LIBRARY}espalier.override({ containers: [{ ‸ }] }, [])`).includes("image"));
    const mounted = `${LIBRARY}local data = espalier.volume('data', '1Gi');
      { volumes: [data], containers: [espalier.container('a', 'b', options={ volumes: [espalier.mount('‸', '/x')] })] }`;
    assert.deepEqual(known(mounted), ["data"]);
    const awaited = `${LIBRARY}{ containers: [espalier.container('db', 'x'), { options: { waitFor: ['‸'] } }] }`;
    assert.deepEqual(known(awaited), ["db"]);
  });

  it("offers the names of arguments, fields, functions and variables", () => {
    const call = inserted(`${LIBRARY}{ containers: [espalier.web('a', 'b', ‸)] }`);
    for (const name of ["port=", "environment={}", "options={}", "espalier", "std"]) assert(call.includes(name), name);
    assert(!call.some((one) => one.startsWith("image")), "an argument that is given already");
    const fields = offers(`${LIBRARY}{ containers: [espalier.‸] }`);
    assert.deepEqual(
      fields.find(({ label }) => label === "volume"),
      {
        label: "volume",
        kind: "function",
        insert: "volume",
        back: 0,
        detail: "(name, size)",
        info: "A volume, and how a container mounts it.",
      },
    );
    assert.deepEqual(inserted("local sizes = { small: 1, big: 2 };\n{ x: sizes.‸ }"), ["small", "big"]);
    assert(inserted("{ x: std.‸ }").includes("join"));
    assert(inserted("local f(first, second) = { x: ‸ };\nf(1, 2)").includes("second"));
  });

  it("offers containers inside of an expression", () => {
    const text = `${LIBRARY}{ containers: [
      espalier.container('db', 'x', { USER: 'x' }), { name: 'web', environment: { A: '\${{‸' } }] }`;
    const found = complete(text, readJsonnet);
    for (const name of ["db", "web", "pod.name"]) assert(found.includes(name), name);
    assert(complete(text.replace("{{‸", "{{db.‸"), readJsonnet).includes("USER"));
  });

  it("offers nothing of the schema where nobody knows what a place means", () => {
    for (const text of [
      "local unused = { ‸ };\n{}",
      "{ hidden:: { ‸ } }",
      "// { ‸\n{}",
      "/* { ‸ */ {}",
      "{ containers: [{ name: 'a‸' + 'b' }] }",
      "{ containers: [{ options: { importance: 'lo' + '‸' } }] }",
      "{ containers: unknown({ ‸ }) }",
      "{ containers: [{ name: 'a' } ‸] }",
      "{ containers: [{ environment: { ‸ } }] }",
      "{ containers: [{ options: { files: ||| \n ‸\n||| } }] }",
      `${LIBRARY}espalier.override({}, [{ set: ['containers'], to: { ‸ } }])`,
      // Options of a container and a volume at once: only what fits both would be right.
      "local both = { ‸ };\n{ volumes: [both], containers: [{ options: both }] }",
    ]) {
      assert.deepEqual(known(text), [], text);
    }
  });

  it("knows every key of the definitions there are, while it is being written", () => {
    for (const file of DEFINITIONS) {
      const text = readFileSync(file, "utf8");
      const members = membersOf(text).filter(({ key }) => readJsonnet(text, key.to).place?.paths.length);
      let fromSchema = 0;
      for (const { key, from, to } of members) {
        const name = text.slice(key.from, key.to).replaceAll(/^["']|["']$/g, "");
        const whole = known(`${text.slice(0, key.to)}‸${text.slice(key.to)}`);
        // Keys of a map are anybody's own.
        if (whole.length === 0) continue;
        fromSchema++;
        assert(whole.includes(name), `${file}: ${name}`);
        const begun = `${text.slice(0, from)}${name.slice(0, 2)}‸\n`;
        for (const [what, rest] of [
          ["without its value", text.slice(to)],
          ["without its comma", text.slice(to).replace(/^,/, "")],
        ]) {
          assert(known(begun + rest).includes(name), `${file}: ${name} ${what}`);
        }
      }
      assert(fromSchema >= 15, `${file}: only ${fromSchema} keys are known`);
    }
  });

  it("knows keys while everything after them is missing", () => {
    const text = readFileSync("templates/gallery/nats-cluster/espalier.jsonnet", "utf8");
    let count = 0;
    for (const { key, from } of membersOf(text)) {
      const name = text.slice(key.from, key.to);
      const found = known(`${text.slice(0, from)}${name.slice(0, 2)}‸`);
      if (found.length === 0) continue;
      count++;
      assert(found.includes(name), name);
    }
    assert(count > 30, `${count} keys`);
  });

  it("reads any nonsense, at any place", () => {
    const pieces = [
      "{",
      "}",
      "[",
      "]",
      "(",
      ")",
      "a",
      ":",
      "::",
      ",",
      "'",
      '"',
      "|||\n",
      "local ",
      "=",
      ";",
      "for ",
      "in ",
    ];
    pieces.push(
      "if ",
      "else ",
      "function",
      "self",
      "$",
      ".",
      "+",
      "std",
      "import 'espalier.libsonnet'",
      "//",
      "/*",
      "\n",
      "\0",
    );
    let seed = 7;
    const next = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    for (let turn = 0; turn < 2_000; turn++) {
      const text = Array.from({ length: next(40) }, () => pieces[next(pieces.length)]).join("");
      const offset = next(text.length + 1);
      const { place } = readJsonnet(text, offset);
      if (place) assert(place.from <= offset && offset <= place.to && place.to <= text.length, JSON.stringify(text));
    }
  });

  it("comes to an end in texts that refer to themselves, or are far too large", () => {
    for (const text of [
      "local a = a; { containers: [a, ‸] }",
      "{ a: { b: $.a, c: $.a, ‸ } }",
      "local f(x) = f(x) + f([x]); { containers: f({ ‸ }) }",
      "local w = function(x) x(x) + [x(x)]; { containers: w(w), ‸ }",
      `local a = [${"a, ".repeat(10_000)}]; { containers: a, ‸ }`,
      `${"[{(".repeat(80_000)}‸`,
      `${"a + ".repeat(60_000)}{ ‸ }`,
      `${"local a = 1;\n".repeat(15_000)}{ ‸ }`,
      `${"'\"".repeat(120_000)}‸`,
    ]) {
      assert.doesNotThrow(() => offers(text), text.slice(0, 60));
    }
  });
});

describe("what is told of a place in a definition in Jsonnet", () => {
  const explained = (written: string) => {
    const { text, offset } = split(written);
    return explainedAt(readJsonnet(text, offset), SCHEMA, text);
  };

  it("is what the schema says of a key, a value or an argument", () => {
    const [key] = explained("{ containers: [{ im‸age: 'nginx' }] }");
    assert.equal(key?.name, "image");
    assert.match(key?.description ?? "", /^Image to run/);
    const [value] = explained("{ containers: [{ options: { importance: 'hi‸gh' } }] }");
    assert.deepEqual([value?.name, value?.values], ["importance", ["low", "normal", "high"]]);
    assert.equal(explained(`${LIBRARY}{ containers: [espalier.web('a', 'ng‸inx')] }`)[0]?.name, "image");
    assert.equal(
      explained(`${LIBRARY}{ containers: [espalier.web('a', 'b', environ‸ment={})] }`)[0]?.name,
      "environment",
    );
  });

  it("is the comment of a function of the library", () => {
    const [found] = explained(`${LIBRARY}{ containers: [espalier.we‸b('a', 'b')] }`);
    assert.equal(found?.name, "web(name, image, port?, environment?, options?)");
    assert.match(found?.description ?? "", /^A container that the internet reaches/);
  });

  it("is nothing in comments, and where it is not known what a key becomes", () => {
    assert.deepEqual(explained("// im‸age\n{}"), []);
    assert.deepEqual(explained("local unused = { im‸age: 'x' };\n{}"), []);
  });
});

function membersOf(text: string): Member[] {
  const found: Member[] = [];
  visit(parseJsonnet(text).root, (one) => {
    if (one.kind === "object") found.push(...one.members.filter(({ key }) => key.kind === "literal"));
  });
  return found;
}
