import { parse } from "jsonc-parser";
import type { Schema } from "../../../api/client/types.ts";

type Variable = Schema<"Variable">;

/** What the definition says of a variable, where it can be read. */
export interface Declaration {
  readonly label?: string;
  readonly description?: string;
  readonly secret: boolean;
  readonly generated: boolean;
  readonly default?: string;
}

export interface VariableRow {
  readonly name: string;
  /** What is stored; undefined: nothing is. */
  readonly variable: Variable | undefined;
  readonly declaration: Declaration | undefined;
  /** It needs a value before the project can be deployed. */
  readonly missing: boolean;
  /** Whether the definition mentions it; undefined: that is not known. */
  readonly used: boolean | undefined;
}

interface Definition {
  readonly format: "json" | "jsonnet";
  readonly text: string;
}

/** What needs a value first, then all others by name. */
export function variableRows(
  variables: readonly Variable[],
  missing: readonly string[],
  definition: Definition | undefined,
): readonly VariableRow[] {
  const declared = definition ? declarationsOf(definition) : undefined;
  const mentions = definition ? mentionsIn(definition) : undefined;
  const stored = new Map(variables.map((variable) => [variable.name, variable]));
  const names = new Set([...missing, ...stored.keys(), ...(declared?.keys() ?? [])]);
  return [...names]
    .map((name) => ({
      name,
      variable: stored.get(name),
      declaration: declared?.get(name),
      missing: missing.includes(name),
      used: mentions && (mentions.has(name) || (declared?.has(name) ?? false)),
    }))
    .sort((one, other) => Number(other.missing) - Number(one.missing) || (one.name < other.name ? -1 : 1));
}

/** Of a definition in JSON; a program's are not known before it runs. */
function declarationsOf({ format, text }: Definition): ReadonlyMap<string, Declaration> | undefined {
  if (format !== "json") return undefined;
  const value = record(parse(text, [], { allowTrailingComma: true }));
  return new Map(
    Object.entries(record(value.variables)).map(([name, given]) => {
      const short = typeof given !== "object" || given === null;
      const { label, description, secret, generate, default: standard = short ? given : undefined } = record(given);
      const generated = generate !== undefined && generate !== false;
      return [
        name,
        {
          ...(typeof label === "string" && { label }),
          ...(typeof description === "string" && { description }),
          secret: secret === true || (generated && secret !== false),
          generated,
          ...(["string", "number", "boolean"].includes(typeof standard) && { default: String(standard) }),
        },
      ];
    }),
  );
}

/** Names after a `$`; in a program also words in quotes and members, which is how programs name them. */
function mentionsIn({ format, text }: Definition): ReadonlySet<string> {
  const found = text.matchAll(/\$\{?([A-Za-z_]\w{0,63})|["']([A-Za-z_]\w{0,63})["']|\.([A-Za-z_]\w{0,63})/g);
  return new Set(
    Array.from(found, ([, blank, quoted, member]) => blank ?? (format === "json" ? "" : (quoted ?? member ?? ""))),
  );
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
