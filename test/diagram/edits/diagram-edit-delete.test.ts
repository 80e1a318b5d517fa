import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { DiagramEdit } from "../../../diagram/edits/diagram-edit.ts";
import { codes, container, edited, refused } from "./diagram-edit-shop.ts";

describe("deleting", () => {
  it("a container takes along what asks for it, also by way of others, and tells so", () => {
    const containers = [
      { name: "db", environment: { SCHEMA: "s" } },
      { name: "a", environment: { DB: "${{db.url}}", KEPT: "1" }, options: { waitFor: ["db"] } },
      {
        name: "b",
        environment: { DB: "${{a.DB}}" },
        args: ["--db", "${{db.SCHEMA}}", "--x"],
        command: ["sh", "echo ${{db.host}}"],
      },
    ];
    const value = { project: { name: "p" }, containers };
    const edit: DiagramEdit = { kind: "delete", part: { container: "db" } };
    const after = edited(edit, value);
    assert.deepEqual(after.containers, [
      { name: "a", environment: { KEPT: "1" }, options: {} },
      { name: "b", environment: {}, args: ["--x"], command: ["sh", "echo ${{db.host}}"] },
    ]);
    assert.deepEqual(
      codes(edit, value).filter((code) => code.startsWith("error")),
      ["error unknown-expression"],
    );
    assert.equal(codes(edit, value).filter((code) => code === "note also-removed").length, 4);
  });

  it("a container tells which volume nobody mounts any more, and where its host is still named", () => {
    const told = codes({ kind: "delete", part: { container: "data_base" } });
    assert(told.includes("note unused"));
    assert(told.includes("warning mention-left"));
  });

  it("a volume takes its mounts along, and warns of the data", () => {
    const edit: DiagramEdit = { kind: "delete", part: { volume: "data" } };
    assert.deepEqual(container(edited(edit), "data_base").options, { ports: [5432] });
    assert.deepEqual(edited(edit).volumes, []);
    assert(codes(edit).includes("warning data-at-risk"));
  });

  it("a group is taken from all who have it", () => {
    const after = edited({ kind: "delete", part: { group: "mail" } });
    assert.equal(container(after, "web").environmentFrom, undefined);
    assert.deepEqual(after.environmentGroups, {});
  });

  it("a peer is taken from every network it stands in", () => {
    const to = [{ host: "a.example.com" }, { host: "b.example.com" }, { host: "a.example.com", ports: [443] }];
    const value = {
      project: { name: "p" },
      network: { to },
      containers: [{ name: "a", options: { network: { to } } }],
    };
    const after = edited({ kind: "delete", part: { peer: { host: "a.example.com" } } }, value);
    assert.deepEqual(after.network.to, [{ host: "b.example.com" }]);
    assert.deepEqual(after.containers[0].options.network.to, [{ host: "b.example.com" }]);
    refused({ kind: "delete", part: { peer: { host: "c.example.com" } } }, "not-found", value);
  });
});
