import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { ellipsise, type Font, textWidth } from "../../diagram/text-width.ts";

const SANS: Font = { size: 10, family: "sans" };
const MONO: Font = { size: 10, family: "mono" };

describe("widths of texts", () => {
  it("grow with the letters: an i is narrower than an m, and bold is wider", () => {
    assert.ok(textWidth("iii", SANS) < textWidth("mmm", SANS));
    assert.ok(textWidth("web", SANS) < textWidth("web", { ...SANS, bold: true }));
    assert.ok(textWidth("漢字", SANS) >= 20);
  });

  it("are the same for all letters of a fixed-width font", () => {
    assert.equal(textWidth("iii", MONO), textWidth("mmm", MONO));
  });

  it("leave a text that fits as it is", () => {
    assert.equal(ellipsise("web", SANS, 100), "web");
  });

  it("cut at the end, or keep as much of the end as asked", () => {
    assert.match(ellipsise("registry.example.com/team/app:1.2.3", MONO, 120), /^registry.*…$/);
    assert.match(ellipsise("registry.example.com/team/app:1.2.3", MONO, 120, 0.6), /^regi.*….*:1\.2\.3$/);
  });

  it("never exceed the room by more than the ellipsis itself", () => {
    const room = fc.double({ min: 0, max: 300, noNaN: true });
    const tail = fc.constantFrom(0, 0.3, 0.6);
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), room, tail, (text, width, share) => {
        const short = ellipsise(text, SANS, width, share);
        assert.ok(textWidth(short, SANS) <= Math.max(width, textWidth("…", SANS)) + 1e-9);
      }),
    );
  });
});
