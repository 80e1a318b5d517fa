import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parsePort, portName } from "../../constructs/ports.ts";
import { type Loose, objectOf, podContainer, problemsOf, shop, treeOf } from "./support/fixtures.ts";
import { matchesSnapshot } from "./support/matches-snapshot.ts";

const portsOf = ({ spec }: Loose) => spec.ports.map(({ name, port, protocol }: Loose) => `${name} ${port} ${protocol}`);

describe("ports", () => {
  const tree = treeOf(
    shop([
      {
        name: "name_server",
        options: {
          ports: ["53/udp", 53, "132/sctp", 53, "53/tcp"],
          aliases: ["dns", "old_dns"],
          sidecars: [{ name: "exporter", image: "exporter:1", ports: [9153] }],
        },
      },
    ]),
  );

  it("with a protocol, aliases and sidecars become the manifests of the snapshot", () => {
    matchesSnapshot(
      "ports",
      tree.manifests.filter(({ kind }) => kind === "Service"),
    );
  });

  it("are read with their protocol, and told as they are written", () => {
    assert.deepEqual([5432, "53/udp", "80/tcp", "132/sctp"].map(parsePort).map(portName), [
      "5432",
      "53/udp",
      "80",
      "132/sctp",
    ]);
  });

  it("may be the same over tcp and udp, and stand in the Service once each", () => {
    assert.deepEqual(portsOf(objectOf(tree, "Service", "name-server")), [
      "port-53 53 TCP",
      "port-53-udp 53 UDP",
      "port-132-sctp 132 SCTP",
      "port-9153 9153 TCP",
    ]);
  });

  it("of a sidecar are the sidecar's in the pod", () => {
    const { ports } = podContainer(objectOf(tree, "Deployment", "name-server"));
    assert.deepEqual(
      ports.map(({ containerPort, protocol }: Loose) => `${containerPort} ${protocol}`),
      ["53 TCP", "53 UDP", "132 SCTP"],
    );
    const [sidecar] = objectOf(tree, "Deployment", "name-server").spec.template.spec.initContainers;
    assert.deepEqual(sidecar.ports, [{ containerPort: 9153, protocol: "TCP" }]);
  });

  it("are reached by every alias as by the name", () => {
    const { spec } = objectOf(tree, "Service", "name-server");
    assert.deepEqual(objectOf(tree, "Service", "dns").spec, spec);
    assert.deepEqual(objectOf(tree, "Service", "old-dns").spec, spec);
  });

  it("that are not known leave an alias headless, as they do the name", () => {
    const plain = treeOf(shop([{ name: "web", options: { aliases: ["www"] } }]));
    assert.equal(objectOf(plain, "Service", "www").spec.clusterIP, "None");
  });

  it("of a stateful container are reached pod by pod", () => {
    const db = treeOf(shop([{ name: "db", options: { workload: "stateful", ports: [5432] } }]));
    const { clusterIP, ports } = objectOf(db, "Service", "db").spec;
    assert.deepEqual([clusterIP, ports[0].port], ["None", 5432]);
  });

  it("that do not exist are refused wherever they stand", () => {
    const options = { ports: ["70000/udp"], sidecars: [{ name: "s", image: "s", ports: ["65536/tcp"] }] };
    const network = { to: [{ cidr: "192.0.2.0/24", ports: ["99999/tcp"] }] };
    const { list } = problemsOf({ ...shop([{ name: "web", options: { ...options, network } }]), network });
    assert.deepEqual(list, [
      "network.to[0].ports[0]: wrong-number",
      "containers[0].options.ports[0]: wrong-number",
      "containers[0].options.sidecars[0].ports[0]: wrong-number",
      "containers[0].options.network.to[0].ports[0]: wrong-number",
    ]);
  });

  it("that two images of a pod listen on are warned of", () => {
    const sidecars = [{ name: "proxy", image: "envoy", ports: [8080, "8081/udp"] }];
    const { list, at } = problemsOf(shop([{ name: "web", options: { ports: [8080, 8081], sidecars } }]));
    assert.deepEqual(list, ["containers[0].options.sidecars[0].ports[0]: shared-port"]);
    assert.equal(at("containers[0].options.sidecars[0].ports[0]").severity, "warning");
  });
});

describe("aliases", () => {
  const aliases = (...names: string[]) => ({ aliases: names });

  it("that are names of others, or come twice, are refused", () => {
    const { list } = problemsOf(
      shop([
        { name: "web", options: { ...aliases("db", "www", "web", "api_public"), expose: true } },
        { name: "db", options: aliases("www") },
        { name: "api", options: { expose: { protocol: "tcp", port: 1 } } },
      ]),
    );
    assert.deepEqual(list, [
      "containers[0].options.aliases[0]: duplicate-name",
      "containers[0].options.aliases[2]: duplicate-name",
      "containers[0].options.aliases[3]: duplicate-name",
      "containers[1].options.aliases[0]: duplicate-name",
    ]);
  });

  it("that are one but for _ and - are refused", () => {
    const { list } = problemsOf(shop([{ name: "web", options: aliases("a_b", "a-b") }]));
    assert.deepEqual(list, ["containers[0].options.aliases[1]: duplicate-name"]);
  });

  it("of what has no host name are refused", () => {
    const { list } = problemsOf(shop([{ name: "mailer", options: { workload: "worker", ...aliases("mail") } }]));
    assert.ok(list.includes("containers[0].options.aliases[0]: no-host-name"), list.join(", "));
  });

  it("lead to their container when somebody mentions them", () => {
    const tree = treeOf(
      shop([
        { name: "web", environment: { DB: "postgres://main-db:5432/shop" } },
        { name: "db", options: aliases("main_db") },
      ]),
    );
    assert.deepEqual(
      tree.references.map(({ from, to, kind, label }) => [from, to, kind, label]),
      [["shop/web", "shop/db", "request", "DB"]],
    );
  });
});
