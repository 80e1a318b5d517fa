import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { formatToolProgress, secondsLeft } from "../../toolchain/progress.ts";

describe("progress of the toolchain", () => {
  it("is one line with the share that is done and the time that is left", () => {
    const progress = { tool: "kwok", step: "building", fraction: 0.429, estimateSeconds: 61.2 } as const;
    assert.equal(formatToolProgress(progress), "kwok: building 42 %, about 61 s left");
    assert.equal(formatToolProgress({ ...progress, estimateSeconds: 130 }), "kwok: building 42 %, about 2 min left");
    assert.equal(formatToolProgress({ tool: "etcd", step: "looking", detail: "no" }), "etcd: looking (no)");
  });

  it("expects what the step takes elsewhere at first, and goes by the pace towards the end", () => {
    assert.equal(secondsLeft(100, 0, 0), 100);
    assert.ok(secondsLeft(100, 200, 0.9) > 20 && secondsLeft(100, 200, 0.9) < 30);
    assert.ok(secondsLeft(100, 5, 0.9) < 20);
  });

  it("never promises the past", () => {
    for (const fraction of [0, 0.1, 0.5, 0.99]) assert.ok(secondsLeft(10, 1000, fraction) > 0);
  });
});
