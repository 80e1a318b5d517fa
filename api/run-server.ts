import { join } from "node:path";
import type { Logger } from "pino";
import { readSecretKey } from "../engine/secret-key.ts";
import { stateFolder } from "../engine/state-folder.ts";
import { startHousekeeping } from "./housekeeping.ts";
import { listen, type OpenPlatform, openPlatform, stopListening } from "./serve.ts";
import type { Settings } from "./settings.ts";
import { watchWorkers } from "./updates/recover.ts";

export interface ServerOptions {
  readonly settings: Settings;
  readonly environment: NodeJS.ProcessEnv;
  readonly log: Logger;
  /** Default: both, in this process. */
  readonly only?: "api" | "worker";
  /** Told of steps that take a moment. */
  readonly onStep?: (step: string) => void;
}

export interface RunningServer {
  readonly platform: OpenPlatform;
  /** Absent for a worker alone. */
  readonly url?: string;
  /** Lets requests and updates end for some seconds, hands on those that have not, closes everything. */
  stop(): Promise<void>;
}

/** The whole platform: database → tables → workers → HTTP. What was started is stopped again when a later step fails. */
export async function runServer(options: ServerOptions): Promise<RunningServer> {
  const { settings, environment, log, only } = options;
  const started: (() => unknown)[] = [];
  const stop = async () => {
    for (const end of started.toReversed()) await end();
  };
  try {
    const secretKey = await readSecretKey(environment);
    const databaseUrl = settings.databaseUrl ?? (await embedded(options, started));
    const platform = await openPlatform({ settings, databaseUrl, secretKey, log });
    started.push(() => platform.close());
    const housekeeping = startHousekeeping(platform);
    started.push(() => housekeeping.stop());
    if (only !== "api") {
      const { startWorker } = await import("./updates/worker.ts");
      const worker = await startWorker(platform, { concurrency: settings.workerUpdates });
      started.push(() => worker.stop());
    } else {
      const watch = watchWorkers(platform);
      started.push(() => watch.stop());
    }
    if (only === "worker") return { platform, stop };
    const { server, url } = await listen(platform);
    started.push(() => stopListening(server));
    log.info({ address: url }, "answering requests");
    return { platform, url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function embedded({ environment, onStep }: ServerOptions, started: (() => unknown)[]): Promise<string> {
  const { startEmbeddedDatabase } = await import("./database/embedded.ts");
  const database = await startEmbeddedDatabase({
    folder: join(stateFolder(environment), "postgresql"),
    ...(onStep && { log: onStep }),
  });
  started.push(() => database.stop());
  return database.url;
}
