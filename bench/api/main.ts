import { type ChildProcess, fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import autocannon from "autocannon";
import { connectDatabase } from "../../api/database/connect.ts";
import { migrateDatabase } from "../../api/database/migrate.ts";
import { SecretKey } from "../../engine/secret-key.ts";
import { ownPostgres } from "../../test/support/postgres.ts";
import { type BenchRow, formatRow } from "../bench-row.ts";
import { benchEdits } from "./edits.ts";
import { type Seeded, seed } from "./seed.ts";

/**
 * `npm run bench:api [-- --json]`: the API under load, authenticated, over a PostgreSQL that writes to disk, all on this
 * machine: the server, the database and what makes the load share its processors. Then what an editor waits for.
 */
const AIM = { reads: 1000, writes: 300, p99: 100, megabytes: 300, projects: 1000 };
const SECONDS = Number(process.env.BENCH_SECONDS ?? 15);
const CONNECTIONS = 20;

type Request = autocannon.Request;

/** What people and dashboards read. */
function reads({ owners }: Seeded): Request[] {
  return shuffled(
    owners.flatMap(({ key, projects }) =>
      projects.flatMap((name) => [
        get(`/projects/${name}`, key),
        get(`/projects/${name}/definition`, key),
        get(`/projects/${name}/variables`, key),
        get(`/projects/${name}/updates?limit=10`, key),
        get("/projects?limit=20", key),
      ]),
    ),
  );
}

function writes({ owners }: Seeded): Request[] {
  return shuffled(
    owners.flatMap(({ key, projects }) =>
      projects.flatMap((name, index) => [
        send("PATCH", `/projects/${name}`, key, { description: `written by the benchmark ${index}` }),
        send("PUT", `/projects/${name}/variables/setting_${index % 5}`, key, {
          value: `written ${index}`,
          secret: false,
        }),
      ]),
    ),
  );
}

function get(path: string, key: string): Request {
  return { method: "GET", path: `/api/v1${path}`, headers: { authorization: `Bearer ${key}` } };
}

function send(method: "PATCH" | "PUT", path: string, key: string, body: unknown): Request {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  return { method, path: `/api/v1${path}`, headers, body: JSON.stringify(body) };
}

/** The same order in every run. */
function shuffled<T>(items: readonly T[]): T[] {
  const result = [...items];
  let state = 42;
  for (let index = result.length - 1; index > 0; index--) {
    state = (state * 1103515245 + 12345) % 2147483648;
    const other = state % (index + 1);
    [result[index], result[other]] = [result[other] as T, result[index] as T];
  }
  return result;
}

async function measure(url: string, name: string, requests: Request[], aim: number): Promise<BenchRow[]> {
  await autocannon({ url, connections: CONNECTIONS, duration: 3, requests });
  const result = await autocannon({ url, connections: CONNECTIONS, duration: SECONDS, requests });
  const failed = result.non2xx + result.errors + result.timeouts;
  if (failed > 0) throw new Error(`${failed} of ${result.requests.total} ${name} were not answered well`);
  const perSecond = result.requests.total / result.duration;
  return [
    { name: `${name} a second`, value: perSecond, unit: "/s", aimAtLeast: aim, reached: perSecond >= aim },
    { name: `${name}, median`, value: result.latency.p50, unit: "ms" },
    {
      name: `${name}, p99`,
      value: result.latency.p99,
      unit: "ms",
      aim: AIM.p99,
      reached: result.latency.p99 < AIM.p99,
    },
  ];
}

async function main(json: boolean): Promise<void> {
  const postgres = await ownPostgres();
  const key = randomBytes(32);
  const connection = connectDatabase(postgres.url, { connections: 4 });
  let server: ChildProcess | undefined;
  try {
    await migrateDatabase(connection.database as never);
    const seeded = await seed(connection.database, new SecretKey(key), AIM.projects);
    server = fork(fileURLToPath(new URL("./server.ts", import.meta.url)), {
      env: { ...process.env, BENCH_DATABASE: postgres.url, BENCH_KEY: key.toString("base64") },
    });
    const [{ url }] = (await once(server, "message")) as [{ url: string }];
    const rows = [
      ...(await measure(url, "reads", reads(seeded), AIM.reads)),
      ...(await measure(url, "writes", writes(seeded), AIM.writes)),
    ];
    server.send("memory");
    const [{ rss }] = (await once(server, "message")) as [{ rss: number }];
    const megabytes = rss / 1024 / 1024;
    const name = `memory of the API with ${AIM.projects} projects`;
    rows.push({ name, value: megabytes, unit: "MB", aim: AIM.megabytes, reached: megabytes < AIM.megabytes });
    server.send("stop");
    await once(server, "exit");
    rows.push(...(await benchEdits()));
    if (json) process.stdout.write(`${JSON.stringify(rows, undefined, 2)}\n`);
    else for (const row of rows) process.stdout.write(`${formatRow(row)}\n`);
  } finally {
    if (server?.connected) server.kill();
    await connection.close();
    await postgres.end();
  }
}

await main(process.argv.includes("--json"));
