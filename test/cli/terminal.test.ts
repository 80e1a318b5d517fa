import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { displayWidth, truncate, wrap } from "../../cli/terminal/display-width.ts";
import { age, seconds } from "../../cli/terminal/durations.ts";
import { safeLogLine, safeText } from "../../cli/terminal/safe-text.ts";
import { table } from "../../cli/terminal/table.ts";

describe("text on a terminal", () => {
  it("is measured in columns: wide characters take two, marks and colours none", () => {
    assert.equal(displayWidth("web"), 3);
    assert.equal(displayWidth("数据库"), 6);
    assert.equal(displayWidth("é"), 1);
    assert.equal(displayWidth("e\u0301"), 1);
    assert.equal(displayWidth("👩‍👩‍👧 ok"), 5);
    assert.equal(displayWidth("\u001b[31mred\u001b[39m"), 3);
    assert.equal(displayWidth("✓ … → │"), 7);
  });

  it("is cut to a width with its colours closed", () => {
    assert.equal(truncate("short", 10), "short");
    assert.equal(truncate("somewhat longer", 9), "somewhat…");
    assert.equal(truncate("数据库", 4), "数…");
    assert.equal(truncate("\u001b[31mred and more\u001b[39m", 5), "\u001b[31mred …\u001b[0m");
  });

  it("is wrapped at spaces; a paragraph keeps its indentation", () => {
    assert.deepEqual(wrap("one two three", 8), ["one two", "three"]);
    assert.deepEqual(wrap("last lines:\n  at connect (net:1) and more", 16), [
      "last lines:",
      "  at connect",
      "  (net:1) and",
      "  more",
    ]);
  });

  it("from outside cannot move the cursor, retitle the window or reorder what is read", () => {
    const hostile = "\u001b[2J\u001b]0;title\u0007\u001b[31mred\u001b[0m\r\u0008\u202eevil\u0000";
    assert.equal(safeText(hostile), "redevil");
    assert.equal(safeLogLine(hostile), "\u001b[31mred\u001b[0mevil\u001b[0m");
    assert.equal(safeLogLine("plain\tline"), "plain\tline");
  });

  it("stands in aligned columns without spaces at the ends of lines", () => {
    assert.deepEqual(
      table([
        ["a", "b", ""],
        ["long", "数据", "c"],
      ]),
      ["a     b", "long  数据  c"],
    );
  });

  it("tells times as people do", () => {
    assert.equal(seconds(49), "0.0 s");
    assert.equal(seconds(12_345), "12.3 s");
    assert.equal(seconds(59_990), "1 min 00 s");
    assert.equal(seconds(125_000), "2 min 05 s");
    assert.equal(age(119_000), "119s");
    assert.equal(age(3_600_000 * 47), "47h");
    assert.equal(age(3_600_000 * 49), "2d");
  });
});
