import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { locateParts } from "../../diagram/edits/locate.ts";
import { locatedAt, nodeOfPart, nodeOfPath, partAt, partOfNode } from "../../web/infra/session/parts.ts";
import { changesByNode, consequencesOf, marksOf } from "../../web/infra/session/plan-marks.ts";
import { placeFindings, problemsOfNodes } from "../../web/infra/session/problem-places.ts";
import { read } from "../diagram/edits/gallery-definitions.ts";

const TEXT = `{
  // The shop.
  "project": { "name": "shop" },
  "containers": [
    { "name": "web", "image": "nginx:1.29", "environment": { "DB": "\${{db.url}}" } },
    {
      "name": "db",
      "image": "postgres:18",
      "options": { "importance": "high", "waitFor": ["web"] }
    }
  ],
  "volumes": [{ "name": "data", "size": "1Gi" }]
}
`;
const NODES = [
  { path: "shop", kind: "project", name: "shop" },
  { path: "shop/web", kind: "container", name: "web", parent: "shop" },
  { path: "shop/web/Address", kind: "address", name: "web.example", parent: "shop/web" },
  { path: "shop/db", kind: "container", name: "db", parent: "shop" },
  { path: "shop/data", kind: "volume", name: "data", parent: "shop" },
];

describe("one selection in diagram and code", () => {
  it("finds the node of what stands at a place of the text, and the text of a node", async () => {
    const located = await locateParts("json", TEXT);
    const value = read(TEXT);
    const at = (text: string) => {
      const found = locatedAt(TEXT.indexOf(text), located);
      const part = found && partAt(found.path, value);
      return part && nodeOfPart(part, NODES);
    };
    assert.equal(at("nginx"), "shop/web");
    assert.equal(at("importance"), "shop/db");
    assert.equal(at('"1Gi"'), "shop/data");
    assert.equal(at("The shop"), undefined);
    assert.deepEqual(partOfNode("shop/web/Address", NODES), { kind: "container", name: "web" });
    assert.equal(partOfNode("shop/none", NODES), undefined);
  });
});

describe("findings", () => {
  const finding = { severity: "error", code: "x", message: "no such image" } as const;

  it("are marked where the value they are about stands, or else at their line and column", () => {
    const [first, second] = placeFindings("json", TEXT, [
      { ...finding, position: { file: "espalier.json", line: 8, column: 7 } },
      { ...finding, path: ["containers", 0, "image"] },
    ]);
    assert.equal(TEXT.slice(first?.from, first?.to), '"nginx:1.29"');
    assert.equal(TEXT.slice(second?.from, second?.to), '"image"');
  });

  it("stay within the text, whatever position they name", () => {
    for (const position of [
      { file: "x", line: 1_000, column: 1 },
      { file: "x", line: 1, column: 9_999 },
    ]) {
      const [placed] = placeFindings("json", "{}\n", [{ ...finding, position }]);
      assert(placed && placed.from >= 0 && placed.to <= 3, JSON.stringify(placed));
    }
    assert.deepEqual(placeFindings("jsonnet", "", [finding])[0]?.from, 0);
  });

  it("are counted on the nodes they belong to, errors before warnings, notes not at all", () => {
    const problems = problemsOfNodes(
      [
        { ...finding, severity: "warning", path: ["containers", 1, "options"] },
        { ...finding, path: ["containers", 1, "image"] },
        { ...finding, severity: "note", path: ["containers", 0] },
        { ...finding, path: ["project", "name"] },
      ],
      read(TEXT),
      NODES,
    );
    assert.deepEqual([...problems.keys()], ["shop/db"]);
    assert.equal(problems.get("shop/db")?.count, 2);
    assert.equal(problems.get("shop/db")?.severity, "error");
  });
});

describe("what a plan changes", () => {
  const change = { fields: [], moreFields: 0, dataAtRisk: false, restarts: false };
  const plan = [
    {
      zone: "berlin",
      moreChanges: 0,
      unchanged: 4,
      notes: [],
      errors: [],
      quota: [],
      changes: [
        { ...change, operation: "create" as const, id: "apps/Deployment/shop/web", path: "shop/web" },
        { ...change, operation: "update" as const, id: "apps/Deployment/shop/db", path: "shop/db", restarts: true },
        {
          ...change,
          operation: "delete" as const,
          id: "/PersistentVolumeClaim/shop/old",
          path: "shop/old",
          dataAtRisk: true,
        },
        { ...change, operation: "update" as const, id: "/ResourceQuota/shop/claim", path: "shop" },
      ],
    },
  ];
  const before = [...NODES.filter(({ name }) => name !== "web"), { path: "shop/old", kind: "volume", name: "old" }];

  it("is told node by node with a mark each, and what is gone comes last", () => {
    const changes = changesByNode(plan, NODES, before);
    assert.deepEqual(
      changes.map(({ node, mark }) => [node, mark]),
      [
        [undefined, "edited"],
        ["shop/web", "new"],
        ["shop/db", "edited"],
        ["shop/old", "removed"],
      ],
    );
    const marks = marksOf(changes, NODES, before);
    assert.equal(marks.get("shop/web"), "new");
    assert.equal(marks.get("shop/old"), "removed");
    assert.equal(marks.get("shop/data"), undefined);
  });

  it("tells restarts and data at risk", () => {
    const { restarts, dataAtRisk, counts } = consequencesOf(plan[0] as never, [...NODES, ...before]);
    assert.deepEqual(restarts, ["db"]);
    assert.deepEqual(
      dataAtRisk.map(({ id }) => id),
      ["/PersistentVolumeClaim/shop/old"],
    );
    assert.deepEqual(counts, { create: 1, update: 2, replace: 0, delete: 1 });
  });

  it("belongs to the nearest node that a construct stands in", () => {
    assert.equal(nodeOfPath("shop/web/Ingress/x", NODES), "shop/web");
    assert.equal(nodeOfPath("shop/claim", NODES), undefined);
    assert.equal(nodeOfPath("elsewhere", NODES), undefined);
  });
});
