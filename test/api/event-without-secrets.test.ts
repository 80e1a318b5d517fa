import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { viewZoneStatus } from "../../api/live/zone-status.ts";
import { eventWithout } from "../../api/updates/event-without-secrets.ts";
import type { Diagnostic } from "../../constructs/diagnostic.ts";
import { redactor } from "../../engine/redact.ts";
import type { UpdateEvent, ZoneResult } from "../../engine/update-events.ts";

const SECRET = "canary-0cc175b9c0f1b6a8";
const takeOut = redactor([["password", SECRET]]);
const diagnostic: Diagnostic = {
  severity: "error",
  code: "crashed",
  message: `stopped: cannot connect with ${SECRET}`,
  got: `the last line: ${SECRET}`,
};
const readiness = {
  path: "shop/web",
  container: "web",
  ready: 0,
  desired: 1,
  state: "failing",
  detail: `waits for ${SECRET}`,
  reason: diagnostic,
} as const;
const result: ZoneResult = {
  zone: "sofia",
  outcome: "failed",
  created: 0,
  updated: 0,
  replaced: 0,
  deleted: 0,
  unchanged: 0,
  milliseconds: 1,
  addresses: [],
  errors: [diagnostic],
};

describe("what a container writes into what its zone reports of it", () => {
  const id = "v1/Secret/shop/web";
  const events: readonly UpdateEvent[] = [
    { type: "readiness", zone: "sofia", readiness },
    { type: "diagnostic", zone: "sofia", diagnostic },
    { type: "object", zone: "sofia", id, operation: "update", state: "failed", message: `refused: ${SECRET}` },
    { type: "result", zone: "sofia", result },
  ];
  for (const event of events) {
    it(`is in events of the type ${event.type} without secrets`, () => {
      assert.ok(JSON.stringify(event).includes(SECRET));
      const text = JSON.stringify(eventWithout(event, takeOut));
      assert.ok(!text.includes(SECRET), text);
      assert.ok(text.includes("⟦secret:password⟧"));
    });
  }

  it("is in the status of a zone without secrets, the last lines of its log too", () => {
    const status = {
      zone: "sofia",
      project: "shop",
      namespace: "shop",
      exists: true,
      containers: [readiness],
      addresses: [],
      revision: 1,
    };
    const text = JSON.stringify(viewZoneStatus(status, 1, takeOut));
    assert.ok(!text.includes(SECRET), text);
    assert.equal(text.split("⟦secret:password⟧").length, 4);
  });
});
