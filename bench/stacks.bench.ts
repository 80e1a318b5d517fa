import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { type Manifest, objectId } from "../constructs/manifest.ts";
import { connectZone } from "../engine/kubernetes-client.ts";
import type { Zone } from "../engine/zone.ts";
import type { ZoneClient } from "../engine/zone-client.ts";
import { runStackUpdate } from "../stacks/run-update.ts";
import type { Decision, StackHost, StackUpdate } from "../stacks/update.ts";
import type { BenchRow } from "./bench-row.ts";

/** Both ways write as many objects at once. */
const CONCURRENCY = 32;

/** Of each figure the middle one of so many rounds is taken: API servers have slow moments. */
const ROUNDS = 3;

const AIM = { ratioOf200: 1.6, millisecondsOf30: 900 };

type Step = "create" | "nothing" | "delete";
type Times = Record<Step, number>;

/**
 * Updates of stacks of 30 and 200 objects through Pulumi, beside raw server-side applies and deletes of the same bodies
 * by the same client in the same run. Neither waits for readiness. The zone is left as it was.
 *
 * @param pulumi folder that holds the CLI
 */
export async function benchStacks(zone: Zone, pulumi: string): Promise<BenchRow[]> {
  const client = await connectZone(zone);
  const folder = await mkdtemp(join(tmpdir(), "espalier-bench-"));
  const host = { pulumi, backendUrl: pathToFileURL(join(folder, "state")).href, home: join(folder, "home") };
  try {
    const rows: BenchRow[] = [];
    for (const count of [30, 200]) rows.push(...(await benchObjects(client, host, count)));
    return rows;
  } finally {
    await client.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function benchObjects(client: ZoneClient, host: StackHost, count: number): Promise<BenchRow[]> {
  await withNamespace(client, (namespace) => raw(client, objects(count, namespace)));
  const rawTimes: Times[] = [];
  const pulumiTimes: Times[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    rawTimes.push(await withNamespace(client, (namespace) => raw(client, objects(count, namespace))));
    pulumiTimes.push(
      await withNamespace(client, (namespace) => throughPulumi(client, host, objects(count, namespace))),
    );
  }
  return (["create", "nothing", "delete"] as const).flatMap((step) => {
    const base = median(rawTimes.map((times) => times[step]));
    const value = median(pulumiTimes.map((times) => times[step]));
    const name = `${step} ${count} objects`;
    return [
      row(`${name}, raw`, base, "ms"),
      row(`${name}, Pulumi`, value, "ms", count === 30 ? AIM.millisecondsOf30 : undefined),
      row(`${name}, Pulumi to raw`, value / base, "x", count === 200 && step === "create" ? AIM.ratioOf200 : undefined),
    ];
  });
}

async function raw(client: ZoneClient, manifests: readonly Manifest[]): Promise<Times> {
  const apply = () => concurrently(manifests, (manifest) => client.apply(manifest));
  return {
    create: await time(apply),
    nothing: await time(apply),
    delete: await time(() => concurrently(manifests, (manifest) => client.delete(objectId(manifest), { wait: true }))),
  };
}

async function throughPulumi(client: ZoneClient, host: StackHost, manifests: readonly Manifest[]): Promise<Times> {
  const update = (operation: StackUpdate["operation"], decision: Decision) =>
    runStackUpdate(host, {
      operation,
      project: "bench",
      zone: client.zone,
      manifests: operation === "up" ? manifests : [],
      decide: () => decision,
      writer: {
        apply: async (manifest, signal) => {
          await client.apply(manifest, { signal });
        },
        delete: (id, signal) => client.delete(id, { wait: true, signal }),
      },
      onEvent: () => {},
    });
  return {
    create: await time(() => update("up", "same")),
    nothing: await time(() => update("up", "same")),
    delete: await time(() => update("destroy", "same")),
  };
}

/** A third each of Deployments without pods, Services and ConfigMaps: of the size that a container's objects have. */
function objects(count: number, namespace: string): Manifest[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `object-${index}`;
    const metadata = { name, namespace, labels: { app: name, "app.kubernetes.io/managed-by": "espalier-bench" } };
    if (index % 3 === 0) return { apiVersion: "v1", kind: "ConfigMap", metadata, data: { KEY: "value".repeat(50) } };
    if (index % 3 === 1) {
      return { apiVersion: "v1", kind: "Service", metadata, spec: { selector: { app: name }, ports: [{ port: 80 }] } };
    }
    return { apiVersion: "apps/v1", kind: "Deployment", metadata, spec: deploymentSpec(name) };
  });
}

function deploymentSpec(name: string): Record<string, unknown> {
  const container = {
    name,
    image: "nginx:1",
    env: Array.from({ length: 10 }, (_, index) => ({ name: `KEY_${index}`, value: `value ${index}` })),
    ports: [{ containerPort: 80 }],
    readinessProbe: { tcpSocket: { port: 80 } },
    resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "512Mi" } },
    securityContext: { allowPrivilegeEscalation: false },
  };
  const template = { metadata: { labels: { app: name } }, spec: { containers: [container] } };
  return { replicas: 0, selector: { matchLabels: { app: name } }, template };
}

async function withNamespace<Result>(
  client: ZoneClient,
  work: (namespace: string) => Promise<Result>,
): Promise<Result> {
  const name = `espalier-bench-${Math.random().toString(36).slice(2, 10)}`;
  const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name } };
  await client.apply(namespace);
  try {
    return await work(name);
  } finally {
    await client.delete(objectId(namespace));
  }
}

async function concurrently<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<void> {
  const rest = items.values();
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      for (const item of rest) await work(item);
    }),
  );
}

async function time(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function row(name: string, value: number, unit: string, aim?: number): BenchRow {
  const rounded = unit === "ms" ? Math.round(value) : Math.round(value * 100) / 100;
  return { name, value: rounded, unit, ...(aim !== undefined && { aim, reached: rounded <= aim }) };
}
