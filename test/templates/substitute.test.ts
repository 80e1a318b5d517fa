import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { startOf } from "../../templates/locator.ts";
import { type Replacement, substitute } from "../../templates/substitute.ts";

const VALUES = new Map<string, Replacement>([
  ["host", { kind: "value", value: "db.internal" }],
  ["port", { kind: "value", value: 5432 }],
  ["debug", { kind: "value", value: true }],
  ["hash", { kind: "value", value: "$2b$12$KIXhost $host ${port} $$" }],
  ["password", { kind: "secret", reference: "⟦secret:password⟧" }],
  ["broken", { kind: "failed" }],
]);

function fill(text: string, values: ReadonlyMap<string, Replacement> = VALUES) {
  const { value, diagnostics } = substitute({ text }, values, startOf("f"));
  return { text: (value.value as { text: unknown }).text, diagnostics, unfilled: [...value.unfilled] };
}

describe("substitution", () => {
  it("replaces $name and ${name}, also side by side", () => {
    assert.equal(fill("http://$host:${port}/a").text, "http://db.internal:5432/a");
    assert.equal(fill("$host$port${host}x").text, "db.internal5432db.internalx");
  });

  it("makes a string that is nothing but a number or boolean variable that number or boolean", () => {
    assert.equal(fill("$port").text, 5432);
    assert.equal(fill("${debug}").text, true);
    assert.equal(fill("$port ").text, "5432 ");
  });

  it("makes $$ one dollar and leaves a dollar that nothing follows", () => {
    assert.equal(fill("$$host costs $5, $ and $").text, "$host costs $5, $ and $");
    assert.equal(fill("$$$host").text, "$db.internal");
    assert.equal(fill("$$$$").text, "$$");
  });

  it("never scans again what it put in", () => {
    assert.equal(fill("a $hash b").text, "a $2b$12$KIXhost $host ${port} $$ b");
    assert.equal(fill("$hash").text, "$2b$12$KIXhost $host ${port} $$");
  });

  it("puts the open reference of a secret in its place", () => {
    assert.equal(fill("postgres://u:$password@$host").text, "postgres://u:⟦secret:password⟧@db.internal");
  });

  it("does not look at keys", () => {
    const { value } = substitute({ $host: "x" }, VALUES, startOf("f"));
    assert.deepEqual(value.value, { $host: "x" });
  });

  it("names the nearest variable for one that is not declared", () => {
    const { diagnostics, text } = fill("$hosst");
    assert.equal(text, "$hosst");
    assert.equal(diagnostics[0]?.code, "undeclared-variable");
    assert.match(diagnostics[0]?.fix ?? "", /did you mean \$host\?.*\$\$/);
  });

  it("suggests braces when a declared name is the beginning of what was written", () => {
    assert.match(fill("$host_backup").diagnostics[0]?.fix ?? "", /\$\{host\}_backup/);
  });

  it("leaves expressions as they are, and the sign that something is none", () => {
    for (const text of ["${{db.host}}", "${{ db.$host }}", "$${{db.host}}", "${{db.host", "a ${{a.b}}${{c.d}}"]) {
      assert.deepEqual(fill(text).diagnostics, []);
      assert.equal(fill(text).text, text);
    }
    assert.equal(fill("http://$host/${{db.host}}:$port").text, "http://db.internal/${{db.host}}:5432");
  });

  it("refuses braces without a name", () => {
    for (const text of ["${db host}", "${}", "${host", "${1}"]) {
      const { diagnostics, text: left } = fill(text);
      assert.equal(diagnostics[0]?.code, "invalid-variable", text);
      assert.equal(left, text);
    }
  });

  it("says nothing of a variable whose error was told, and leaves the string out of further checks", () => {
    assert.deepEqual(fill("$broken"), { text: "$broken", diagnostics: [], unfilled: ["text"] });
  });

  it("refuses values that make up the mark of a secret together", () => {
    const values = new Map<string, Replacement>([
      ["a", { kind: "value", value: "⟦sec" }],
      ["b", { kind: "value", value: "ret:other⟧" }],
    ]);
    assert.equal(fill("$a$b", values).diagnostics[0]?.code, "reserved-text");
  });

  it("stops at 4 MiB however often a long value is used", () => {
    const values = new Map<string, Replacement>([["long", { kind: "value", value: "x".repeat(60_000) }]]);
    const bomb = Array.from({ length: 1000 }, () => "$long".repeat(100));
    const { value, diagnostics } = substitute(bomb, values, startOf("f"));
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ["too-large"],
    );
    assert.ok(JSON.stringify(value.value).length < 10 * 1024 * 1024);
  });

  it("keeps any text as a value and any text with its dollars doubled", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const values = new Map<string, Replacement>([["v", { kind: "value", value: text }]]);
        assert.equal(fill("$v", values).text, text);
        assert.equal(fill(text.replaceAll("$", "$$$$"), values).text, text);
      }),
    );
  });

  it("never throws, whatever is written", () => {
    const alphabet = fc.constantFrom("$", "{", "}", "h", "o", "s", "t", "_", "1", " ", "\n", '"', "⟦", "secret:");
    fc.assert(
      fc.property(
        fc.array(alphabet).map((parts) => parts.join("")),
        (text) => void fill(text),
      ),
    );
  });
});
