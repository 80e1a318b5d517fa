import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { specEdits } from "../../diagram/edits/diagram-edit.ts";
import { EditError } from "../../diagram/edits/edit-error.ts";
import { graphOfTree } from "../../diagram/index.ts";
import { editOfIntent, partNameOf, refuseRenaming } from "../../web/infra/session/intents.ts";
import { check, read } from "../diagram/edits/gallery-definitions.ts";

const TEXT = JSON.stringify({
  project: { name: "shop" },
  containers: [
    {
      name: "web",
      image: "nginx:1.29",
      environment: { DB: "${{db.url}}" },
      environmentFrom: ["shared"],
      options: {
        expose: 80,
        waitFor: ["db"],
        volumes: [{ volume: "data", path: "/data" }],
        network: {
          to: [
            { project: "billing", container: "api" },
            { cidr: "10.20.0.0/16", except: ["10.20.1.0/24"] },
          ],
        },
      },
    },
    { name: "db", image: "postgres:18", options: { ports: [5432] } },
  ],
  volumes: [{ name: "data", size: "1Gi" }],
  environmentGroups: { shared: { LEVEL: "info" } },
});

describe("what a person does in the diagram", () => {
  it("is an edit of the definition for every card and every arrow that the diagram of it has", async () => {
    const { tree, errors } = await check({ file: "espalier.json", text: TEXT });
    assert.deepEqual(errors, []);
    assert(tree);
    const graph = graphOfTree(tree);
    const kinds = new Set(graph.nodes.map(({ kind }) => kind));
    assert.deepEqual([...kinds].sort(), ["address", "container", "group", "peer", "volume"]);
    const value = read(TEXT);
    for (const { id } of [...graph.nodes, ...graph.edges]) {
      const { edits } = specEdits(value, editOfIntent({ kind: "delete", id }, tree.nodes));
      assert(edits.length > 0, id);
    }
  });

  it("takes the address of a container away, whether its card or its arrow is deleted", async () => {
    const { tree } = await check({ file: "espalier.json", text: TEXT });
    assert(tree);
    const address = tree.nodes.find(({ kind }) => kind === "address")?.path as string;
    const off = { kind: "expose", container: "web", on: false };
    assert.deepEqual(editOfIntent({ kind: "delete", id: address }, tree.nodes), off);
    assert.deepEqual(editOfIntent({ kind: "delete", id: `expose:${address}>shop/web` }, tree.nodes), off);
    assert.equal(partNameOf(address, tree.nodes), undefined);
  });

  it("renames no address, and says what to rename instead", async () => {
    const { tree } = await check({ file: "espalier.json", text: TEXT });
    assert(tree);
    const address = tree.nodes.find(({ kind }) => kind === "address")?.path as string;
    assert.throws(
      () => refuseRenaming(address, tree.nodes),
      (error) => error instanceof EditError && error.fix === "rename web",
    );
  });

  it("is refused in words where the diagram has no edit for it", async () => {
    const { tree } = await check({ file: "espalier.json", text: TEXT });
    assert(tree);
    const peer = tree.nodes.find(({ kind }) => kind === "peer")?.path as string;
    const refuses = (intent: Parameters<typeof editOfIntent>[0]) =>
      assert.throws(
        () => editOfIntent(intent, tree.nodes),
        (error) => error instanceof EditError,
      );
    refuses({ kind: "delete", id: "shop/none" });
    refuses({ kind: "duplicate", id: peer });
    refuses({ kind: "connect", from: "shop/web", to: "shop" });
  });
});
