import { type DestinationStream, type Logger, pino } from "pino";
import type { Settings } from "./settings.ts";

/** Names of fields whose values are never written, wherever they turn up. */
const SECRET_FIELDS = ["password", "token", "secret", "authorization", "cookie", "key", "kubeconfig", "value", "url"];

/** One JSON object a line, to stderr: stdout is for what commands print. */
export function createLog(level: Settings["logLevel"], destination: DestinationStream = pino.destination(2)): Logger {
  const paths = SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);
  return pino(
    { name: "espalier", level, redact: { paths, censor: "[secret]" }, timestamp: pino.stdTimeFunctions.isoTime },
    destination,
  );
}
