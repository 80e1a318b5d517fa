import { createInterface } from "node:readline";
import { pino } from "pino";
import { openPlatform } from "../../../api/serve.ts";
import { readSettings } from "../../../api/settings.ts";
import { startWorker } from "../../../api/updates/worker.ts";
import { SecretKey } from "../../../engine/secret-key.ts";

/** What a process that runs updates, and may be killed while it does, is told as JSON in its first argument. */
export interface WorkerProcessInput {
  readonly databaseUrl: string;
  /** Of the platform, as hexadecimal digits. */
  readonly key: string;
  readonly concurrency: number;
}

/** Writes its log to stdout, a line `ready` when it takes updates, and stops in order when a line comes in. */
const { databaseUrl, key, concurrency } = JSON.parse(process.argv[2] ?? "") as WorkerProcessInput;
const platform = await openPlatform({
  settings: readSettings({ ESPALIER_PORT: "0" }),
  databaseUrl,
  secretKey: new SecretKey(Buffer.from(key, "hex")),
  log: pino({ level: "debug" }, { write: (line: string) => void process.stdout.write(line) }),
});
const worker = await startWorker(platform, { concurrency });
process.stdout.write("ready\n");
for await (const _ of createInterface({ input: process.stdin })) break;
await worker.stop();
await platform.close();
process.stdout.write("stopped\n");
process.exit();
