import { type ChildProcess, fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { openPlatform } from "../../api/serve.ts";
import { readSettings } from "../../api/settings.ts";
import { SecretKey } from "../../engine/secret-key.ts";
import { type Loose, newPerson, TestClient } from "../../test/api/support/client.ts";
import type { TestPlatform } from "../../test/api/support/platform.ts";
import { addRealZone } from "../../test/api/support/updates.ts";
import { TestWorkers } from "../../test/api/support/workers.ts";
import { endTestZones, testZone } from "../../test/support/local-zone.ts";
import { ownPostgres } from "../../test/support/postgres.ts";
import { type BenchRow, formatRow } from "../bench-row.ts";

/**
 * `node bench/api/edits.ts`: what somebody waits for who edits a definition of 30 containers in the page: the check as one
 * types, and the plan after an edit of one field, against a real local zone that holds the project.
 */
const AIM = { plan: 100, check: 50 };
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 100);
const CONTAINERS = 30;

/** A definition like people's, with what makes trees large: environments, references, volumes, addresses. */
function definitionText(project: string, edit: string): string {
  const containers = Array.from({ length: CONTAINERS }, (_, index) => ({
    name: `service-${index}`,
    image: "nginx:1.29",
    environment: { LOG_LEVEL: index === 7 ? edit : "info", NEXT: `\${{service-${(index + 1) % CONTAINERS}.url}}` },
    options: {
      replicas: index % 10 === 0 ? 1 : 2,
      ...(index % 5 === 0 ? { expose: { port: 8080 } } : { ports: [8080] }),
      ...(index % 10 === 0 && { volumes: [{ volume: `data-${index}`, path: "/data" }] }),
    },
  }));
  return JSON.stringify(
    {
      project: { name: project },
      containers,
      volumes: [0, 10, 20].map((index) => ({ name: `data-${index}`, size: "1Gi" })),
    },
    null,
    2,
  );
}

/** Milliseconds of each request, sorted, as a whole or as `ask` says; the first ones warm up and do not count. */
async function timesOf(ask: (round: number) => Promise<number | undefined>): Promise<number[]> {
  const times: number[] = [];
  for (let round = -10; round < ROUNDS; round++) {
    const begun = performance.now();
    const time = (await ask(round)) ?? performance.now() - begun;
    if (round >= 0) times.push(time);
  }
  return times.sort((one, other) => one - other);
}

function rowsOf(name: string, times: readonly number[], aim: number): BenchRow[] {
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] as number;
  const p95 = at(0.95);
  return [
    { name: `${name}, p50`, value: at(0.5), unit: "ms" },
    { name: `${name}, p95`, value: p95, unit: "ms", aim, reached: p95 <= aim },
  ];
}

async function deploy(client: TestClient, project: string): Promise<void> {
  const accepted = await client.post<Loose>(`/projects/${project}/revisions`, {});
  if (accepted.status !== 202) throw new Error(accepted.text);
  const [{ id }] = accepted.body.updates;
  for (let state = "waiting"; ["waiting", "running"].includes(state); ) {
    ({ state } = (await client.get<Loose>(`/projects/${project}/updates/${id}`)).body);
    if (["failed", "not-ready"].includes(state)) throw new Error(`the deploy of the benchmark: ${state}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

export async function benchEdits(): Promise<BenchRow[]> {
  const [postgres, zone] = await Promise.all([ownPostgres(), testZone()]);
  const key = randomBytes(32);
  const platform = await openPlatform({
    settings: readSettings({ ESPALIER_PORT: "0" }),
    databaseUrl: postgres.url,
    secretKey: new SecretKey(key),
    log: pino({ level: "silent" }),
  });
  const workers = new TestWorkers({ databaseUrl: postgres.url, key });
  let server: ChildProcess | undefined;
  try {
    server = fork(fileURLToPath(new URL("./server.ts", import.meta.url)), {
      env: { ...process.env, BENCH_DATABASE: postgres.url, BENCH_KEY: key.toString("base64") },
    });
    const [{ url }] = (await once(server, "message")) as [{ url: string }];
    const { key: personKey, personId, email } = await newPerson({ platform, url });
    const client = new TestClient(url, personKey, { id: personId, email });
    const { name } = await addRealZone({ platform } as TestPlatform, zone);
    const definition = (edit: string) => ({ format: "json", text: definitionText("bench", edit) });
    const made = await client.post("/projects", { name: "bench", zones: [name], definition: definition("info") });
    if (made.status !== 201) throw new Error(made.text.slice(0, 1000));
    await platform.database.updateTable("projects").set({ tier: "large" }).execute();
    await workers.start();
    await deploy(client, "bench");
    const ask = async (path: string, body: object, isRight: (body: Loose) => boolean) => {
      const answer = await client.post(`/projects/bench${path}`, body);
      if (answer.status !== 200 || !isRight(answer.body)) throw new Error(answer.text.slice(0, 1000));
      return undefined;
    };
    const checks = await timesOf((round) =>
      ask(
        "/definition/check",
        definition(`debug-${round}`),
        ({ valid, tree }) => valid && tree.nodes.length > CONTAINERS,
      ),
    );
    const plans = await timesOf((round) =>
      ask("/plan", { definition: definition(`debug-${round}`) }, ({ zones: [one] }) => one.changes.length === 1),
    );
    const planChecked = await timesOf(async (round) => {
      const body = definition(`checked-${round}`);
      await ask("/definition/check", body, ({ valid }) => valid);
      const begun = performance.now();
      await ask("/plan", { definition: body }, ({ zones: [one] }) => one.changes.length === 1);
      return performance.now() - begun;
    });
    server.send("memory");
    const [{ rss }] = (await once(server, "message")) as [{ rss: number }];
    return [
      { name: "memory of the API afterwards", value: rss / 1024 / 1024, unit: "MB" },
      ...rowsOf(`check a definition of ${CONTAINERS} containers`, checks, AIM.check),
      ...rowsOf(`plan an edit of one field among ${CONTAINERS}`, plans, AIM.plan),
      ...rowsOf("plan one that was checked just before", planChecked, AIM.plan),
    ];
  } finally {
    if (server?.connected) {
      server.send("stop");
      await once(server, "exit");
    }
    await workers.end();
    await platform.close();
    await Promise.all([postgres.end(), endTestZones()]);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const row of await benchEdits()) process.stdout.write(`${formatRow(row)}\n`);
}
