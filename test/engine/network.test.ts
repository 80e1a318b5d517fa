import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { compileSpec } from "../../constructs/compile.ts";
import { formatDiagnostic } from "../../constructs/diagnostic.ts";
import type { Manifest } from "../../constructs/manifest.ts";
import { CAPABILITIES, type ContainerOptions, type ProjectSpec, SYSCTLS } from "../../constructs/spec.ts";
import type { ZoneContext } from "../../constructs/zone-context.ts";
import { connectZone } from "../../engine/kubernetes-client.ts";
import type { Zone } from "../../engine/zone.ts";
import type { LiveObject, ZoneClient } from "../../engine/zone-client.ts";
import { withFacts } from "../../engine/zone-facts.ts";
import { TestDeployments } from "./deploy-request.ts";
import { uniqueName, zoneUnderTest } from "./zone-under-test.ts";

describe("network and security in a zone", function () {
  this.timeout(600_000);
  let zone: Zone;
  let client: ZoneClient;
  let deployments: TestDeployments;
  const namespaces: string[] = [];

  before(async () => {
    zone = await zoneUnderTest();
    client = await connectZone(zone);
    deployments = await TestDeployments.in(zone);
  });
  after(async () => {
    await Promise.all(namespaces.map((name) => client.delete(`/Namespace//${name}`)));
    await client.close();
    await deployments.end();
  });

  function manifestsOf(
    project: string,
    containers: Readonly<Record<string, ContainerOptions>>,
    more: Partial<ProjectSpec> = {},
    context: Partial<ZoneContext> = {},
  ): readonly Manifest[] {
    const { value, diagnostics } = compileSpec(
      {
        project: { name: project },
        containers: Object.entries(containers).map(([name, options]) => ({ name, image: "nginx:1.29", options })),
        ...more,
      },
      { ...zone.context, ...context },
    );
    assert.ok(value, diagnostics.map(formatDiagnostic).join("\n"));
    return value.manifests;
  }

  function newProject(): string {
    const name = uniqueName("net");
    namespaces.push(name);
    return name;
  }

  async function applies(
    project: string,
    manifests: readonly Manifest[],
    last: "succeeded" | "unchanged" = "succeeded",
  ) {
    const first = await deployments.up(project, manifests);
    assert.deepEqual([first.outcome, first.errors], [last, []]);
    const again = await deployments.up(project, manifests);
    const plan = deployments.events.flatMap((event) => (event.type === "plan" ? [event.plan] : []))[0];
    assert.equal(again.outcome, "unchanged", JSON.stringify(plan?.changes));
  }

  // biome-ignore lint/suspicious/noExplicitAny: the shapes are Kubernetes' own
  async function live(id: string): Promise<LiveObject & { readonly spec: any }> {
    const found = await client.get(id);
    assert.ok(found, `no ${id}`);
    return found as never;
  }

  /** A definition is served a moment after it is accepted; what is asked once is remembered by a client. */
  async function capabilitiesWith(group: string): Promise<readonly string[]> {
    for (const deadline = performance.now() + 60_000; ; await sleep(100)) {
      const { capabilities = [] } = (await withFacts(zone)).context;
      if (capabilities.includes(group)) return capabilities;
      assert.ok(performance.now() < deadline, capabilities.join(", "));
    }
  }

  it("several ways in, tcp and udp of one port, ports of sidecars and aliases settle", async () => {
    const project = newProject();
    const dns: ContainerOptions = {
      expose: [
        { port: 8080 },
        { port: 9090, path: "/metrics" },
        { protocol: "tcp", port: 53 },
        { protocol: "udp", port: 53 },
        { protocol: "ssh", publicPort: 2222 },
      ],
      ports: ["53/udp", 53, 5353, "5353/udp"],
      aliases: ["resolver", "name_server"],
      sidecars: [{ name: "exporter", image: "prom/node-exporter:v1.9.1", ports: [9100] }],
    };
    await applies(project, manifestsOf(project, { dns }));
    const { spec } = await live(`/Service/${project}/dns-public`);
    assert.deepEqual(
      spec.ports.map(({ port, targetPort, protocol }: Record<string, unknown>) => [port, targetPort, protocol]),
      [
        [53, 53, "TCP"],
        [53, 53, "UDP"],
        [2222, 22, "TCP"],
      ],
    );
    assert.equal((await live(`/Service/${project}/name-server`)).spec.ports.length, 8);
  });

  it("going from several ways in to one, and back, settles and starts no pod anew", async () => {
    const project = newProject();
    const several = manifestsOf(project, {
      web: { ports: [53, "53/udp"], expose: [{ port: 80 }, { protocol: "udp", port: 53 }] },
    });
    const one = manifestsOf(project, { web: { ports: [53, "53/udp"], expose: 80 } });
    await applies(project, several);
    const template = async () => (await live(`apps/Deployment/${project}/web`)).metadata.generation;
    const before = await template();
    await applies(project, one);
    await applies(project, several);
    assert.equal(await template(), before);
  });

  it("allowances of every kind settle, and come and go without a restart", async () => {
    const project = newProject();
    const network: ContainerOptions["network"] = {
      internet: false,
      to: [
        { project: "billing", container: "api", ports: [443] },
        { cidr: "192.168.7.0/24", except: ["192.168.7.128/25"], ports: [5432, "53/udp"] },
        { cidr: "0.0.0.0/0", ports: [443] },
        { cidr: "::/0", ports: [443] },
        { cidr: "FD01::/16" },
      ],
      from: [{ project: "billing" }, { cidr: "203.0.113.0/24", except: ["203.0.113.7/32"] }],
      hosts: { "db.internal": "192.168.7.9", "cache.internal": "fd01::9", "db2.internal": "192.168.7.9" },
    };
    const open = manifestsOf(project, { web: { network: { hosts: network.hosts ?? {} } }, api: {} });
    const closed = manifestsOf(project, { web: { network }, api: {} }, { network: { from: [{ project: "ops" }] } });
    await applies(project, open);
    const generations = () =>
      Promise.all(
        ["web", "api"].map(async (name) => (await live(`apps/Deployment/${project}/${name}`)).metadata.generation),
      );
    const before = await generations();
    await applies(project, closed);
    await applies(project, open);
    assert.deepEqual(await generations(), before);
  });

  it("host names settle where the zone has Cilium, which it is asked for", async () => {
    const group = "cilium.io";
    await client.apply(ciliumPolicies(group));
    try {
      const capabilities = await capabilitiesWith(group);
      const project = newProject();
      const web: ContainerOptions = { network: { internet: false, to: [{ host: "api.stripe.com", ports: [443] }] } };
      await applies(project, manifestsOf(project, { web }, {}, { capabilities }));
      const { spec } = await live(`${group}/CiliumNetworkPolicy/${project}/web-hosts`);
      assert.deepEqual(spec.egress[1].toFQDNs, [{ matchName: "api.stripe.com" }]);
    } finally {
      await client.delete(`apiextensions.k8s.io/CustomResourceDefinition//ciliumnetworkpolicies.${group}`, {
        wait: true,
      });
    }
  });

  const wait = { deadline: 300_000 };
  const full: ContainerOptions = {
    volumes: [{ empty: "work", path: "/work" }],
    init: [{ name: "prepare", image: "busybox:1.37" }],
    sidecars: [{ name: "proxy", image: "envoyproxy/envoy:v1.34-latest", ports: [9901] }],
  };

  it("all that security can say is accepted under baseline", async () => {
    const project = newProject();
    const manifests = manifestsOf(project, {
      usual: full,
      ssh: { expose: { protocol: "ssh" } },
      all: {
        ...full,
        security: {
          user: 1000,
          group: 1000,
          volumeGroup: 2000,
          capabilities: [...CAPABILITIES],
          readOnlyRoot: true,
          userNamespace: false,
          sysctls: Object.fromEntries(SYSCTLS.map((name) => [name, "1"])),
        },
      },
      bare: { security: { capabilities: [] } },
    });
    const { outcome, errors } = await deployments.up(project, manifests, {}, { wait });
    assert.deepEqual([outcome, errors], ["succeeded", []]);
    await applies(project, manifests, "unchanged");
  });

  it("restricted containers, with init and sidecars, are accepted where nothing else is", async () => {
    const project = newProject();
    const manifests = manifestsOf(project, {
      plain: { ...full, security: "restricted", waitFor: [{ container: "port", port: 80 }] },
      port: {
        ...full,
        security: { standard: "restricted", user: 1000, capabilities: ["NET_BIND_SERVICE"] },
        expose: 80,
      },
    }).map((manifest) => (manifest.kind === "Namespace" ? enforcing(manifest, "restricted") : manifest));
    const { outcome, errors } = await deployments.up(project, manifests, {}, { wait });
    assert.deepEqual([outcome, errors], ["succeeded", []]);
    await applies(project, manifests, "unchanged");
  });
});

function enforcing(namespace: Manifest, standard: string): Manifest {
  const labels = { ...namespace.metadata.labels, "pod-security.kubernetes.io/enforce": standard };
  return { ...namespace, metadata: { ...namespace.metadata, labels } };
}

/** Stands for Cilium's own definition: what of it matters here is that the group is served and keeps what it is given. */
function ciliumPolicies(group: string): Manifest {
  const anything = { type: "object", "x-kubernetes-preserve-unknown-fields": true };
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `ciliumnetworkpolicies.${group}` },
    spec: {
      group,
      scope: "Namespaced",
      names: { kind: "CiliumNetworkPolicy", plural: "ciliumnetworkpolicies" },
      versions: [
        {
          name: "v2",
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: "object", properties: { spec: anything } } },
        },
      ],
    },
  };
}
