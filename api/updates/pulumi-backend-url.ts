import { resolve } from "node:path";

/** Parameters of an address that mean the same to node-postgres and to lib/pq, which Pulumi uses. */
const SHARED = ["host", "port", "user", "password", "options", "connect_timeout"];
const FILES = ["sslrootcert", "sslcert", "sslkey"];

/**
 * The address of a database as Pulumi's backend takes it: scheme `postgres`, parameters that lib/pq knows, and `sslmode`
 * always, since lib/pq asks for TLS where none is named and node-postgres does not. The server is proved as node-postgres
 * has it proved.
 *
 * @param databaseUrl `postgres://…` or `postgresql://…`
 */
export function pulumiBackendUrl(databaseUrl: string): string {
  const given = new URL(databaseUrl);
  const url = new URL(databaseUrl.replace(/^postgresql:/, "postgres:"));
  url.search = "";
  url.hash = "";
  for (const key of SHARED) copy(given, url, key, (value) => value);
  // The CLI runs in a folder of its own.
  for (const key of FILES) copy(given, url, key, (value) => resolve(value));
  url.searchParams.set("sslmode", sslMode(given.searchParams));
  url.searchParams.set("application_name", "espalier pulumi");
  return url.href;
}

/** Name of the database in the address; empty when it names none. */
export function databaseNameOf(databaseUrl: string): string {
  return decodeURIComponent(new URL(databaseUrl).pathname.replace(/^\/+/, ""));
}

/** pg-connection-string: without `uselibpqcompat` it has a server proved in every mode but `no-verify`. */
function sslMode(parameters: URLSearchParams): string {
  const mode = parameters.get("sslmode") ?? (isOn(parameters.get("ssl")) ? "verify-full" : "disable");
  if (mode === "disable") return mode;
  if (mode === "no-verify") return "require";
  if (!isOn(parameters.get("uselibpqcompat"))) return "verify-full";
  return mode === "prefer" ? "require" : mode;
}

function isOn(value: string | null): boolean {
  return value !== null && !["0", "false", ""].includes(value);
}

function copy(from: URL, to: URL, key: string, change: (value: string) => string): void {
  const value = from.searchParams.get(key);
  if (value !== null) to.searchParams.set(key, change(value));
}
