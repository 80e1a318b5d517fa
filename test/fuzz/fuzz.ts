import type { Extent } from "./configuration.ts";
import { failUpdates } from "./fail-updates.ts";
import type { FuzzCaller } from "./people.ts";
import { runSchemathesis, type SchemathesisRun } from "./run-schemathesis.ts";
import { fuzzedPlatform, newSubject, type Subject } from "./subject.ts";
import { type Tally, tallyOf } from "./tally.ts";

/** What one caller sends. */
export interface FuzzPart extends Extent {
  readonly caller: FuzzCaller;
}

export interface FuzzReport {
  /** Test cases, as Schemathesis counts them. */
  readonly cases: number;
  /** Checks that did not pass, each once for an operation and a reason. */
  readonly failures: number;
  readonly runs: readonly (SchemathesisRun & { readonly caller: FuzzCaller })[];
  /** What the server has counted by itself. */
  readonly tally: Tally;
  /** Lines of the server's log that hold a secret of a tenant. */
  readonly leaks: number;
}

export interface FuzzOptions {
  /** Path of `schemathesis`. */
  readonly program: string;
  /** Lanes run at the same time, the parts of a lane one after the other. */
  readonly lanes: readonly (readonly FuzzPart[])[];
  readonly say?: (text: string) => void;
}

const TELL_EVERY = 15_000;

/** Sends everything to a platform of its own, and counts what came of it. */
export async function fuzz({ program, lanes, say = () => {} }: FuzzOptions): Promise<FuzzReport> {
  const { platform, other } = await fuzzedPlatform();
  const updates = failUpdates(platform);
  try {
    const subjects = new Map<FuzzPart, Subject>();
    for (const part of lanes.flat()) subjects.set(part, await newSubject(platform, part.caller, other));
    const before = platform.log.length;
    const told = setInterval(() => say(`${platform.log.length - before} lines of the server's log`), TELL_EVERY);
    const runPart = async (part: FuzzPart) => {
      say(`${part.caller}: ${part.phases.join(", ")}, up to ${part.maxExamples} of each`);
      const run = await runSchemathesis(program, platform.url, subjects.get(part) as Subject, part);
      say(`${part.caller}: ${run.cases} cases, ${run.failures} failures`);
      return { ...run, caller: part.caller };
    };
    try {
      const runs = (await Promise.all(lanes.map((lane) => inTurn(lane, runPart)))).flat();
      const log = platform.log.slice(before);
      const secrets = [...subjects.values()].flatMap((subject) => subject.secrets);
      return {
        cases: sum(runs.map(({ cases }) => cases)),
        failures: sum(runs.map(({ failures }) => failures)),
        runs,
        tally: tallyOf(log),
        leaks: log.filter((line) => secrets.some((secret) => line.includes(secret))).length,
      };
    } finally {
      clearInterval(told);
    }
  } finally {
    await updates.stop();
    await platform.close();
  }
}

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (const item of items) done.push(await work(item));
  return done;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
