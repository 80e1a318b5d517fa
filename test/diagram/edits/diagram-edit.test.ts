import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type DiagramEdit, specEdits } from "../../../diagram/edits/diagram-edit.ts";
import { edited, refused } from "./diagram-edit-shop.ts";

describe("any value", () => {
  it("that is no definition is refused, and parts of another form are passed over", () => {
    for (const value of [null, 3, "x", []]) refused({ kind: "add-volume", name: "a" }, "not-a-definition", value);
    const odd = {
      containers: [3, null, { name: 4 }, { name: "a", options: [], environment: 3 }],
      volumes: {},
      environmentGroups: [],
      network: 1,
    };
    assert.deepEqual(edited({ kind: "set-image", container: "a", image: "b" }, odd).containers[3].image, "b");
    assert.equal(specEdits(odd, { kind: "delete", part: { container: "a" } }).edits.length, 1);
    refused({ kind: "never" } as unknown as DiagramEdit, "unknown-edit");
  });
});
