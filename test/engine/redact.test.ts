import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { redact, redactor } from "../../engine/redact.ts";

const PASSWORD = "correct-horse-battery";

describe("what others say", () => {
  const without = (text: string, ...secrets: [string, string][]) => redactor(secrets)(text);

  it("is told without secrets, however they are written", () => {
    const value = 'p"ss wörd/+!';
    const writings = [
      value,
      JSON.stringify(value).slice(1, -1),
      encodeURIComponent(value),
      Buffer.from(value).toString("base64"),
      Buffer.from(value).toString("base64url"),
    ];
    for (const text of writings) {
      assert.equal(without(`a ${text} b ${text}`, ["password", value]), "a ⟦secret:password⟧ b ⟦secret:password⟧");
    }
  });

  it("is told without a secret that is a part of something in base64", () => {
    for (const before of ["", "u", "us", "usr", "user:"]) {
      const header = Buffer.from(`${before}${PASSWORD}:x`).toString("base64");
      const shown = without(`Authorization: Basic ${header}`, ["password", PASSWORD]);
      assert.match(shown, /⟦secret:password⟧/);
      const left = shown.replace(/⟦secret:password⟧/, "").slice("Authorization: Basic ".length);
      assert.ok(left.length < before.length * 2 + 8, shown);
    }
  });

  it("is told without what is left of a secret where a text was cut", () => {
    for (let length = 8; length < PASSWORD.length; length++) {
      const [head, tail] = [PASSWORD.slice(0, length), PASSWORD.slice(-length)];
      assert.equal(without(`it is ${head}`, ["password", PASSWORD]), "it is ⟦secret:password⟧");
      assert.equal(without(`it is ${head}… and more`, ["password", PASSWORD]), "it is ⟦secret:password⟧… and more");
      assert.equal(without(`${tail} it is`, ["password", PASSWORD]), "⟦secret:password⟧ it is");
    }
    assert.equal(without("the correct horse", ["password", PASSWORD]), "the correct horse");
  });

  it("is told without the whole of the longest, when one begins with another", () => {
    const secrets: [string, string][] = [
      ["short", "abcdef"],
      ["long", "abcdefghijkl"],
    ];
    assert.equal(without("abcdefghijkl abcdef", ...secrets), "⟦secret:long⟧ ⟦secret:short⟧");
    assert.equal(redact("abcdefghijkl", new Map(secrets)), "⟦secret:long⟧");
  });

  it("is told without single lines of a secret that has several", () => {
    const key = "-----BEGIN KEY-----\nMIIBVQIBADANBgkqhkiG9w0\nshort\n-----END KEY-----";
    assert.equal(without("line: MIIBVQIBADANBgkqhkiG9w0", ["key", key]), "line: ⟦secret:key⟧");
    assert.equal(without("short", ["key", key]), "short");
  });

  it("is told as it is without secrets in it, or with ones too short to be told from other text", () => {
    assert.equal(without("anything", ["pin", "any"]), "anything");
    assert.equal(without("anything"), "anything");
  });

  it("never holds a secret, whatever stands around it", () => {
    const texts = fc.array(fc.string({ unit: "grapheme" }), { maxLength: 4 });
    const values = fc.uniqueArray(fc.string({ minLength: 12, maxLength: 40 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(texts, values, (around, secrets) => {
        const text = around.map((one, index) => one + secrets[index % secrets.length]).join("");
        const shown = without(text, ...secrets.map((value, index): [string, string] => [`s${index}`, value]));
        for (const value of secrets) assert.ok(!shown.includes(value));
      }),
    );
  });

  it("takes as long as it is, however many secrets there are and however large", () => {
    const secrets = Array.from({ length: 200 }, (_, index): [string, string] => [
      `s${index}`,
      `${index}`.padEnd(65_536, "ab"),
    ]);
    const takeOut = redactor(secrets);
    assert.equal(takeOut("ab".repeat(50_000)).length > 0, true);
    assert.equal(takeOut(`x ${secrets[7]?.[1]} y`), "x ⟦secret:s7⟧ y");
  });
});
