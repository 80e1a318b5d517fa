import { literalPattern } from "../literal-pattern.ts";
import { isPlainObject } from "../read-yaml.ts";
import type { Service } from "./service.ts";

/** Of a test's text, as much as is looked at. */
const LONGEST = 4096;
const HERE = "localhost|127\\.0\\.0\\.1|0\\.0\\.0\\.0|\\[::1\\]";
/** `:6060`, `', port: 6060`, nc's `localhost 6060` and `"localhost","6060"`, `/dev/tcp/localhost/6060`. */
const PORT = '(?::|[\'"]?,\\s*port:\\s*|\\s+|","|(?<=/dev/tcp/[a-z0-9.-]{1,63})/)([1-9][0-9]{1,4})(?![\\w.])';

/** Programs that ask a server of their own kind: how they name a port, and which one they take without. */
const CLIENTS: readonly (readonly [program: RegExp, option: RegExp, port: number])[] = [
  [/\bpg_isready\b/, /(?:-p|--port)[\s",=]*([0-9]{2,5})\b/, 5432],
  [/\b(?:redis|valkey|keydb)-cli\b/, /-p[\s",]*([0-9]{2,5})\b/, 6379],
  [/\b(?:mysqladmin|mariadb-admin)\b/, /(?:-P|--port)[\s",=]*([0-9]{2,5})\b/, 3306],
];
const HOST = /(?:-h|--host)[\s",='\\]*([A-Za-z0-9$][\w.$-]*)/;

/** The port on which a service's health check asks the service itself: `curl http://localhost:6060/ready`, `pg_isready`. */
export function checkedPort({ name, definition: { healthcheck } }: Service): number | undefined {
  if (!isPlainObject(healthcheck)) return undefined;
  const test = JSON.stringify(healthcheck.test ?? "").slice(0, LONGEST);
  const itself = new RegExp(`(?<![\\w.-])(?:${HERE}|${literalPattern(name)})${PORT}`);
  const port = Number(itself.exec(test)?.[1] ?? clientsPort(test));
  return port <= 65_535 ? port : undefined;
}

function clientsPort(test: string): string | number | undefined {
  const [, option, port] = CLIENTS.find(([program]) => program.test(test)) ?? [];
  const host = HOST.exec(test)?.[1] ?? "localhost";
  return option && /^(localhost|127\.0\.0\.1)$/.test(host) ? (option.exec(test)?.[1] ?? port) : undefined;
}
