import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Tree } from "../../constructs/tree.ts";
import { graphOfTree } from "../../diagram/graph-of-tree.ts";
import { everything, founding, shop, TreeSketch } from "./trees.ts";

const nodeOf = (tree: Tree, title: string) => graphOfTree(tree).nodes.find((node) => node.title === title);

describe("the graph of a tree", () => {
  it("draws the founding example: an address that leads to the backend, and who calls the database", () => {
    const graph = graphOfTree(founding);
    assert.equal(graph.summary, "3 containers · 1 public address");
    assert.deepEqual(
      graph.edges.map((edge) => edge.id),
      [
        "expose:example_project/backend_service/Address>example_project/backend_service",
        "request:example_project/backend_service>example_project/database",
        "request:example_project/backup_service>example_project/database",
      ],
    );
    assert.deepEqual(
      graph.groups.map(({ kind, title, note }) => [kind, title, note]),
      [
        ["outside", "Internet", undefined],
        ["zone", "Zone local", undefined],
        ["project", "example_project", "private network example_network, namespace example-project"],
      ],
    );
  });

  it("keeps construct paths as ids and the order of the definition", () => {
    const graph = graphOfTree(founding);
    assert.deepEqual(
      graph.nodes.map((node) => node.id),
      founding.nodes.slice(1).map((node) => node.path),
    );
  });

  it("puts public addresses on the internet and everything else into the project", () => {
    for (const node of graphOfTree(shop).nodes) {
      assert.equal(node.group, node.kind === "address" ? "shop#outside" : "shop", node.id);
    }
  });

  it("frames what shares its first tag when asked to, and a volume with the container that mounts it", () => {
    const graph = graphOfTree(shop, { groupByTag: true });
    const groups = new Map(graph.nodes.map((node) => [node.title, node.group]));
    assert.equal(groups.get("orders"), "shop#tag:domain");
    assert.equal(groups.get("orders_data"), "shop#tag:data");
    assert.equal(groups.get("banner"), "shop");
    assert.deepEqual(
      graph.groups.filter((group) => group.kind === "tag").map((group) => group.title),
      ["web", "domain", "data", "tools"],
    );
  });

  it("merges references of a kind between the same two and counts the labels that find no room", () => {
    const tree = new TreeSketch("p")
      .add("container", "a")
      .add("container", "b")
      .refer("request", "a", "b", "DB_HOST, DB_PORT")
      .refer("request", "a", "b", "DB_URL")
      .refer("request", "a", "b", "DB_HOST")
      .refer("reference", "a", "b", "NOTE")
      .tree();
    assert.deepEqual(
      graphOfTree(tree).edges.map(({ kind, label, labels }) => ({ kind, label, labels })),
      [
        { kind: "request", label: "DB_HOST, DB_PORT +1", labels: ["DB_HOST", "DB_PORT", "DB_URL"] },
        { kind: "reference", label: "NOTE", labels: ["NOTE"] },
      ],
    );
  });

  it("leaves out references to what is not drawn, to oneself, and of kinds whose ends do not fit", () => {
    const tree = new TreeSketch("p")
      .add("container", "a")
      .add("address", "x.test")
      .add("volume", "v")
      .refer("request", "a", "a")
      .refer("request", "a", "gone")
      .refer("expose", "a", "x.test")
      .refer("mount", "v", "a")
      .refer("expose", "x.test", "a")
      .tree();
    assert.deepEqual(
      graphOfTree(tree).edges.map((edge) => edge.id),
      ["expose:p/x.test>p/a"],
    );
  });

  it("names secrets and marks the facts that hold them", () => {
    const tree = new TreeSketch("p")
      .add("container", "a", { password: "⟦secret:db_password⟧", sealed: "⟦secret:key#0123456789abcdef⟧" })
      .tree();
    assert.deepEqual(
      graphOfTree(tree).nodes[0]?.lines.map(({ value, secret }) => [value, secret]),
      [
        ["secret db_password", true],
        ["secret key", true],
      ],
    );
  });

  it("tells what is particular: values that most have stay off the card", () => {
    const backend = nodeOf(founding, "backend_service");
    assert.deepEqual(
      backend?.lines.filter((line) => !line.usual).map((line) => line.name),
      ["image", "ports"],
    );
    assert.equal(nodeOf(shop, "storefront")?.lines.find((line) => line.name === "replicas")?.usual, false);
  });

  it("knows databases by their image", () => {
    assert.equal(nodeOf(shop, "orders_db")?.icon, "database");
    assert.equal(nodeOf(shop, "cache")?.icon, "database");
    assert.equal(nodeOf(shop, "orders")?.icon, "container");
  });

  it("says in words how a container is run, with an icon for each way", () => {
    const containers = graphOfTree(everything).nodes.filter(({ kind }) => kind === "container");
    assert.deepEqual(
      containers.map(({ title, kindName, icon }) => [title, kindName, icon]),
      [
        ["web", "container", "container"],
        ["mailer", "worker", "container"],
        ["db", "stateful database", "database"],
        ["queue", "stateful container", "container"],
        ["backup", "cron job", "cron"],
        ["migrate", "job", "job"],
        ["agent", "daemon, one a node", "daemon"],
        ["thumbs", "serverless", "serverless"],
      ],
    );
  });

  it("puts peers outside, and says what they are", () => {
    const graph = graphOfTree(everything);
    assert.equal(graph.groups.find(({ kind }) => kind === "outside")?.title, "Outside");
    const peers = graph.nodes.filter(({ kind }) => kind === "peer");
    assert.deepEqual(
      peers.map(({ title, kindName, icon, group }) => [title, kindName, icon, group]),
      [
        ["billing", "another project", "project", "everything#outside"],
        ["api.stripe.com", "host on the internet", "peer", "everything#outside"],
        ["10.20.0.0/16", "addresses", "peer", "everything#outside"],
      ],
    );
  });

  it("calls a peer of no kind it knows what it is for certain", () => {
    for (const kind of ["valueOf", "constructor", "planet"]) {
      const tree = new TreeSketch("p").add("peer", "other", { kind }).tree();
      assert.equal(nodeOf(tree, "other")?.kindName, "outside the project");
    }
  });

  it("draws allowances in the direction of the call, and tells on the card what holds for the whole project", () => {
    const graph = graphOfTree(everything);
    const allowed = graph.edges.filter(({ kind }) => kind === "allow").map(({ from, to }) => `${from} > ${to}`);
    assert.deepEqual(allowed, [
      "everything/web > everything/billing",
      "everything/billing > everything/web",
      "everything/mailer > everything/api.stripe.com",
    ]);
    const addresses = graph.nodes.find(({ title }) => title === "10.20.0.0/16");
    assert.deepEqual(addresses?.lines.at(-1), {
      name: "called by",
      value: "every container, 5432",
      secret: false,
      usual: false,
    });
  });

  it("keeps what waits apart from what calls", () => {
    const between = graphOfTree(everything).edges.filter(({ to }) => to === "everything/db");
    assert.deepEqual(
      between.map(({ kind, from }) => `${kind} ${from}`),
      ["request everything/web", "wait everything/web", "wait everything/migrate"],
    );
  });

  it("shows hostile names as what they are, on one line, bounded", () => {
    const names = ["a\u202eb", "two\nlines\u0000", "half \ud800 pair", "x".repeat(5000), "\u200f"];
    const shown = names.map(
      (name) => graphOfTree(new TreeSketch("p").add("object", name).tree()).nodes[0]?.title ?? "",
    );
    assert.equal(shown[0], "a\ufffdb");
    assert.equal(shown[1], "two lines\ufffd");
    assert.equal(shown[2], "half \ufffd pair");
    assert.equal(shown[3]?.length, 400);
    assert.equal(shown[4], "\ufffd");
  });

  it("draws an empty project", () => {
    const graph = graphOfTree(new TreeSketch("empty").tree());
    assert.equal(graph.summary, "nothing in it yet");
    assert.deepEqual(
      graph.groups.map((group) => group.id),
      ["empty#zone", "empty"],
    );
  });
});
