import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { readYaml } from "../../../templates/importers/read-yaml.ts";

const codesOf = (text: string) => readYaml("a.yaml", text).diagnostics.map(({ code }) => code);

describe("reading YAML", () => {
  it("gives plain values, with anchors and merge keys filled in", () => {
    const { value } = readYaml("a.yaml", "base: &base { a: 1, b: [x] }\nover:\n  <<: *base\n  a: 2\nsame: *base\n");
    assert.deepEqual(value?.value, { base: { a: 1, b: ["x"] }, over: { b: ["x"], a: 2 }, same: { a: 1, b: ["x"] } });
  });

  it("keeps numbers as they are written where reading would change them", () => {
    const { value } = readYaml(
      "a.yaml",
      "a: 1.10\nb: 0440\nc: 1e3\nd: 12\ne: 22:22\nf: yes\ng: 123456789012345678901\n",
    );
    const expected = { a: "1.10", b: "0440", c: "1e3", d: 12, e: "22:22", f: "yes", g: "123456789012345678901" };
    assert.deepEqual(value?.value, expected);
  });

  it("tells where everything stands, and where it comes from", () => {
    const { value } = readYaml("a.yaml", "x: &x\n  a: 1\nservices:\n  web:\n    <<: *x\n    ports:\n      - 80\n");
    assert.deepEqual(value?.position(["services", "web", "ports", 0]), { file: "a.yaml", line: 7, column: 9 });
    assert.deepEqual(value?.origin(["services", "web", "a"]), ["x", "a"]);
    const paths = value?.paths().map((path) => path.join("."));
    assert.deepEqual(paths, [
      "x",
      "x.a",
      "services",
      "services.web",
      "services.web.<<",
      "services.web.a",
      "services.web.ports",
      "services.web.ports.0",
    ]);
  });

  it("keeps comments with what they stand above or behind", () => {
    const { value } = readYaml(
      "a.yaml",
      "# head\n\nservices:\n  # above\n  # it\n  web: # behind\n    image: a # image\n",
    );
    assert.equal(value?.heading, " head");
    assert.equal(value?.comment(["services", "web"]), "above\nit");
    assert.equal(value?.comment(["services", "web", "image"]), "behind\nimage");
  });

  it("reads a byte order mark, Windows line ends and blanks of other formats", () => {
    const { value } = readYaml(
      "a.yaml",
      "\uFEFFservices:\r\n  $$cap_appname:\r\n    image: a:$$cap_v\r\n    x: ${A:-b}\r\n",
    );
    assert.deepEqual(value?.value, { services: { $$cap_appname: { image: "a:$$cap_v", x: "${A:-b}" } } });
  });

  it("says all syntax errors at once, each with its place", () => {
    const { value, diagnostics } = readYaml("a.yaml", 'a: [1, 2\nb: "x\nc: {\n');
    assert.equal(value, undefined);
    assert.ok(diagnostics.length >= 2);
    for (const { position, message } of diagnostics) {
      assert.ok(position && position.line >= 1);
      assert.doesNotMatch(message, /^[A-Z]|\.$/);
    }
  });

  it("refuses keys twice, forbidden keys, several documents and what is no mapping", () => {
    assert.deepEqual(codesOf("a: 1\nb: 2\na: 3\n"), ["duplicate-key"]);
    assert.deepEqual(codesOf("a:\n  __proto__: 1\n  constructor: 2\n  prototype: 3\n"), Array(3).fill("forbidden-key"));
    assert.deepEqual(codesOf("a: 1\n---\nb: 2\n"), ["several-documents"]);
    for (const text of ["", "- a\n", "text", "1"]) assert.deepEqual(codesOf(text), ["no-mapping"]);
  });

  it("refuses aliases without an anchor, inside themselves, and merges of what is no mapping", () => {
    assert.deepEqual(codesOf("a: &a\n  b: *a\n"), ["circular-alias"]);
    assert.notDeepEqual(codesOf("a: *b\n"), []);
    assert.deepEqual(codesOf("a: &a [1]\nb:\n  <<: *a\n"), ["wrong-merge"]);
  });

  it("refuses what is too large, too deep, or grows with its aliases", () => {
    assert.deepEqual(codesOf(`a: ${"x".repeat(2 ** 20)}`), ["too-large"]);
    assert.deepEqual(codesOf(`a: ${"[".repeat(100_000)}`), ["too-deep"]);
    assert.deepEqual(codesOf(Array.from({ length: 200 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")), [
      "too-deep",
    ]);
    assert.deepEqual(codesOf(`a: [${"1,".repeat(100_000)}]`), ["too-large"]);
    const laughs = Array.from(
      { length: 9 },
      (_, level) => `l${level + 1}: &l${level + 1} [${Array(9).fill(`*l${level}`)}]`,
    );
    assert.deepEqual(codesOf(`l0: &l0 [${Array(9).fill("x")}]\n${laughs.join("\n")}`), ["too-large"]);
  });
});
