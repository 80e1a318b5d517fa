import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { declareVariables } from "../../templates/variable.ts";
import { chooseValues } from "../../templates/variable-values.ts";
import {
  type Blank,
  drawSecret,
  firstTexts,
  mistakeIn,
  sortFindings,
  unfilled,
  valuesOf,
} from "../../web/pages/gallery/blanks.ts";

const text: Blank = { name: "host", label: "Host", type: "string", required: true, secret: false };
const port: Blank = { ...text, name: "port", type: "number", default: 80, minimum: 1, maximum: 65535, required: false };
const size: Blank = { ...text, name: "size", default: "small", choices: ["small", "large"], required: false };
const flag: Blank = { ...text, name: "open", type: "boolean", default: true, required: false };
const password: Blank = { ...text, name: "password", secret: true, required: false };
const form = [text, port, size, flag, password];

describe("the form of a template", () => {
  it("begins with the defaults and leaves secrets empty", () => {
    assert.deepEqual(firstTexts(form), { host: "", port: "80", size: "small", open: "true", password: "" });
  });

  it("asks for a number where there is to be one, within its bounds", () => {
    for (const wrong of ["abc", "8o", " 80", "80 ", "1,5", "0x50", "Infinity", "1e999", "NaN", "--1"]) {
      assert.match(mistakeIn(port, wrong) ?? "", /^Write a number/, wrong);
    }
    assert.equal(mistakeIn(port, "0"), "Write a number from 1 to 65535.");
    assert.equal(mistakeIn(port, "65536"), "Write a number from 1 to 65535.");
    for (const right of ["1", "80", "8e3", "65535"]) assert.equal(mistakeIn(port, right), undefined, right);
    assert.equal(mistakeIn({ ...port, maximum: undefined }, "0"), "Write a number of at least 1.");
    assert.equal(mistakeIn({ ...port, minimum: undefined }, "70000"), "Write a number of at most 65535.");
  });

  it("takes only choices where there are any, and yes or no for a boolean", () => {
    assert.equal(mistakeIn(size, "huge"), "Choose one of small, large.");
    assert.equal(mistakeIn(size, "large"), undefined);
    assert.equal(mistakeIn({ ...port, choices: [80, 443] }, "81"), "Choose one of 80, 443.");
    assert.equal(mistakeIn({ ...port, choices: [80, 443] }, "443"), undefined);
    assert.equal(mistakeIn(flag, "yes"), "Choose yes or no.");
  });

  it("says of an empty blank only that it must be filled", () => {
    for (const blank of form) assert.equal(mistakeIn(blank, ""), undefined);
    assert.deepEqual(unfilled(form, firstTexts(form)), [text]);
    assert.deepEqual(unfilled(form, { ...firstTexts(form), host: "db" }), []);
  });

  it("sends what was changed and is no mistake, and nothing else", () => {
    assert.deepEqual(valuesOf(form, firstTexts(form)), {});
    const texts = { host: "db", port: "abc", size: "large", open: "false", password: "" };
    assert.deepEqual(valuesOf(form, texts), { host: "db", size: "large", open: "false" });
    assert.deepEqual(valuesOf(form, { ...texts, port: "" }), { host: "db", size: "large", open: "false" });
    assert.deepEqual(valuesOf(form, { stranger: "x" }), {});
  });

  it("puts what the platform finds at the blank it is about, and leaves the rest", () => {
    const finding = { severity: "error", code: "wrong-format", message: '"host" does not match its pattern' } as const;
    const about = { ...finding, path: ["variables", "host"], allowed: "[a-z]+" };
    const again = { ...about, path: ["template", "variables", "host"] };
    const elsewhere = { ...finding, path: ["containers", 0, "image"] };
    const note = { ...about, severity: "note" } as const;
    const { byBlank, others } = sortFindings(form, [about, again, elsewhere, note]);
    assert.deepEqual([...byBlank], [["host", "This does not match its pattern. Allowed: [a-z]+"]]);
    assert.deepEqual(others, [elsewhere, note]);
  });

  it("shows no example of a secret", () => {
    const secret = { ...password, example: "hunter2" };
    const finding = {
      severity: "error",
      code: "wrong-format",
      message: '"password" is wrong',
      allowed: "[a-z]+",
    } as const;
    const { byBlank } = sortFindings([secret], [{ ...finding, path: ["variables", "password"] }]);
    assert.equal(byBlank.get("password"), "This is wrong. Allowed: [a-z]+");
  });

  it("agrees with the platform about every number", () => {
    const { value: variables } = declareVariables({ port: { default: 80, minimum: 1, maximum: 100 } });
    const blank = { ...port, maximum: 100 };
    for (const given of [
      "1",
      "100",
      "101",
      "0",
      "-1",
      "1e2",
      "1e3",
      "1.5",
      ".5",
      "5.",
      "+5",
      "0x10",
      " 5",
      "٣",
      "1_0",
    ]) {
      const isRefused = chooseValues(variables, { port: given }).diagnostics.length > 0;
      assert.equal(mistakeIn(blank, given) !== undefined, isRefused, given);
    }
  });

  it("draws secrets of letters and digits, each another one", () => {
    const drawn = new Set(Array.from({ length: 200 }, () => drawSecret()));
    assert.equal(drawn.size, 200);
    for (const secret of drawn) assert.match(secret, /^[A-Za-z0-9]{32}$/);
    const signs = new Set([...drawn].join(""));
    assert.equal(signs.size, 62);
  });
});
