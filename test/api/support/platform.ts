import { randomBytes } from "node:crypto";
import { pino } from "pino";
import { listen, type OpenPlatform, openPlatform, stopListening } from "../../../api/serve.ts";
import { readSettings } from "../../../api/settings.ts";
import { SecretKey } from "../../../engine/secret-key.ts";
import { testDatabase } from "../../support/postgres.ts";

export interface TestPlatform {
  readonly platform: OpenPlatform;
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly databaseUrl: string;
  readonly key: Buffer;
  /** Lines of the log so far. */
  readonly log: readonly string[];
  close(): Promise<void>;
}

/**
 * The real server over a fresh database of the real PostgreSQL. Without workers: see `workers.ts`.
 *
 * @param dashboard folder of a built dashboard. Default: that of the sources
 */
export async function testPlatform(
  environment: Record<string, string> = {},
  options: { readonly dashboard?: string } = {},
): Promise<TestPlatform> {
  const { url: databaseUrl } = await testDatabase();
  const key = randomBytes(32);
  const log: string[] = [];
  const platform = await openPlatform({
    settings: readSettings({ ESPALIER_PORT: "0", ESPALIER_RATE_LIMIT: "1000000", ...environment }),
    databaseUrl,
    secretKey: new SecretKey(key),
    log: pino({ level: "trace" }, { write: (line: string) => void log.push(line) }),
  });
  const { server, url } = await listen(platform, options);
  return {
    platform,
    url,
    databaseUrl,
    key,
    log,
    async close() {
      await stopListening(server, 0);
      await platform.close();
    },
  };
}
