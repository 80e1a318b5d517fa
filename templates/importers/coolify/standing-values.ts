import { blankNames, type Piece } from "../compose/interpolation.ts";
import { isPlainObject } from "../read-yaml.ts";
import { entriesOf } from "./environment-entries.ts";
import { magicName } from "./magic-name.ts";

/**
 * What ordinary names stand for, by name. Coolify keeps the environment of every service as values of the whole template:
 * with `POSTGRES_USER=$SERVICE_USER_POSTGRES` in one of them, `${POSTGRES_USER}` stands for it anywhere. Only where all
 * services agree, the name is given nothing else, and its value is made of nothing that stands for a value itself.
 *
 * @param split pieces of a text
 */
export function standingValues(
  services: Readonly<Record<string, unknown>>,
  pieces: readonly Piece[],
  split: (text: string) => readonly Piece[],
): ReadonlyMap<string, string> {
  const given = new Set(pieces.flatMap((piece) => (typeof piece !== "string" && piece.operator ? piece.name : [])));
  const used = new Set(blankNames(pieces));
  const values = new Map<string, Set<string>>();
  for (const service of Object.values(services)) {
    for (const [name, value] of entriesOf(isPlainObject(service) ? service.environment : undefined)) {
      if (!used.has(name) || given.has(name) || magicName(name)) continue;
      values.set(name, (values.get(name) ?? new Set()).add(typeof value === "object" ? "" : String(value)));
    }
  }
  return new Map(
    [...values].flatMap(([name, [value = "", ...others]]) => {
      const isPlain = !blankNames(split(value)).some((blank) => values.has(blank));
      return value !== "" && others.length === 0 && isPlain ? [[name, value]] : [];
    }),
  );
}
