import { pino } from "pino";
import { listen, openPlatform } from "../../../api/serve.ts";
import { readSettings } from "../../../api/settings.ts";
import { SecretKey } from "../../../engine/secret-key.ts";

/** What a process that answers requests, and may be killed while it does, is told as JSON in its first argument. */
export interface ApiProcessInput {
  readonly databaseUrl: string;
  /** Of the platform, as hexadecimal digits. */
  readonly key: string;
}

/** The API without workers, as `espalier serve --only api` runs it. Its log goes to stdout; where it answers to its parent. */
const { databaseUrl, key } = JSON.parse(process.argv[2] ?? "") as ApiProcessInput;
const platform = await openPlatform({
  settings: readSettings({ ESPALIER_PORT: "0", ESPALIER_RATE_LIMIT: "10000000" }),
  databaseUrl,
  secretKey: new SecretKey(Buffer.from(key, "hex")),
  log: pino({ level: "warn" }, { write: (line: string) => void process.stdout.write(line) }),
});
const { url } = await listen(platform);
process.send?.({ url });
// Whoever started it may have been killed, too.
process.on("disconnect", () => process.exit());
