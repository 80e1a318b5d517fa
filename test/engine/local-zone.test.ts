import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import type { Manifest } from "../../constructs/manifest.ts";
import { connectZone } from "../../engine/kubernetes-client.ts";
import {
  downLocalZone,
  LocalZoneError,
  localZoneStatus,
  removeLocalZone,
  resetLocalZone,
  upLocalZone,
} from "../../engine/local-zone/index.ts";
import type { FileZone } from "../../engine/zone.ts";
import type { LiveObject, ZoneClient } from "../../engine/zone-client.ts";
import { getZone, listZones } from "../../engine/zones.ts";
import { until } from "../support/until.ts";

describe("a local zone", function () {
  this.slow(10_000);

  let home = "";
  let outer: string | undefined;
  let zone: FileZone;
  let client: ZoneClient;

  before(async () => {
    outer = process.env.ESPALIER_HOME;
    home = mkdtempSync(join(tmpdir(), "espalier-local-zone-"));
    process.env.ESPALIER_HOME = home;
    zone = await upLocalZone("here");
    client = await connectZone(zone);
  });

  after(async () => {
    await client?.close();
    for (const name of ["here", "there", "taken"]) await removeLocalZone(name);
    assert.deepEqual(processesOf(home), []);
    if (outer === undefined) delete process.env.ESPALIER_HOME;
    else process.env.ESPALIER_HOME = outer;
    rmSync(home, { recursive: true, force: true });
  });

  const reconnect = async (): Promise<void> => {
    await client.close();
    client = await connectZone(zone);
  };

  it("runs, is registered, and keeps its credentials to its owner", async () => {
    const { state, processes } = await localZoneStatus("here");
    assert.equal(state, "running");
    assert.equal(processes.length, 5);
    assert.deepEqual(await getZone("here"), zone);
    assert.equal(zone.context.domain, "here.espalier.localhost");
    for (const name of ["kubeconfig", "tokens.csv", "service-account.key"]) {
      assert.equal(statSync(join(home, "zones", "here", name)).mode & 0o077, 0, name);
    }
  });

  it("listens on loopback alone", function () {
    if (process.platform !== "linux") this.skip();
    const listening = readFileSync("/proc/net/tcp", "utf8") + readFileSync("/proc/net/tcp6", "utf8");
    const ports = Object.values(JSON.parse(readFileSync(join(home, "zones", "here", "ports.json"), "utf8")) as object);
    for (const port of ports) {
      const hex = Number(port).toString(16).toUpperCase().padStart(4, "0");
      const local = [...listening.matchAll(new RegExp(`: (\\w+):${hex} \\w+:0000 0A`, "g"))].map((match) => match[1]);
      assert.deepEqual(local, ["0100007F"]);
    }
  });

  it("refuses whoever has no token", async () => {
    const stranger = join(home, "stranger");
    writeFileSync(stranger, readFileSync(zone.kubeconfig, "utf8").replace(/token: .*/, "token: guessed"));
    const strange = await connectZone({ ...zone, kubeconfig: stranger });
    await assert.rejects(strange.get("/Namespace//default"), { kind: "unauthorized" });
    await strange.close();
  });

  it("has what real clusters have: nodes, priorities, an ingress class, a default storage class", async () => {
    const nodes = await client.list((await client.kinds()).get("/Node")!, {});
    assert.deepEqual(
      nodes.items.map(({ metadata }) => metadata.name),
      ["node-1", "node-2", "node-3"],
    );
    const ids = [
      "scheduling.k8s.io/PriorityClass//espalier-low",
      "scheduling.k8s.io/PriorityClass//espalier-high",
      "networking.k8s.io/IngressClass//nginx",
      "storage.k8s.io/StorageClass//local",
      "/Namespace//ingress-nginx",
    ];
    for (const id of ids) {
      const labels = (await client.get(id))?.metadata.labels;
      assert.equal(labels?.["app.kubernetes.io/part-of"], "espalier-zone", id);
      assert.equal(labels?.["app.kubernetes.io/managed-by"], undefined, id);
    }
  });

  it("is brought up again without anything being started", async () => {
    const { processes } = await localZoneStatus("here");
    assert.deepEqual(await upLocalZone("here"), zone);
    assert.deepEqual((await localZoneStatus("here")).processes, processes);
  });

  it("lets one of several who bring it up do so", async () => {
    const zones = await Promise.all([upLocalZone("here"), upLocalZone("here"), upLocalZone("here")]);
    for (const one of zones) assert.deepEqual(one, zone);
  });

  it("makes pods ready", async () => {
    await createNamespace(client, "pods");
    await client.apply(pod("pods", "web", { image: "nginx:1.29" }));
    await until("it is ready", async () => conditionOf(await client.get("/Pod/pods/web"), "Ready") === "True");
  });

  it("runs sidecars beside containers, and completes jobs", async () => {
    await createNamespace(client, "jobs");
    const sidecar = { name: "beside", image: "busybox", restartPolicy: "Always" };
    await client.apply({
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: { name: "once", namespace: "jobs" },
      spec: {
        template: {
          spec: { restartPolicy: "Never", initContainers: [sidecar], containers: [{ name: "main", image: "busybox" }] },
        },
      },
    });
    await until("it is done", async () => conditionOf(await client.get("batch/Job/jobs/once"), "Complete") === "True");
  });

  it("says that an image cannot be pulled from a registry that does not exist", async () => {
    await createNamespace(client, "images");
    await client.apply(pod("images", "web", { image: "registry.invalid/web:1" }));
    await until(
      "its image is missed",
      async () => waitingReason(await client.get("/Pod/images/web")) === "ImagePullBackOff",
    );
    assert.equal(conditionOf(await client.get("/Pod/images/web"), "Ready"), "False");
  });

  it("says that a container crashes whose command does nothing but fail", async () => {
    await createNamespace(client, "crashes");
    await client.apply(pod("crashes", "web", { image: "busybox", command: ["/bin/false"] }));
    await until("it backs off", async () => waitingReason(await client.get("/Pod/crashes/web")) === "CrashLoopBackOff");
    const lines: string[] = [];
    for await (const line of client.logs("web", { namespace: "crashes", previous: true })) lines.push(line);
    assert.match(lines.join("\n"), /this zone simulates its nodes/);
  });

  it("binds volumes when a pod uses them", async () => {
    await createNamespace(client, "volumes");
    await client.apply({
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      metadata: { name: "data", namespace: "volumes" },
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
    });
    const mounts = { volumes: [{ name: "data", persistentVolumeClaim: { claimName: "data" } }] };
    await client.apply(pod("volumes", "db", { image: "postgres:18" }, mounts));
    await until("the volume is bound", async () => {
      const claim = await client.get("/PersistentVolumeClaim/volumes/data");
      return (claim?.status as { phase?: string } | undefined)?.phase === "Bound";
    });
    await until("it is ready", async () => conditionOf(await client.get("/Pod/volumes/db"), "Ready") === "True");
  });

  it("enforces quotas", async () => {
    await createNamespace(client, "quotas");
    await client.apply({
      apiVersion: "v1",
      kind: "ResourceQuota",
      metadata: { name: "claim", namespace: "quotas" },
      spec: { hard: { pods: "1" } },
    });
    const quota = () => client.get("/ResourceQuota/quotas/claim");
    await until("the quota is counted", async () =>
      Boolean(((await quota())?.status as { hard?: object } | undefined)?.hard),
    );
    await client.apply(pod("quotas", "first", { image: "nginx" }));
    await until("the first pod is counted", async () => {
      const { used } = ((await quota())?.status ?? {}) as { used?: { pods?: string } };
      return used?.pods === "1";
    });
    await assert.rejects(client.apply(pod("quotas", "second", { image: "nginx" })), { kind: "quota" });
  });

  it("enforces the security standard that a namespace asks for", async () => {
    await createNamespace(client, "secure", { "pod-security.kubernetes.io/enforce": "baseline" });
    const privileged = pod("secure", "root", { image: "nginx", securityContext: { privileged: true } });
    await assert.rejects(client.apply(privileged), { kind: "forbidden" });
  });

  it("keeps what is in it, and its address, while it is down", async () => {
    await createNamespace(client, "kept");
    const kubeconfig = readFileSync(zone.kubeconfig, "utf8");
    await client.close();
    await downLocalZone("here");
    assert.equal((await localZoneStatus("here")).state, "stopped");
    assert.deepEqual(processesOf(home), []);
    await upLocalZone("here");
    await reconnect();
    assert.equal(readFileSync(zone.kubeconfig, "utf8"), kubeconfig);
    assert.ok(await client.get("/Namespace//kept"));
    await client.apply(pod("kept", "web", { image: "nginx" }));
    await until("it is ready", async () => conditionOf(await client.get("/Pod/kept/web"), "Ready") === "True");
  });

  for (const victim of ["etcd", "kube-apiserver", "kube-controller-manager", "kwok"]) {
    it(`heals when ${victim} was killed`, async () => {
      const { processes } = await localZoneStatus("here");
      process.kill(processes.find(({ name }) => name === victim)!.pid!, "SIGKILL");
      await until("it is seen to be broken", async () => (await localZoneStatus("here")).state === "broken");
      await upLocalZone("here");
      await reconnect();
      assert.equal((await localZoneStatus("here")).state, "running");
      assert.ok(await client.get("/Namespace//default"));
    });
  }

  it("heals when its API server hangs", async () => {
    const { processes } = await localZoneStatus("here");
    process.kill(processes.find(({ name }) => name === "kube-apiserver")!.pid!, "SIGSTOP");
    await upLocalZone("here");
    await reconnect();
    assert.ok(await client.get("/Namespace//default"));
  });

  it("ends no process that merely has the id of one of its own", async () => {
    await downLocalZone("here");
    writeFileSync(join(home, "zones", "here", "processes", "etcd.pid"), `${process.pid}\n`);
    await downLocalZone("here");
    assert.equal((await localZoneStatus("here")).state, "stopped");
  });

  it("moves to another port when its own was taken meanwhile", async () => {
    const ports = join(home, "zones", "here", "ports.json");
    const { apiserver } = JSON.parse(readFileSync(ports, "utf8")) as { apiserver: number };
    const squatter: Server = createServer().listen(apiserver, "127.0.0.1");
    try {
      await upLocalZone("here");
      await reconnect();
      assert.ok(await client.get("/Namespace//default"));
      assert.notEqual(JSON.parse(readFileSync(ports, "utf8")).apiserver, apiserver);
    } finally {
      squatter.close();
    }
  });

  it("is empty after a reset, and runs as before", async () => {
    await createNamespace(client, "gone");
    await client.close();
    await resetLocalZone("here");
    await reconnect();
    assert.equal(await client.get("/Namespace//gone"), undefined);
    assert.equal((await localZoneStatus("here")).state, "running");
  });

  it("runs beside another one, apart from it", async () => {
    const other = await upLocalZone("there", { nodes: 1 });
    const otherClient = await connectZone(other);
    await createNamespace(otherClient, "only-there");
    assert.equal(await client.get("/Namespace//only-there"), undefined);
    assert.equal((await otherClient.list((await otherClient.kinds()).get("/Node")!, {})).items.length, 1);
    await otherClient.close();
    await downLocalZone("there");
    assert.equal((await localZoneStatus("here")).state, "running");
    assert.deepEqual(
      (await listZones()).map(({ context }) => context.name),
      ["here", "there"],
    );
    await removeLocalZone("there");
    assert.equal((await localZoneStatus("there")).state, "absent");
    assert.equal(await getZone("there"), undefined);
  });

  it("says which program ended as it started, with its log, and leaves nothing running", async () => {
    const broken = join(home, "broken-etcd");
    const script =
      '#!/bin/sh\n[ "$1" = --version ] && echo "etcd Version: 3.6.16" && exit\necho "panic: no luck today" >&2\nexit 2\n';
    writeFileSync(broken, script, { mode: 0o755 });
    process.env.ESPALIER_TOOL_ETCD = broken;
    try {
      await assert.rejects(upLocalZone("taken"), (error) => {
        assert.ok(error instanceof LocalZoneError);
        assert.match(error.message, /local zone "taken": etcd ended as it started/);
        assert.match(error.message, /panic: no luck today/);
        return true;
      });
    } finally {
      delete process.env.ESPALIER_TOOL_ETCD;
    }
    assert.deepEqual(processesOf(join(home, "zones", "taken")), []);
  });

  for (const name of ["", "../up", "Upper", "a/b", "-a", "a".repeat(64), "ü"]) {
    it(`refuses the name ${JSON.stringify(name)}`, async () => {
      await assert.rejects(upLocalZone(name), /cannot name a zone/);
      await assert.rejects(removeLocalZone(name), /cannot name a zone/);
    });
  }

  for (const nodes of [0, -1, 1.5, 101, Number.NaN]) {
    it(`refuses to have ${nodes} nodes`, async () => {
      await assert.rejects(upLocalZone("here", { nodes }), /allowed are 1 to 100/);
    });
  }
});

async function createNamespace(client: ZoneClient, name: string, labels: Record<string, string> = {}): Promise<void> {
  await client.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name, labels } });
  await until("it has its account", async () => (await client.get(`/ServiceAccount/${name}/default`)) !== undefined);
}

function pod(namespace: string, name: string, container: object, more: object = {}): Manifest {
  const spec = { containers: [{ name: "main", ...container }], ...more };
  return { apiVersion: "v1", kind: "Pod", metadata: { name, namespace }, spec };
}

function conditionOf(object: LiveObject | undefined, type: string): string | undefined {
  const { conditions } = (object?.status ?? {}) as { conditions?: { type: string; status: string }[] };
  return conditions?.find((condition) => condition.type === type)?.status;
}

function waitingReason(object: LiveObject | undefined): string | undefined {
  const { containerStatuses } = (object?.status ?? {}) as {
    containerStatuses?: { state: { waiting?: { reason: string } } }[];
  };
  return containerStatuses?.[0]?.state.waiting?.reason;
}

/** Ids of processes that were started with a path in the folder. */
function processesOf(folder: string): string[] {
  if (!existsSync("/proc/self/cmdline")) return [];
  return readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(`${folder}/`);
    } catch {
      return false;
    }
  });
}
