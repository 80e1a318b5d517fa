import { endTestZones, testZone } from "../support/local-zone.ts";
import { endTestPostgres } from "../support/postgres.ts";
import { killAtMoments } from "./kill.ts";

/** `npm run test:chaos`: what takes longer than a test of every day may; with names, only those. */
const say = (text: string) => void process.stderr.write(`${text}\n`);

const CHAOS: Readonly<Record<string, () => Promise<void>>> = {
  kill: async () => killAtMoments({ zone: await testZone(), count: 20, onMoment: say }),
  worker: async () => (await import("./worker.ts")).chaosOfWorkers(50, say),
  database: async () => (await import("./database.ts")).chaosOfDatabase(20, say),
  idempotency: async () => (await import("./idempotency.ts")).chaosOfIdempotency(say),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in CHAOS));
if (unknown.length > 0) {
  say(`there is no ${unknown.join(", ")}; there are ${Object.keys(CHAOS).join(", ")}`);
  process.exitCode = 2;
} else {
  try {
    for (const [name, run] of Object.entries(CHAOS)) if (wanted.length === 0 || wanted.includes(name)) await run();
  } finally {
    await Promise.all([endTestZones(), endTestPostgres()]);
  }
}
