import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { ContainerOptions } from "../../constructs/spec.ts";
import { find, type Loose, objectOf, problemsOf, shop, treeOf } from "./support/fixtures.ts";
import { matchesSnapshot } from "./support/matches-snapshot.ts";

const SEVERAL: ContainerOptions = {
  expose: [
    { port: 8080 },
    { port: 9090, path: "/metrics" },
    { port: 8080, hosts: ["shop.example.com"], path: "/api" },
    { protocol: "tcp", port: 53 },
    { protocol: "udp", port: 53 },
    { protocol: "ssh", publicPort: 2222 },
  ],
  ports: [6060],
};

const NETWORK_KINDS = ["NetworkPolicy", "Service", "Ingress"];

describe("several ways into a container", () => {
  const tree = treeOf(shop([{ name: "web", options: SEVERAL }]));
  const ofWeb = tree.manifests.filter(
    ({ kind, metadata }) => NETWORK_KINDS.includes(kind) && metadata.name.startsWith("web"),
  );

  it("become the manifests of the snapshot", () => matchesSnapshot("ways-in", ofWeb));

  it("share one Ingress, with a rule for each host", () => {
    const rules = objectOf(tree, "Ingress", "web").spec.rules.map(({ host, http }: Loose) => [
      host,
      http.paths.map(({ path, backend }: Loose) => `${path} ${backend.service.port.number}`),
    ]);
    assert.deepEqual(rules, [
      ["web-shop.sofia.example", ["/ 8080"]],
      ["web-9090-shop.sofia.example", ["/metrics 9090"]],
      ["shop.example.com", ["/api 8080"]],
    ]);
  });

  it("share one load balancer, which leads public ports to the container's", () => {
    const { type, ports } = objectOf(tree, "Service", "web-public").spec;
    assert.equal(type, "LoadBalancer");
    assert.deepEqual(
      ports.map(({ name, port, targetPort, protocol }: Loose) => `${name}: ${port} → ${targetPort} ${protocol}`),
      ["port-53: 53 → 53 TCP", "port-53-udp: 53 → 53 UDP", "port-2222: 2222 → 22 TCP"],
    );
  });

  it("let in exactly the exposed ports: http from the ingress controller, the others from anyone", () => {
    const { ingress } = objectOf(tree, "NetworkPolicy", "web-exposed").spec;
    assert.deepEqual(
      ingress.map(({ from, ports }: Loose) => [
        from ? "controller" : "anyone",
        ports.map(({ port, protocol }: Loose) => `${port} ${protocol}`),
      ]),
      [
        ["controller", ["8080 TCP", "9090 TCP"]],
        ["anyone", ["22 TCP", "53 TCP", "53 UDP"]],
      ],
    );
  });

  it("are an address each, with an edge each", () => {
    const addresses = tree.nodes.filter(({ kind }) => kind === "address");
    assert.deepEqual(
      addresses.map(({ path, facts }) => [path, facts.url, facts.publicPort]),
      [
        ["shop/web/Address", "https://web-shop.sofia.example", undefined],
        ["shop/web/Address-http-9090", "https://web-9090-shop.sofia.example/metrics", undefined],
        ["shop/web/Address-http-8080", "https://shop.example.com/api", undefined],
        ["shop/web/Address-tcp-53", "tcp://web-shop.sofia.example:53", undefined],
        ["shop/web/Address-udp-53", "udp://web-shop.sofia.example:53", undefined],
        ["shop/web/Address-ssh-2222", "ssh://web-shop.sofia.example:2222", "2222"],
      ],
    );
    const edges = tree.references.filter(({ kind }) => kind === "expose");
    assert.deepEqual(
      edges.map(({ from, to, label }) => [from, to, label]),
      addresses.map(({ path, facts }) => [path, "shop/web", facts.protocol === "udp" ? "53/udp" : facts.port]),
    );
  });

  it("leave the constructs of a single one where they were", () => {
    const one = treeOf(shop([{ name: "web", options: { expose: [{ port: 80 }] } }]));
    const plain = treeOf(shop([{ name: "web", options: { expose: 80 } }]));
    assert.deepEqual(one.manifests, plain.manifests);
    const paths = plain.manifests.flatMap(({ metadata }) => metadata.annotations?.["espalier.dev/path"] ?? []);
    assert.ok(paths.includes("shop/web/Address/Policy") && paths.includes("shop/web/Address/Ingress"));
  });

  it("need no Ingress without http, and no load balancer without the others", () => {
    const game = treeOf(shop([{ name: "game", options: { expose: [{ protocol: "udp", port: 27015 }] } }]));
    assert.equal(find(game, "Ingress", "game"), undefined);
    const web = treeOf(shop([{ name: "web", options: { expose: [{ port: 80 }, { port: 81 }] } }]));
    assert.equal(find(web, "Service", "web-public"), undefined);
  });

  const problems = (...containers: readonly ContainerOptions[]) =>
    problemsOf(shop(containers.map((options, index) => ({ name: `c${index}`, options }))));

  it("to the same host and path are refused", () => {
    const { list } = problems({ expose: [{ port: 80 }, { port: 81 }, { port: 81 }] });
    assert.deepEqual(list, ["containers[0].options.expose[2]: duplicate-host"]);
    const own = { hosts: ["a.example.com"], path: "/x" };
    assert.deepEqual(problems({ expose: [own, { ...own, port: 81 }] }).list, [
      "containers[0].options.expose[1].hosts[0]: duplicate-host",
    ]);
  });

  it("to the same host and path are refused across containers, given or not", () => {
    const { list } = problemsOf(
      shop([
        { name: "web", options: { expose: [{}, { port: 81 }] } },
        { name: "web-81", options: { expose: true } },
      ]),
    );
    assert.deepEqual(list, ["containers[1].options.expose: duplicate-host"]);
  });

  it("to the same public port are refused, but not over tcp and udp", () => {
    const tcp = { protocol: "tcp", port: 53 } as const;
    assert.deepEqual(problems({ expose: [tcp, { ...tcp, protocol: "udp" }] }).list, []);
    const { list } = problems({ expose: [tcp, { protocol: "ssh", publicPort: 53 }] });
    assert.deepEqual(list, ["containers[0].options.expose[1]: duplicate-port"]);
    assert.deepEqual(problems({ expose: tcp }, { expose: tcp }).list, [], "each container has a balancer of its own");
  });

  it("by http have no public port, the others no path", () => {
    const { list } = problems({ expose: [{ publicPort: 8443 }, { protocol: "udp", port: 1, path: "/x" }] });
    assert.deepEqual(list, [
      "containers[0].options.expose[0].publicPort: not-for-http",
      "containers[0].options.expose[1].path: http-only",
    ]);
  });
});
