import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { countFates, reportText, rowsOf, sayCounts } from "../../cli/loss-summary.ts";
import type { LossReport } from "../../templates/importers/importer.ts";

const POSITION = { file: "/compose.yaml", line: 4, column: 5 };

const LOSSES: LossReport = [
  { path: ["services", "web", "image"], fate: "carried", position: POSITION },
  { path: ["services", "web", "restart"], fate: "translated", became: "nothing", reason: "containers always restart" },
  { path: ["services", "web", "gpus"], fate: "unsupported", reason: "not\nhere" },
  { path: ["services", "web", "gpus", 0], fate: "unsupported", reason: "not\nhere" },
  { path: ["services", "web", "gpus", 0, "count"], fate: "unsupported", reason: "for another reason" },
];

describe("what is said of an import", () => {
  it("counts every key", () => {
    assert.deepEqual(countFates(LOSSES), { carried: 1, translated: 1, unsupported: 3 });
    assert.equal(sayCounts(LOSSES), "5 keys: 1 carried over, 1 translated, 3 not supported");
    assert.equal(sayCounts(LOSSES.slice(0, 1)), "1 key: 1 carried over");
    assert.equal(sayCounts([]), "0 keys");
  });

  it("does not repeat for keys within what was said of the whole", () => {
    const shown = rowsOf(LOSSES, "unsupported").map(({ path }) => path.at(-1));
    assert.deepEqual(shown, ["gpus", "count"]);
  });

  it("has a line for each key in the report, whatever stands in the reasons", () => {
    const text = reportText("what became of compose.yaml", LOSSES);
    assert.equal(text.trimEnd().split("\n").length, 3 + 1 + LOSSES.length);
    assert.match(text, /^4 +services\.web\.image +carried over$/m);
    assert.match(text, /services\.web\.restart +translated +nothing: containers always restart$/m);
    assert.match(text, /gpus +not supported +not here$/m);
  });
});
