import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { canonicalQuantity, smaller, thousandths } from "../../constructs/quantity.ts";

describe("a quantity", () => {
  const cases: [string | number, string][] = [
    ["1000m", "1"],
    ["0.5", "500m"],
    [0.5, "500m"],
    [2, "2"],
    ["1024Mi", "1Gi"],
    ["1.5Gi", "1536Mi"],
    ["0.5Mi", "512Ki"],
    ["1000M", "1G"],
    ["1024", "1024"],
    ["1024Ti", "1Pi"],
    ["0.1Ki", "102400m"],
    ["0", "0"],
    ["0Gi", "0"],
    [1.1, "1100m"],
    [0.0001, "1m"],
    ["0.0001", "1m"],
    [1e10, "10G"],
    ["007", "7"],
  ];
  for (const [given, canonical] of cases) {
    it(`${JSON.stringify(given)} is written ${canonical}`, () => assert.equal(canonicalQuantity(given), canonical));
  }

  it("keeps its value, and once canonical stays as it is", () => {
    const suffix = fc.constantFrom("", "m", "k", "M", "G", "T", "Ki", "Mi", "Gi", "Ti");
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.option(fc.nat(9999)), suffix, (whole, fraction, unit) => {
        const text = `${whole}${fraction === null ? "" : `.${fraction}`}${unit}`;
        const canonical = canonicalQuantity(text);
        assert.equal(thousandths(canonical), thousandths(text));
        assert.equal(canonicalQuantity(canonical), canonical);
      }),
    );
  });

  it("can be compared across units", () => {
    assert.equal(smaller("1Gi", "1G"), "1G");
    assert.equal(smaller("100m", "4"), "100m");
  });

  it("refuses what is none", () => {
    for (const text of ["", "x", "1 Gi", "-1", "1e3", "1GB"]) assert.throws(() => canonicalQuantity(text), RangeError);
  });
});
