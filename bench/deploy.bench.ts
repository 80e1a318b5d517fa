import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { LABEL, MANAGER, type Manifest } from "../constructs/manifest.ts";
import type { Tree } from "../constructs/tree.ts";
import { deployProject } from "../engine/deploy.ts";
import { connectZone } from "../engine/kubernetes-client.ts";
import { SecretKey } from "../engine/secret-key.ts";
import type { ZoneResult } from "../engine/update-events.ts";
import type { Zone } from "../engine/zone.ts";
import type { ZoneClient } from "../engine/zone-client.ts";
import type { StackHost } from "../stacks/update.ts";
import type { BenchRow } from "./bench-row.ts";

const AIM = { milliseconds30: 900, ratio200: 1.6, millisecondsUnchanged: 50 };
const AT_ONCE = 32;
const ROUNDS = 3;
const UNCHANGED_ROUNDS = 9;
/**
 * Milliseconds between deployments with nothing to do. An API server asks etcd at most ten times a second how fresh its
 * lists are, so that one right after another waits for its turn.
 */
const APART = 250;

/**
 * Whole deployments (plan, Pulumi, writes; not waiting for pods) against raw concurrent server-side applies of the same
 * bodies in the same run, then deployments with nothing to do. Of each figure the middle one of several rounds.
 */
export async function benchDeploy(zone: Zone, host: StackHost): Promise<BenchRow[]> {
  const bench = new DeployBench(zone, host);
  try {
    await bench.round(30);
    const thirty = await bench.rounds(30);
    const twoHundred = await bench.rounds(200);
    const unchanged = await bench.unchanged(200);
    return [
      row("deploy 30 objects", thirty.deploy, "ms", AIM.milliseconds30),
      row("deploy 30 objects, to raw applies", thirty.deploy / thirty.raw, "x"),
      row("deploy 200 objects", twoHundred.deploy, "ms"),
      row("raw applies of 200 objects", twoHundred.raw, "ms"),
      row("deploy 200 objects, to raw applies", twoHundred.deploy / twoHundred.raw, "x", AIM.ratio200),
      row("deploy 200 objects, nothing to do", unchanged.milliseconds, "ms", AIM.millisecondsUnchanged),
      row("writes when there is nothing to do", unchanged.writes, "", 0),
      row("processes when there is nothing to do", unchanged.processes, "", 0),
    ];
  } finally {
    await bench.end();
  }
}

interface Times {
  readonly deploy: number;
  readonly raw: number;
}

class DeployBench {
  readonly #zone: Zone;
  readonly #host: StackHost;
  readonly #namespaces: string[] = [];
  #writes = 0;
  #processes = 0;

  constructor(zone: Zone, host: StackHost) {
    this.#zone = zone;
    this.#host = host;
  }

  async rounds(count: number): Promise<Times> {
    const times: Times[] = [];
    for (let round = 0; round < ROUNDS; round++) times.push(await this.round(count));
    return { deploy: median(times.map(({ deploy }) => deploy)), raw: median(times.map(({ raw }) => raw)) };
  }

  async round(count: number): Promise<Times> {
    const raw = await this.#applyRaw(objects(this.#newNamespace(), count));
    const { milliseconds } = await this.#deploy(this.#newNamespace(), count);
    return { deploy: milliseconds, raw };
  }

  async unchanged(count: number): Promise<{ milliseconds: number; writes: number; processes: number }> {
    const namespace = this.#newNamespace();
    await this.#deploy(namespace, count);
    this.#writes = 0;
    this.#processes = 0;
    const times: number[] = [];
    for (let round = 0; round < UNCHANGED_ROUNDS; round++) {
      await sleep(APART);
      const start = performance.now();
      const { outcome } = await this.#deploy(namespace, count);
      times.push(performance.now() - start);
      if (outcome !== "unchanged") throw new Error(`there was something to do: ${outcome}`);
    }
    return { milliseconds: median(times), writes: this.#writes, processes: this.#processes };
  }

  async end(): Promise<void> {
    const client = await connectZone(this.#zone);
    await Promise.all(this.#namespaces.map((namespace) => client.delete(`/Namespace//${namespace}`)));
    await client.close();
  }

  #newNamespace(): string {
    const namespace = `bench-${randomBytes(4).toString("hex")}`;
    this.#namespaces.push(namespace);
    return namespace;
  }

  async #applyRaw([namespace, ...rest]: readonly Manifest[]): Promise<number> {
    const client = await connectZone(this.#zone);
    const start = performance.now();
    await client.apply(namespace!);
    const queue = rest.values();
    const work = async () => {
      for (const manifest of queue) await client.apply(manifest);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    const milliseconds = performance.now() - start;
    await client.close();
    return milliseconds;
  }

  async #deploy(namespace: string, count: number): Promise<ZoneResult> {
    const tree = treeOf(namespace, this.#zone.context.name, objects(namespace, count));
    const [result] = await deployProject({
      zones: [this.#zone],
      evaluate: async () => ({ zones: [], tree, secrets: new Map() }),
      key: new SecretKey(Buffer.alloc(32, 1)),
      host: async () => {
        this.#processes++;
        return this.#host;
      },
      connect: async (zone) => this.#counting(await connectZone(zone)),
      onEvent: () => undefined,
      wait: false,
    });
    if (!result || result.outcome === "failed") throw new Error(JSON.stringify(result?.errors));
    return result;
  }

  #counting(client: ZoneClient): ZoneClient {
    const count = <T>(written: T): T => {
      this.#writes++;
      return written;
    };
    return new Proxy(client, {
      get: (target, name) => {
        const member = Reflect.get(target, name, target);
        if (typeof member !== "function") return member;
        const bound = member.bind(target);
        return name === "apply" || name === "delete" ? (...rest: unknown[]) => count(bound(...rest)) : bound;
      },
    });
  }
}

/** A namespace and what a project is made of: per four objects a Deployment, a Service, a ConfigMap, a NetworkPolicy. */
function objects(namespace: string, count: number): Manifest[] {
  const object = (apiVersion: string, kind: string, name: string, fields: object): Manifest => ({
    apiVersion,
    kind,
    metadata: {
      name,
      ...(kind !== "Namespace" && { namespace }),
      labels: { [LABEL.managedBy]: MANAGER, [LABEL.project]: namespace },
      annotations: { "espalier.dev/path": `${namespace}/${name}/${kind}` },
    },
    ...fields,
  });
  const one = (index: number): Manifest => {
    const name = `part-${Math.floor(index / 4)}`;
    const labels = { app: name };
    if (index % 4 === 0) {
      const container = {
        name: "main",
        image: "nginx:1.29",
        ports: [{ containerPort: 80 }],
        env: [{ name: "A", value: "1" }],
      };
      const template = { metadata: { labels }, spec: { containers: [container] } };
      return object("apps/v1", "Deployment", name, {
        spec: { replicas: 0, selector: { matchLabels: labels }, template },
      });
    }
    if (index % 4 === 1) return object("v1", "Service", name, { spec: { selector: labels, ports: [{ port: 80 }] } });
    if (index % 4 === 2) return object("v1", "ConfigMap", name, { data: { text: "a line of text\n".repeat(20) } });
    return object("networking.k8s.io/v1", "NetworkPolicy", name, { spec: { podSelector: { matchLabels: labels } } });
  };
  return [object("v1", "Namespace", namespace, {}), ...Array.from({ length: count - 1 }, (_, index) => one(index))];
}

function treeOf(project: string, zone: string, manifests: readonly Manifest[]): Tree {
  return { project, namespace: project, zone, manifests, nodes: [], references: [], notes: [] };
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] as number;
}

function row(name: string, value: number, unit: string, aim?: number): BenchRow {
  return { name, value, unit, ...(aim !== undefined && { aim, reached: value <= aim }) };
}
