import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { CommandError } from "../../cli/command-error.ts";
import { readVariables } from "../../cli/variables.ts";
import { newFolder } from "./support/run-espalier.ts";

function fromFile(text: string | Uint8Array): Record<string, string> {
  const folder = newFolder();
  writeFileSync(join(folder, "vars"), text);
  return readVariables(folder, { varFile: ["vars"] });
}

function refusal(action: () => unknown): CommandError {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof CommandError, String(error));
    assert.equal(error.exitCode, 2);
    return error;
  }
  throw new assert.AssertionError({ message: "nothing was refused" });
}

describe("variables on the command line", () => {
  it("are name=value; the value is everything behind the first sign", () => {
    assert.deepEqual(readVariables("/", { var: ["a=1", "hash=$2b$10$x=y", "empty="] }), {
      a: "1",
      hash: "$2b$10$x=y",
      empty: "",
    });
  });

  it("win over files, and the later over the earlier", () => {
    const folder = newFolder();
    writeFileSync(join(folder, "vars.json"), '{"a": "file", "b": "file", "c": 5, "d": true}');
    assert.deepEqual(readVariables(folder, { varFile: ["vars.json"], var: ["a=first", "a=last"] }), {
      a: "last",
      b: "file",
      c: "5",
      d: "true",
    });
  });

  it("are refused without a sign or with a name that is none, and the value is not repeated", () => {
    assert.match(refusal(() => readVariables("/", { var: ["canary-value"] })).message, /name=value/);
    assert.doesNotMatch(refusal(() => readVariables("/", { var: ["canary-value"] })).message, /canary/);
    assert.match(refusal(() => readVariables("/", { var: ["a b=canary"] })).message, /"a b" is no name/);
    assert.doesNotMatch(refusal(() => readVariables("/", { var: ["a=can\u0000ary"] })).message, /can/);
  });

  it("cannot reach an object's prototype", () => {
    const values = readVariables("/", { var: ["__proto__=x"] });
    assert.deepEqual(Object.keys(values), ["__proto__"]);
    assert.equal(Object.getPrototypeOf(values), Object.prototype);
  });
});

describe("files of variables", () => {
  it("may be JSON or lines, with comments, exports and quotes", () => {
    const text = `# a comment

export A=plain
B = spaces around   # said why
C="two\\nlines and \\"quotes\\""
D='$literal \\n'
E=
F=pass#word
G="-----BEGIN-----
second line
-----END-----"
`;
    assert.deepEqual(fromFile(text), {
      A: "plain",
      B: "spaces around",
      C: 'two\nlines and "quotes"',
      D: "$literal \\n",
      E: "",
      F: "pass#word",
      G: "-----BEGIN-----\nsecond line\n-----END-----",
    });
  });

  it("keep Windows line ends and byte order marks out of values", () => {
    assert.deepEqual(fromFile("\ufeffA=1\r\nB=2\r\n"), { A: "1", B: "2" });
  });

  it("are refused with the line, and without what it says", () => {
    const error = refusal(() => fromFile("A=1\n\nnot an assignment canary\n"));
    assert.match(error.message, /line 3 is not NAME=value/);
    assert.doesNotMatch(error.message, /canary/);
    assert.match(refusal(() => fromFile('A="never closed\n')).message, /line 1/);
  });

  it("are refused as JSON that is broken or nested, and their text is not repeated", () => {
    assert.match(refusal(() => fromFile('{"a": canary}')).message, /not valid JSON$/);
    assert.match(refusal(() => fromFile('{"a": {"b": 1}}')).message, /"a" is an object/);
    assert.match(refusal(() => fromFile('{"a": null}')).message, /"a" is null/);
  });

  it("are bounded, and must be text in a file that is there", () => {
    assert.match(refusal(() => fromFile(`A=${"x".repeat(1024 * 1024)}`)).message, /larger than 1 MiB/);
    assert.match(refusal(() => readVariables("/", { varFile: ["/dev/zero"] })).message, /larger than 1 MiB/);
    assert.match(refusal(() => fromFile(new Uint8Array([65, 61, 255]))).message, /not UTF-8/);
    assert.match(refusal(() => readVariables(newFolder(), { varFile: ["absent"] })).message, /no such file/);
    const folder = newFolder();
    mkdirSync(join(folder, "sub"));
    assert.match(refusal(() => readVariables(folder, { varFile: ["sub"] })).message, /it is a folder/);
    const many = Array.from({ length: 1001 }, (_, index) => `V${index}=1`).join("\n");
    assert.match(refusal(() => fromFile(many)).message, /at most 1000/);
  });
});
