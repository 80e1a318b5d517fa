import assert from "node:assert/strict";
import { randomBytes, randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { TestApi } from "../api/support/api-processes.ts";
import { type OwnPostgres, ownPostgres } from "../support/postgres.ts";
import { countEffects, type Effect, makeEffects } from "./idempotent-effects.ts";
import { type Client, type FinalAnswer, untilAnswered } from "./retrying-client.ts";
import { seedCallers } from "./seed-callers.ts";

export interface IdempotencyOptions {
  /** Requests with one Idempotency-Key, for each kind of effect. */
  readonly posts: number;
  /** How often the API or PostgreSQL is killed while they are sent, by turns. */
  readonly crashes: number;
  /** Times that everything is done, with other keys. */
  readonly rounds: number;
  readonly onRound?: (text: string) => void;
}

export interface IdempotencyFigures {
  requests: number;
  /** Requests that were sent again, since nobody knew what had become of them. */
  retries: number;
  crashes: number;
  /** Effects whose first answer never came, so that everybody got a repeated one. */
  lostAnswers: number;
}

interface Place {
  readonly api: TestApi;
  readonly postgres: OwnPostgres;
}

/** Requests that are under way at the same time. */
const AT_ONCE = 100;
/** Milliseconds in which the first of them are answered. */
const MOMENTS = 400;

/**
 * Sends many POSTs with the same Idempotency-Key, of each kind of effect at the same time, while the API and PostgreSQL are
 * killed. Clients send again what was not answered. In the end there is one effect, and everybody has been told the same.
 */
export async function oneEffectUnderCrashes(options: IdempotencyOptions): Promise<IdempotencyFigures> {
  const postgres = await ownPostgres();
  const key = randomBytes(32);
  const api = new TestApi({ databaseUrl: postgres.url, key: key.toString("hex") });
  const figures: IdempotencyFigures = { requests: 0, retries: 0, crashes: 0, lostAnswers: 0 };
  try {
    await api.start();
    const callers = await seedCallers(postgres.url, key);
    const client: Client = { key: callers.key, url: () => api.url };
    const stranger: Client = { key: callers.otherKey, url: () => api.url };
    for (let round = 1; round <= options.rounds; round++) {
      const effects = await makeEffects(client, callers.zone);
      const { answers, crashes } = await sendUnderCrashes(client, effects, { api, postgres }, options);
      for (const [effect, ofEffect] of answers) assertSameAnswer(effect, ofEffect);
      await assertOneEffect(postgres, effects);
      await assertKeysHold(client, stranger, effects);
      await assertOneEffect(
        postgres,
        effects.filter(({ kind }) => kind !== "key"),
      );
      const all = [...answers.values()];
      const retries = all.flat().reduce((sum, { tries }) => sum + tries - 1, 0);
      const lost = all.filter((ofEffect) => ofEffect.every(({ replayed }) => replayed)).length;
      figures.requests += all.flat().length;
      figures.retries += retries;
      figures.crashes += crashes.length;
      figures.lostAnswers += lost;
      options.onRound?.(`round ${round}: ${crashes.join(", ")}; ${retries} sent again, ${lost} first answers lost`);
    }
    assert.deepEqual(unforeseen(api), [], "the API met errors that it did not foresee");
    return figures;
  } finally {
    await api.kill();
    await postgres.end();
  }
}

/** The long form: many requests with one key; then many keys, each with a crash while its first request is under way. */
export async function chaosOfIdempotency(say: (text: string) => void): Promise<void> {
  for (const form of [
    { posts: 1000, crashes: 10, rounds: 2 },
    { posts: 20, crashes: 1, rounds: 30 },
  ]) {
    const { requests, retries, crashes, lostAnswers } = await oneEffectUnderCrashes({ ...form, onRound: say });
    say(
      `${requests} POSTs, ${form.posts} for each Idempotency-Key, sent again ${retries} times under ${crashes} crashes: one effect and one answer for each key; ${lostAnswers} times the first answer never came`,
    );
  }
}

async function sendUnderCrashes(
  client: Client,
  effects: readonly Effect[],
  place: Place,
  { posts, crashes }: IdempotencyOptions,
) {
  const answers = new Map<Effect, FinalAnswer[]>(effects.map((effect) => [effect, []]));
  const left = Array.from({ length: posts }, () => effects).flat();
  const total = left.length;
  const send = async () => {
    for (let effect = left.pop(); effect; effect = left.pop()) {
      const { path, body, idempotencyKey } = effect;
      answers.get(effect)?.push(await untilAnswered(client, path, body, idempotencyKey));
    }
  };
  const [done] = await Promise.all([
    crash(place, crashes, () => 1 - left.length / total),
    ...Array.from({ length: AT_ONCE }, send),
  ]);
  return { answers, crashes: done };
}

/**
 * Kills now the API, now PostgreSQL: first while nothing is answered yet, then spread over what is sent.
 *
 * @param progress the part that has been sent, from 0 to 1
 */
async function crash({ api, postgres }: Place, count: number, progress: () => number): Promise<string[]> {
  const done: string[] = [];
  const first = randomInt(2);
  for (let index = 0; index < count; index++) {
    while (progress() < index / count) await sleep(2);
    const after = randomInt(MOMENTS);
    await sleep(after);
    if ((index + first) % 2 === 0) {
      await api.kill();
      await api.start();
      done.push(`API killed after ${after} ms`);
    } else {
      await postgres.stopHard();
      await sleep(randomInt(300));
      await postgres.start();
      done.push(`PostgreSQL killed after ${after} ms`);
    }
  }
  return done;
}

function assertSameAnswer({ kind }: Effect, answers: readonly FinalAnswer[]): void {
  const [first] = answers;
  assert.ok(first && first.told.status < 300, `${kind}: ${first?.told.status} ${first?.told.text}`);
  for (const { told } of answers) assert.deepEqual(told, first.told);
  const fresh = answers.filter(({ replayed }) => !replayed).length;
  assert.ok(fresh <= 1, `${kind} was answered ${fresh} times as if it were the first`);
}

async function assertOneEffect(postgres: OwnPostgres, effects: readonly Effect[]): Promise<void> {
  const once = effects.map(({ kind, counts }) => [kind, counts.map(() => 1)]);
  assert.deepEqual(await countEffects(postgres.url, effects), Object.fromEntries(once));
}

/** A key is used up for other requests of the same caller, and means nothing to another one. */
async function assertKeysHold(client: Client, stranger: Client, effects: readonly Effect[]): Promise<void> {
  for (const { path, changed, idempotencyKey } of effects) {
    const { told } = await untilAnswered(client, path, changed, idempotencyKey);
    assert.equal(`${told.status} ${JSON.parse(told.text).code}`, "422 key-reused", told.text);
  }
  const { path, body, idempotencyKey } = effects.find(({ kind }) => kind === "key") as Effect;
  const mine = await untilAnswered(client, path, body, idempotencyKey);
  const theirs = await untilAnswered(stranger, path, body, idempotencyKey);
  const again = await untilAnswered(stranger, path, body, idempotencyKey);
  assert.deepEqual([mine.replayed, theirs.told.status, again.replayed], [true, 201, true], theirs.told.text);
  assert.notDeepEqual(theirs.told, mine.told);
  assert.deepEqual(again.told, theirs.told);
}

/** Errors of the log, but for the database that was away. */
function unforeseen(api: TestApi): string[] {
  return api.log.filter((line) => {
    const { level, msg } = JSON.parse(line) as { level: number; msg: string };
    return level >= 50 && !/nothing was lost that had been answered/.test(msg);
  });
}
