import { isPlainObject } from "../read-yaml.ts";

/** `environment` of a service, written as a list or as a mapping; a name without a value has the empty one. */
export function entriesOf(environment: unknown): [string, unknown][] {
  if (Array.isArray(environment)) return environment.map((entry) => splitEntry(String(entry)));
  return Object.entries(isPlainObject(environment) ? environment : {});
}

function splitEntry(entry: string): [string, string] {
  const sign = entry.indexOf("=");
  return sign < 0 ? [entry.trim(), ""] : [entry.slice(0, sign).trim(), entry.slice(sign + 1).trim()];
}
