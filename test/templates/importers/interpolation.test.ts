import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { parseEnvFile } from "../../../templates/importers/compose/env-file.ts";
import { blankNames, splitInterpolation } from "../../../templates/importers/compose/interpolation.ts";
import { shellWords } from "../../../templates/importers/compose/shell-words.ts";
import { cpuQuantity, memoryQuantity, seconds } from "../../../templates/importers/compose/units.ts";

describe("texts of compose", () => {
  it("splits blanks with every operator, inside one another too", () => {
    const [first, rest] = splitInterpolation("${A:-${B-x}y}z");
    assert.ok(typeof first === "object");
    assert.equal(first.name, "A");
    assert.equal(first.operator, ":-");
    assert.equal(first.text, "${A:-${B-x}y}");
    assert.equal(rest, "z");
    assert.deepEqual(blankNames(splitInterpolation("$A ${B} ${C?x} ${D:+${E}} ${F+g}")), [
      "A",
      "B",
      "C",
      "D",
      "E",
      "F",
    ]);
  });

  it("takes a doubled dollar, and one that starts no blank, for a dollar", () => {
    assert.deepEqual(splitInterpolation("$$A costs 5$ or $1 ${ x"), ["$A costs 5$ or $1 ${ x"]);
    assert.deepEqual(splitInterpolation("^[0-9]+$"), ["^[0-9]+$"]);
    assert.deepEqual(splitInterpolation("${A:-b"), ["${A:-b"]);
  });

  it("loses no character, whatever the text", () => {
    const text = fc.array(fc.constantFrom("$", "{", "}", ":-", ":?", "a", "B", " ", "$$"), { maxLength: 60 });
    fc.assert(
      fc.property(text, (parts) => {
        const whole = parts.join("");
        const back = splitInterpolation(whole).map((piece) =>
          // A blank's text is as it was written.
          typeof piece === "string" ? piece : piece.text.replaceAll("$$", "$"),
        );
        assert.equal(back.join(""), whole.replaceAll("$$", "$"));
      }),
    );
  });

  it("reads env files as compose does", () => {
    const text = "# note\nA=1\nexport B = two # rest\nC='$x # y'\nD=\"a\\nb\"\nE\nF=\n\nG=a#b\nnot a line\n";
    assert.deepEqual(parseEnvFile(text), [
      { name: "A", value: "1", literal: false },
      { name: "B", value: "two", literal: false },
      { name: "C", value: "$x # y", literal: true },
      { name: "D", value: "a\nb", literal: false },
      { name: "E", literal: false },
      { name: "F", value: "", literal: false },
      { name: "G", value: "a#b", literal: false },
    ]);
  });

  it("splits command lines as a shell splits words", () => {
    assert.deepEqual(shellWords(`a 'b c'  "d \\"e\\" \\x" f\\ g '' "h"i`), ["a", "b c", 'd "e" \\x', "f g", "", "hi"]);
    assert.deepEqual(shellWords("  "), []);
  });

  it("reads durations and amounts", () => {
    assert.deepEqual(["1m30s", "90", "1h", "500ms", "2.5s", "soon", ""].map(seconds), [
      90,
      90,
      3600,
      1,
      3,
      undefined,
      undefined,
    ]);
    assert.deepEqual(["512m", "1.5G", "64k", "1gb", "1048576", "1.5b", "much"].map(memoryQuantity), [
      "512Mi",
      "1536Mi",
      "1Mi",
      "1Gi",
      "1Mi",
      "1Mi",
      undefined,
    ]);
    assert.deepEqual(["0.5", "2", "1.25", "all", "0"].map(cpuQuantity), ["500m", "2", "1250m", undefined, undefined]);
  });
});
