import type { Reference, Tree, TreeNode, TreeNodeKind } from "../../../constructs/tree.ts";

/** `shop.example.com → web → api → db → data`, and a container that nothing leads to. */
export const canvasTree: Tree = {
  project: "shop",
  namespace: "shop",
  zone: "berlin",
  manifests: [],
  nodes: [
    { path: "shop", kind: "project", name: "shop", tags: [], facts: {}, objects: [] },
    node("address", "shop.example.com", { protocol: "http" }),
    node("container", "web", { image: "nginx:1" }, ["front"]),
    node("container", "api", { image: "shop/api:7" }, ["back"]),
    node("container", "db", { image: "postgres:18" }, ["back"]),
    node("volume", "data", { size: "1Gi" }),
    node("container", "lonely", { image: "busybox:1" }),
  ],
  references: [
    reference("expose", "shop.example.com", "web", "80"),
    reference("request", "web", "api", "API_URL"),
    reference("request", "api", "db", "DB_URL"),
    reference("mount", "db", "data", "/data"),
  ],
  notes: [],
};

function node(kind: TreeNodeKind, name: string, facts: Record<string, string>, tags: string[] = []): TreeNode {
  return { path: `shop/${name}`, kind, name, parent: "shop", tags, facts, objects: [] };
}

function reference(kind: Reference["kind"], from: string, to: string, label: string): Reference {
  return { kind, from: `shop/${from}`, to: `shop/${to}`, label };
}
