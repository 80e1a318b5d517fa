import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { compileSpec } from "../../constructs/compile.ts";
import { formatPath } from "../../constructs/diagnostic.ts";
import type { ContainerOptions, NetworkSpec, ProjectSpec } from "../../constructs/spec.ts";
import type { ZoneContext } from "../../constructs/zone-context.ts";
import { find, type Loose, objectOf, problemsOf, shop, treeOf, ZONE } from "./support/fixtures.ts";
import { matchesSnapshot } from "./support/matches-snapshot.ts";

type Network = NonNullable<ContainerOptions["network"]>;

function shopWith(containers: Readonly<Record<string, Network | undefined>>, network?: NetworkSpec): ProjectSpec {
  const list = Object.entries(containers).map(([name, one]) => ({ name, ...(one && { options: { network: one } }) }));
  return { ...shop(list), ...(network && { network }) };
}

const CILIUM: ZoneContext = { ...ZONE, capabilities: ["cilium.io"], ownAddresses: ["10.96.0.0/12", "10.244.0.0/16"] };

const EVERYTHING: Network = {
  to: [
    { project: "billing_eu", container: "api", ports: [443, "443/udp"] },
    { project: "ops" },
    { cidr: "10.0.0.0/8", except: ["10.7.0.0/16"], ports: [5432] },
    { cidr: "0.0.0.0/0", ports: [443] },
    { host: "api.stripe.com", ports: [443] },
  ],
  from: [{ project: "billing_eu" }, { cidr: "203.0.113.0/24", except: ["203.0.113.7/32"], ports: [8080] }],
  hosts: { "db.internal": "10.20.0.9", "cache.internal": "10.20.0.9", "six.internal": "fd00::9" },
};

describe("what a network lets through", () => {
  const tree = treeOf(
    shopWith({ web: EVERYTHING, db: undefined }, { to: [{ project: "ops" }], from: [{ project: "ops" }] }),
    CILIUM,
  );
  const policy = objectOf(tree, "NetworkPolicy", "web-network").spec;

  it("becomes the manifests of the snapshot", () => {
    matchesSnapshot(
      "network",
      tree.manifests.filter(({ metadata }) => ["web-network", "allowed"].includes(metadata.name)),
    );
  });

  it("holds for the container that says so, or for all of a project", () => {
    assert.deepEqual(policy.podSelector.matchLabels, {
      "espalier.dev/container": "web",
      "espalier.dev/project": "shop",
    });
    assert.deepEqual(objectOf(tree, "NetworkPolicy", "allowed").spec.podSelector, {});
    assert.equal(find(tree, "NetworkPolicy", "db-network"), undefined);
  });

  it("names another project by a namespace of ours, and its container", () => {
    const [billing, ops] = policy.egress.map(({ to }: Loose) => to[0]);
    const labels = { "app.kubernetes.io/managed-by": "espalier", "kubernetes.io/metadata.name": "billing-eu" };
    assert.deepEqual(billing.namespaceSelector.matchLabels, labels);
    assert.deepEqual(billing.podSelector.matchLabels, { "espalier.dev/container": "api" });
    assert.equal(ops.podSelector, undefined);
  });

  it("keeps to the ports and protocols", () => {
    assert.deepEqual(policy.egress[0].ports, [
      { port: 443, protocol: "TCP" },
      { port: 443, protocol: "UDP" },
    ]);
    assert.equal(policy.egress[1].ports, undefined);
  });

  it("leaves out what it leaves out, and what is closed to everybody", () => {
    const blocks = policy.egress.flatMap(({ to }: Loose) => (to[0].ipBlock ? [to[0].ipBlock] : []));
    assert.deepEqual(blocks[0], { cidr: "10.0.0.0/8", except: ["10.7.0.0/16", "10.96.0.0/12", "10.244.0.0/16"] });
    for (const closed of ["10.0.0.0/8", "169.254.0.0/16", "127.0.0.0/8", "168.63.129.16/32"]) {
      assert.ok(blocks[1].except.includes(closed), closed);
    }
    assert.deepEqual(policy.ingress[1].from, [{ ipBlock: { cidr: "203.0.113.0/24", except: ["203.0.113.7/32"] } }]);
  });

  it("needs no policy for hosts on an internet that is open: they are edges", () => {
    assert.equal(policy.egress.length, 4);
    assert.equal(find(tree, "CiliumNetworkPolicy", "web-hosts"), undefined);
  });

  it("puts fixed names into the pods, by address", () => {
    assert.deepEqual(objectOf(tree, "Deployment", "web").spec.template.spec.hostAliases, [
      { ip: "10.20.0.9", hostnames: ["cache.internal", "db.internal"] },
      { ip: "fd00::9", hostnames: ["six.internal"] },
    ]);
  });

  it("is told by peers, each once, and by edges from who calls to who is called", () => {
    const peers = tree.nodes.filter(({ kind }) => kind === "peer");
    assert.deepEqual(
      peers.map(({ path, name, parent, facts }) => [path, name, parent, facts]),
      [
        ["shop/Peers/project ops", "ops", "shop", { kind: "project" }],
        ["shop/Peers/project billing-eu api", "billing_eu", "shop", { kind: "project", container: "api" }],
        [
          "shop/Peers/addresses 10.0.0.0--8 10.7.0.0--16",
          "10.0.0.0/8",
          "shop",
          { kind: "addresses", except: "10.7.0.0/16" },
        ],
        ["shop/Peers/addresses 0.0.0.0--0", "0.0.0.0/0", "shop", { kind: "addresses" }],
        ["shop/Peers/host api.stripe.com", "api.stripe.com", "shop", { kind: "host" }],
        ["shop/Peers/project billing-eu", "billing_eu", "shop", { kind: "project" }],
        [
          "shop/Peers/addresses 203.0.113.0--24 203.0.113.7--32",
          "203.0.113.0/24",
          "shop",
          { kind: "addresses", except: "203.0.113.7/32" },
        ],
      ],
    );
    const name = (path: string) => path.split("/").at(-1);
    assert.deepEqual(
      tree.references.map(({ from, to, kind, label }) => `${kind}: ${name(from)} → ${name(to)} ${label}`),
      [
        "allow: shop → project ops ",
        "allow: project ops → shop ",
        "allow: web → project billing-eu api 443, 443/udp",
        "allow: web → project ops ",
        "allow: web → addresses 10.0.0.0--8 10.7.0.0--16 5432",
        "allow: web → addresses 0.0.0.0--0 443",
        "allow: web → host api.stripe.com 443",
        "allow: project billing-eu → web ",
        "allow: addresses 203.0.113.0--24 203.0.113.7--32 → web 8080",
      ],
    );
  });

  it("is explained: the other project must allow it back, private networks stay closed", () => {
    const notes = tree.notes.map(({ code, path = [], fix }) => [code, formatPath(path), fix]);
    const back = (key: string, own: object) => `there: "network": { "${key}": [${JSON.stringify(own)}] }`;
    const network = "containers[0].options.network";
    assert.deepEqual(notes, [
      ["allow-back", "network.to[0]", back("from", { project: "shop" })],
      ["allow-back", "network.from[0]", back("to", { project: "shop" })],
      ["allow-back", `${network}.to[0]`, back("from", { project: "shop", container: "web" })],
      ["allow-back", `${network}.to[1]`, back("from", { project: "shop", container: "web" })],
      ["still-closed", `${network}.to[3].cidr`, "name a private network by its own addresses"],
      ["allow-back", `${network}.from[0]`, back("to", { project: "shop", container: "web" })],
    ]);
    assert.match(tree.notes[2]?.message ?? "", /is then reached as api\.billing-eu/);
  });

  it("works when each of two projects allows the other", () => {
    const ours = treeOf(shopWith({ web: { to: [{ project: "billing", container: "api" }] } }));
    const theirs = treeOf({
      project: { name: "billing" },
      containers: [
        { name: "api", image: "x", options: { network: { from: [{ project: "shop", container: "web" }] } } },
      ],
    });
    const [out] = objectOf(ours, "NetworkPolicy", "web-network").spec.egress[0].to;
    const [into] = objectOf(theirs, "NetworkPolicy", "api-network").spec.ingress[0].from;
    const labelsOf = (tree: typeof ours, workload: string) => ({
      pod: objectOf(tree, "Deployment", workload).spec.template.metadata.labels,
      namespace: {
        ...objectOf(tree, "Namespace", tree.project).metadata.labels,
        "kubernetes.io/metadata.name": tree.namespace,
      },
    });
    for (const [peer, { pod, namespace }] of [
      [out, labelsOf(theirs, "api")],
      [into, labelsOf(ours, "web")],
    ] as const) {
      assert.deepEqual(peer.podSelector.matchLabels, pick(pod, Object.keys(peer.podSelector.matchLabels)));
      const selected = peer.namespaceSelector.matchLabels;
      assert.deepEqual(selected, pick(namespace, Object.keys(selected)));
    }
  });
});

function pick(record: Record<string, string>, keys: readonly string[]) {
  return Object.fromEntries(keys.map((key) => [key, record[key]]));
}

describe("the internet", () => {
  const podsOf = (tree: ReturnType<typeof treeOf>) =>
    tree.manifests.filter(({ kind }) => kind === "Deployment").map(({ spec }) => (spec as Loose).template);
  const internet = (tree: ReturnType<typeof treeOf>) =>
    (find(tree, "NetworkPolicy", "internet") as Loose)?.spec.podSelector;

  it("closed for one container is closed for it alone, and starts nobody anew", () => {
    const open = treeOf(shopWith({ web: undefined, db: undefined }));
    const closed = treeOf(shopWith({ web: undefined, db: { internet: false } }));
    assert.deepEqual(podsOf(closed), podsOf(open));
    assert.deepEqual(internet(open), {});
    assert.deepEqual(internet(closed), {
      matchExpressions: [{ key: "espalier.dev/container", operator: "NotIn", values: ["db"] }],
    });
  });

  it("closed for a project is open for nobody but those that say so", () => {
    const tree = treeOf(shopWith({ web: { internet: true }, db: undefined }, { internet: false }));
    assert.equal(internet(tree), undefined);
    const [rule] = objectOf(tree, "NetworkPolicy", "web-network").spec.egress;
    const { egress } = objectOf(treeOf(shopWith({ web: undefined })), "NetworkPolicy", "internet").spec;
    assert.deepEqual(rule, egress[0]);
    assert.equal(find(tree, "NetworkPolicy", "db-network"), undefined);
  });

  it("closed leaves the project itself and DNS open", () => {
    const tree = treeOf(shopWith({ web: undefined }, { internet: false }));
    for (const name of ["inside-project", "dns"])
      assert.deepEqual(objectOf(tree, "NetworkPolicy", name).spec.podSelector, {});
  });

  const closed: Network = {
    internet: false,
    to: [{ host: "api.stripe.com", ports: [443] }, { host: "*.example.com" }],
  };

  it("closed lets hosts through by name where the zone has Cilium, and never to closed addresses", () => {
    const tree = treeOf(shopWith({ web: { ...closed, to: [...(closed.to ?? []), { cidr: "10.20.0.0/16" }] } }), CILIUM);
    const { endpointSelector, egress, egressDeny } = objectOf(tree, "CiliumNetworkPolicy", "web-hosts").spec;
    assert.equal(endpointSelector.matchLabels["espalier.dev/container"], "web");
    assert.deepEqual(egress.slice(1), [
      { toFQDNs: [{ matchName: "api.stripe.com" }], toPorts: [{ ports: [{ port: "443", protocol: "TCP" }] }] },
      { toFQDNs: [{ matchPattern: "*.example.com" }] },
    ]);
    const denied = egressDeny[0].toCIDRSet;
    assert.ok(denied.some(({ cidr }: Loose) => cidr === "169.254.0.0/16"));
    assert.deepEqual(
      denied.find(({ cidr }: Loose) => cidr === "10.0.0.0/8"),
      { cidr: "10.0.0.0/8", except: ["10.20.0.0/16"] },
    );
  });

  it("closed for a project lets its hosts through for all, without closing what one of them may reach", () => {
    const tree = treeOf(
      shopWith({ web: { to: [{ cidr: "10.20.0.0/16" }] } }, { internet: false, to: [{ host: "api.stripe.com" }] }),
      CILIUM,
    );
    const { endpointSelector, egressDeny } = objectOf(tree, "CiliumNetworkPolicy", "allowed-hosts").spec;
    assert.deepEqual(endpointSelector, {});
    const ten = egressDeny[0].toCIDRSet.find(({ cidr }: Loose) => cidr === "10.0.0.0/8");
    assert.deepEqual(ten.except, ["10.20.0.0/16"]);
  });

  it("closed for one container lets the hosts of its project through too", () => {
    const tree = treeOf(
      shopWith({ web: { internet: false }, db: undefined }, { to: [{ host: "api.stripe.com" }] }),
      CILIUM,
    );
    assert.deepEqual(objectOf(tree, "CiliumNetworkPolicy", "web-hosts").spec.egress[1].toFQDNs, [
      { matchName: "api.stripe.com" },
    ]);
    assert.equal(find(tree, "CiliumNetworkPolicy", "allowed-hosts"), undefined);
  });

  it("closed lets no host through by name elsewhere, and says so", () => {
    const { value, diagnostics } = compileSpec(shopWith({ web: closed }), ZONE);
    assert.equal(value, undefined);
    assert.deepEqual(
      diagnostics.map(({ code, path = [] }) => [code, formatPath(path)]),
      [
        ["zone-cannot", "containers[0].options.network.to[0].host"],
        ["zone-cannot", "containers[0].options.network.to[1].host"],
      ],
    );
  });
});

describe("a network that is written wrongly", () => {
  const to = (...peers: readonly Loose[]) => problemsOf(shopWith({ web: { to: peers as never } }));
  const PATH = "containers[0].options.network.to[0]";

  const wrong: readonly [string, Loose, string, RegExp][] = [
    ["addresses that are none", { cidr: "10.0.0.256/8" }, "cidr: wrong-format", /10\.20\.0\.0\/16/],
    ["more bits than there are", { cidr: "10.0.0.0/33" }, "cidr: wrong-format", /10\.20\.0\.0\/16/],
    [
      "bits beyond the range",
      { cidr: "10.20.0.7/16" },
      "cidr: wrong-addresses",
      /"10\.20\.0\.0\/16".*"10\.20\.0\.7\/32"/,
    ],
    ["the metadata service", { cidr: "169.254.169.254/32" }, "cidr: closed-addresses", /private networks/],
    ["link-local addresses", { cidr: "169.254.0.0/16" }, "cidr: closed-addresses", /private networks/],
    ["the node itself", { cidr: "127.0.0.0/8" }, "cidr: closed-addresses", /private networks/],
    ["the node itself, over IPv6", { cidr: "::1/128" }, "cidr: closed-addresses", /private networks/],
    ["IPv4 hidden in IPv6", { cidr: "::ffff:a9fe:a9fe/128" }, "cidr: wrong-format", /10\.20\.0\.0\/16/],
    [
      "an exception outside",
      { cidr: "10.20.0.0/16", except: ["10.21.0.0/24"] },
      "except[0]: wrong-addresses",
      /leave it out/,
    ],
    [
      "an exception of all",
      { cidr: "10.20.0.0/16", except: ["10.20.0.0/16"] },
      "except[0]: wrong-addresses",
      /leave it out/,
    ],
    ["an exception of nothing", { project: "ops", except: ["10.20.0.0/16"] }, "except: misplaced-key", /leave it out/],
    ["a container of nothing", { host: "a.example.com", container: "x" }, "container: misplaced-key", /leave it out/],
    ["an address as a host", { host: "169.254.169.254" }, "host: wrong-format", /169\.254\.169\.254\/32/],
    ["a project that cannot be", { project: "Kube System" }, "project: wrong-format", /kube-system/],
    ["the project itself", { project: "shop" }, "project: own-project", /leave it out/],
  ];
  for (const [what, peer, finding, hint] of wrong) {
    it(`with ${what} is told so`, () => {
      const { list, at } = to(peer);
      assert.deepEqual(list, [`${PATH}.${finding}`]);
      const { allowed = "", fix = "" } = at(`${PATH}.${finding.split(":")[0]}`);
      assert.match(`${allowed} ${fix}`, hint);
    });
  }

  it("with a host that calls is told so", () => {
    const { list } = problemsOf({ ...shop([]), network: { from: [{ host: "a.example.com" }] } });
    assert.deepEqual(list, ["network.from[0].host: host-calls"]);
  });

  it("with names or addresses of hosts that are none is told so", () => {
    const { list } = problemsOf(
      shopWith({ web: { hosts: { "Bad Name": "10.0.0.1", ok: "10.0.0.300", fine: "fd00::1" } } }),
    );
    assert.deepEqual(list, [
      "containers[0].options.network.hosts.Bad Name: wrong-format",
      "containers[0].options.network.hosts.ok: wrong-format",
    ]);
  });

  it("is told beside what else is wrong", () => {
    const { list } = problemsOf({
      ...shop([]),
      containers: [{ name: "web" }],
      network: { to: [{ cidr: "127.0.0.0/8" }] },
    });
    assert.deepEqual(list, ["containers[0].image: missing-value", "network.to[0].cidr: closed-addresses"]);
  });

  it("with addresses of the zone itself is told so, in that zone", () => {
    const spec = shopWith({ web: { to: [{ cidr: "10.244.7.0/24" }] } }, { to: [{ cidr: "10.96.0.1/32" }] });
    assert.ok(compileSpec(spec, ZONE).value);
    assert.deepEqual(
      compileSpec(spec, CILIUM).diagnostics.map(({ code, path = [] }) => [code, formatPath(path)]),
      [
        ["closed-addresses", "network.to[0].cidr"],
        ["closed-addresses", "containers[0].options.network.to[0].cidr"],
      ],
    );
  });

  it("is noted where nobody knows which addresses are the zone's own", () => {
    const notes = treeOf(shopWith({ web: { to: [{ cidr: "10.20.0.0/16" }] } })).notes.map(({ code }) => code);
    assert.deepEqual(notes, ["own-addresses-unknown"]);
  });
});

describe("the driver of a network", () => {
  it("is understood, and explained to change nothing", () => {
    const messages = (["bridge", "overlay"] as const).map((driver) => {
      const tree = treeOf({ ...shop([]), network: { name: "net", driver } });
      assert.deepEqual(tree.manifests, treeOf({ ...shop([]), network: { name: "net" } }).manifests);
      return tree.notes.find(({ code }) => code === "network-driver")?.message ?? "";
    });
    for (const message of messages) assert.match(message, /private network, which spans all nodes.*changes nothing/);
    assert.notEqual(...(messages as [string, string]));
  });
});
