import { pino } from "pino";
import { listen, openPlatform, stopListening } from "../../api/serve.ts";
import { readSettings } from "../../api/settings.ts";
import { SecretKey } from "../../engine/secret-key.ts";

/** The API in a process of its own, as `espalier serve --only api` runs it, so that its memory is its own. */
const { BENCH_DATABASE: databaseUrl = "", BENCH_KEY: key = "" } = process.env;
const platform = await openPlatform({
  settings: readSettings({ ESPALIER_PORT: "0", ESPALIER_RATE_LIMIT: "10000000", ESPALIER_LOG: "info" }),
  databaseUrl,
  secretKey: new SecretKey(Buffer.from(key, "base64")),
  log: pino({ level: "info" }, pino.destination(2)),
});
const { server, url } = await listen(platform);
process.send?.({ url });
process.on("message", (message) => {
  if (message === "memory") process.send?.({ rss: process.memoryUsage().rss });
  if (message === "stop")
    void stopListening(server, 0)
      .then(() => platform.close())
      .then(() => process.disconnect());
});
