import { parseArgs } from "node:util";
import { endTestPostgres } from "../support/postgres.ts";
import { type FuzzPart, type FuzzReport, fuzz } from "./fuzz.ts";
import { CALLERS, type FuzzCaller } from "./people.ts";
import { schemathesis } from "./schemathesis.ts";

/**
 * `npm run test:fuzz [-- --seed 1 --caller member]`: Schemathesis against the whole document, as every kind of caller. Ends
 * with 1 when a check failed, something was answered with 5xx or with what the document does not have, a secret was logged,
 * or too little was sent.
 */
const LEAST_CASES = 20_000;
const PHASES = ["examples", "coverage", "fuzzing", "stateful"];
const MOST: Readonly<Record<FuzzCaller, number>> = { member: 60, operator: 40, browser: 30, reader: 15 };
const LANES: readonly (readonly FuzzCaller[])[] = [
  ["member", "reader"],
  ["operator", "browser"],
];

const say = (text: string) => void process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { seed: { type: "string", default: "1" }, caller: { type: "string" } } });
  const seed = Number(values.seed);
  if (!Number.isSafeInteger(seed) || seed < 0) throw new Error("--seed takes a whole number");
  const only = CALLERS.find((caller) => caller === values.caller);
  if (values.caller !== undefined && !only) throw new Error(`--caller takes one of ${CALLERS.join(", ")}`);
  const part = (caller: FuzzCaller): FuzzPart => ({ caller, phases: PHASES, maxExamples: MOST[caller], seed });
  const lanes = only ? [[part(only)]] : LANES.map((lane) => lane.map(part));
  const program = await schemathesis(say);
  say(`seed ${seed} (--seed for another)`);
  const started = performance.now();
  const report = await fuzz({ program, lanes, say });
  return tell(report, Math.round((performance.now() - started) / 1000), only ? 0 : LEAST_CASES);
}

function tell({ runs, cases, failures, tally, leaks }: FuzzReport, seconds: number, least: number): number {
  const { requests, statuses, operations, undocumented, failed } = tally;
  const share = (count: number) => `${((100 * count) / requests).toFixed(1)} %`;
  const never = [...operations].filter(([, { succeeded }]) => succeeded === 0).map(([id]) => id);
  const bad = runs.filter((run) => run.failures > 0);
  process.stdout.write(
    [
      ...bad.map(({ caller, output }) => `as ${caller}:\n${output}`),
      ...failed.map((text) => `5xx: ${text}`),
      ...undocumented.map((text) => `undocumented: ${text}`),
      ...Array.from(statuses, ([status, count]) => `${status}  ${String(count).padStart(6)}  ${share(count)}`),
      `${operations.size} operations; never with success: ${never.join(", ") || "none"}`,
      `${cases} cases, ${failures} failures, ${failed.length} 5xx, ${undocumented.length} undocumented, ` +
        `${leaks} secrets logged, ${requests} requests, ${seconds} s`,
      "",
    ].join("\n"),
  );
  if (cases < least) process.stdout.write(`these are less than ${least} cases\n`);
  return failures + failed.length + undocumented.length + leaks > 0 || cases < least ? 1 : 0;
}

try {
  process.exitCode = await main();
} finally {
  await endTestPostgres();
}
