import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { pino } from "pino";
import { listen, openPlatform, stopListening } from "../../api/serve.ts";
import { readSettings } from "../../api/settings.ts";
import { SecretKey } from "../../engine/secret-key.ts";
import type { FileZone } from "../../engine/zone.ts";
import { type Answer, newPerson, type TestClient } from "../api/support/client.ts";
import type { TestPlatform } from "../api/support/platform.ts";
import { type ReadEvent, readStream } from "../api/support/read-stream.ts";
import { assertOneAtATime, runIntervals } from "../api/support/run-intervals.ts";
import { addRealZone, untilUpdate } from "../api/support/updates.ts";
import { type TestWorker, TestWorkers } from "../api/support/workers.ts";
import { ownPostgres } from "../support/postgres.ts";
import { until } from "../support/until.ts";

export interface StopDatabaseOptions {
  readonly zone: FileZone;
  readonly count: number;
  readonly onStop?: (text: string) => void;
}

export interface DatabaseStops {
  /** Milliseconds from the database's return to the first good answer, of each stop. */
  readonly answeredAfter: readonly number[];
  /** How many writes were acknowledged. */
  readonly writes: number;
  readonly refused: number;
  readonly deployed: number;
}

const WRITERS = 4;
/** Milliseconds within which the API answers again. */
const ANSWER_LIMIT = 10_000;

/**
 * Stops PostgreSQL hard (SIGKILL of all its processes) so many times, while variables are written, the project is deployed
 * and everything is read. What was acknowledged must be there; while the database is away every answer is a problem
 * document with status 503; updates end right, and who follows one is told each event once.
 */
export async function stopDatabase({
  zone,
  count,
  onStop = () => undefined,
}: StopDatabaseOptions): Promise<DatabaseStops> {
  const postgres = await ownPostgres();
  const test = await platformOn(postgres.url);
  const workers = new TestWorkers(test);
  const over = new AbortController();
  try {
    const known = await addRealZone(test, zone);
    const running = [await workers.start(), await workers.start()];
    const person = await newPerson(test);
    const [written, deployed] = ["written", "deployed"].map((what) => `${what}-${randomUUID().slice(0, 8)}`) as [
      string,
      string,
    ];
    for (const name of [written, deployed]) {
      const made = await person.post("/projects", { name, definition: definitionOf(name), zones: [known.name] });
      assert.equal(made.status, 201, made.text);
    }
    const traffic = new Traffic(person, { written, deployed }, over.signal);
    const flowing = traffic.run();
    const answeredAfter: number[] = [];
    for (let stop = 1; stop <= count; stop++) {
      await sleep(300 + Math.random() * 2_000);
      const heardBefore = running.map(timesHeardOfLoss);
      await postgres.stopHard();
      const refusedBefore = traffic.refused;
      await sleep(300 + Math.random() * 1_500);
      // A worker that was not told in time goes on beside the next one until it is: nobody could keep it from that.
      await until("every worker has heard of it", () =>
        running.every((worker, index) => timesHeardOfLoss(worker) > heardBefore[index]!),
      );
      await postgres.start();
      const back = performance.now();
      await traffic.nextGoodAnswer();
      const after = Math.round(performance.now() - back);
      assert.ok(after < ANSWER_LIMIT, `answered again only after ${after} ms`);
      answeredAfter.push(after);
      onStop(
        `stop ${stop}: ${traffic.refused - refusedBefore} requests refused, answered again ${after} ms after its return`,
      );
    }
    await sleep(500);
    over.abort();
    await flowing;
    await assertKept(test, person, { written, deployed }, traffic);
    // Their logs are whole when they have ended.
    await Promise.all(running.map((worker) => worker.stop()));
    assertOneAtATime(runIntervals(running));
    const { writes, refused, updates } = traffic;
    return { answeredAfter, writes, refused, deployed: updates.length };
  } finally {
    over.abort();
    await workers.end();
    await test.close();
    await postgres.end();
  }
}

/** How often it has let go of what it ran and looked for the database in vain. */
function timesHeardOfLoss({ log }: TestWorker): number {
  return log.filter((line) => JSON.parse(line).msg === "the worker cannot begin, it tries again").length;
}

interface Projects {
  /** Whose variables are written. */
  readonly written: string;
  readonly deployed: string;
}

/** Requests without end, and what was answered to them. */
class Traffic {
  /** Last value of each variable that was acknowledged. */
  readonly acknowledged = new Map<string, number>();
  /** Last value that was sent, whatever came of it. */
  readonly sent = new Map<string, number>();
  /** Ids of updates that were acknowledged. */
  readonly updates: string[] = [];
  /** What followers of these were told. */
  readonly streams: Promise<ReadEvent[]>[] = [];
  writes = 0;
  refused = 0;
  readonly #person: TestClient;
  readonly #projects: Projects;
  readonly #over: AbortSignal;
  #good = Promise.withResolvers<void>();

  constructor(person: TestClient, projects: Projects, over: AbortSignal) {
    this.#person = person;
    this.#projects = projects;
    this.#over = over;
  }

  async run(): Promise<void> {
    const writers = Array.from({ length: WRITERS }, (_, writer) => this.#write(`count_${writer}`));
    await Promise.all([...writers, this.#deploy(), this.#read()]);
  }

  nextGoodAnswer(): Promise<void> {
    this.#good = Promise.withResolvers();
    return this.#good.promise;
  }

  async #write(name: string): Promise<void> {
    for (let value = 1; !this.#over.aborted; value++) {
      this.sent.set(name, value);
      const body = { value: String(value), secret: false };
      const answer = await this.#person.put(`/projects/${this.#projects.written}/variables/${name}`, body);
      if (this.#isGood(answer)) {
        this.acknowledged.set(name, value);
        this.writes++;
      }
      await sleep(5);
    }
  }

  /** The same key until it is answered: a deployment whose answer was lost is found again. */
  async #deploy(): Promise<void> {
    const at = `/projects/${this.#projects.deployed}`;
    for (let round = 1; !this.#over.aborted; round++) {
      await this.#untilGood(() => this.#person.put(`${at}/variables/round`, { value: String(round), secret: false }));
      const key = { "idempotency-key": randomUUID() };
      const { body } = await this.#untilGood(() => this.#person.post(`${at}/revisions`, {}, key));
      for (const { id } of body.updates) {
        this.updates.push(id);
        this.streams.push(this.#follow(`${at}/updates/${id}/stream`));
      }
      await sleep(200);
    }
  }

  /** Connects again where the database is away just then, as a browser would. */
  async #follow(path: string): Promise<ReadEvent[]> {
    for (;;) {
      try {
        return await readStream(this.#person, path);
      } catch (error) {
        assert.match(String(error), /^Error: 503 /);
        await sleep(100);
      }
    }
  }

  async #untilGood(send: () => Promise<Answer>): Promise<Answer> {
    for (;;) {
      const answer = await send();
      if (this.#isGood(answer)) return answer;
      await sleep(50);
    }
  }

  async #read(): Promise<void> {
    while (!this.#over.aborted) {
      this.#isGood(await this.#person.get(`/projects/${this.#projects.written}`));
      await sleep(20);
    }
  }

  /** Everything else than a good answer is the 503 of a database that is away. */
  #isGood(answer: Answer): boolean {
    if (answer.status < 300) {
      this.#good.resolve();
      return true;
    }
    const { status, body, headers, text } = answer;
    assert.deepEqual([status, body.code], [503, "unavailable"], text);
    assert.match(headers.get("content-type") ?? "", /^application\/problem\+json/);
    assert.ok(headers.get("retry-after"));
    this.refused++;
    return false;
  }
}

async function assertKept(
  { platform }: TestPlatform,
  person: TestClient,
  { written, deployed }: Projects,
  traffic: Traffic,
) {
  assert.ok(traffic.writes > 0 && traffic.updates.length > 0, "nothing was written");
  for (const [name, acknowledged] of traffic.acknowledged) {
    const { body, text } = await person.get(`/projects/${written}/variables/${name}`);
    const kept = Number(body.value);
    const sent = traffic.sent.get(name) as number;
    assert.ok(kept >= acknowledged && kept <= sent, `${name}: ${acknowledged} was acknowledged, ${text} is there`);
  }
  const states = new Map<string, number>();
  for (const id of traffic.updates) {
    const { state, result } = await untilUpdate(platform.database, id);
    states.set(state, (states.get(state) ?? 0) + 1);
    assert.ok(["succeeded", "unchanged", "superseded"].includes(state), `${state}: ${JSON.stringify(result)}`);
  }
  for (const events of await Promise.all(traffic.streams)) {
    assert.equal(events.at(-1)?.event, "end");
    assert.deepEqual(
      events.slice(0, -1).map(({ id }) => id),
      events.slice(0, -1).map((_, index) => index + 1),
    );
  }
  const again = await person.post(`/projects/${deployed}/revisions`, {});
  const { state } = await untilUpdate(platform.database, again.body.updates[0].id);
  assert.equal(state, "unchanged");
}

/** Each deployment changes something, since the variable has gone on. */
function definitionOf(name: string) {
  const containers = [{ name: "web", image: "nginx:1.29", environment: { ROUND: "$round" } }];
  const spec = { project: { name }, containers, variables: { round: { default: "0" } } };
  return { format: "json", text: JSON.stringify(spec) };
}

async function platformOn(databaseUrl: string): Promise<TestPlatform> {
  const key = randomBytes(32);
  const log: string[] = [];
  const platform = await openPlatform({
    settings: readSettings({ ESPALIER_PORT: "0", ESPALIER_RATE_LIMIT: "1000000" }),
    databaseUrl,
    secretKey: new SecretKey(key),
    log: pino({ level: "warn" }, { write: (line: string) => void log.push(line) }),
  });
  const { server, url } = await listen(platform);
  const close = async () => {
    await stopListening(server, 0);
    await platform.close();
  };
  return { platform, url, databaseUrl, key, log, close };
}
