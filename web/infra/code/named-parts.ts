import type { LooseDefinition } from "./place.ts";
import type { JsonPath } from "./schema.ts";

export interface NamedPart {
  readonly name: string;
  readonly environment?: Readonly<Record<string, unknown>>;
}

/** Names of other parts, where a part is meant. */
export function namesAt(path: JsonPath, { environmentGroups, volumes, ...rest }: LooseDefinition): string[] {
  const [list, , options, key] = path;
  if (list !== "containers" || path.length < 4) return [];
  if (options === "environmentFrom") return Object.keys(environmentGroups ?? {});
  if (options !== "options") return [];
  const isAwaited = key === "waitFor" && (path.length === 5 || (path.length === 6 && path.at(-1) === "container"));
  if (isAwaited) return containersIn(rest).map(({ name }) => name);
  if (key === "volumes" && path.at(-1) === "volume") return named(volumes).map(({ name }) => name);
  return [];
}

export function containersIn({ containers }: LooseDefinition): NamedPart[] {
  return named(containers);
}

function named(list: unknown): NamedPart[] {
  if (!Array.isArray(list)) return [];
  return list.filter(
    (one): one is NamedPart => typeof one === "object" && one !== null && typeof one.name === "string",
  );
}
