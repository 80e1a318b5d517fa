import type { ValuePath } from "../../../constructs/diagnostic.ts";
import type { Blank } from "../compose/interpolation.ts";
import type { DefinitionValue } from "../importer.ts";

type Variables = NonNullable<DefinitionValue["variables"]>;

const FREE_KEYS: ReadonlySet<string | number> = new Set(["environment", "command", "entrypoint", "healthcheck"]);

/**
 * What Coolify's own form asks for: `${NAME}` may stay empty there, `${NAME:?}` must have a value, and `${NAME:?value}`
 * begins with one.
 */
export class BlankUses {
  readonly #needed = new Set<string>();
  readonly #begins = new Map<string, string>();

  note(blank: Blank, at: ValuePath): void {
    if (!at.some((step) => FREE_KEYS.has(step))) this.#needed.add(blank.name);
    if (!blank.operator?.endsWith("?")) return;
    this.#needed.add(blank.name);
    const [value, ...rest] = blank.operand;
    if (typeof value === "string" && rest.length === 0 && /^\S+$/.test(value)) this.#begins.set(blank.name, value);
  }

  /** The variables as compose declares them, with what may stay empty and what begins with a value. */
  settle(variables: Variables): Variables {
    return Object.fromEntries(
      Object.entries(variables).map(([name, declaration]) => [name, this.#settled(name, declaration)]),
    );
  }

  #settled(name: string, declaration: Variables[string]): Variables[string] {
    if (typeof declaration !== "object" || declaration.default !== undefined) return declaration;
    // What Coolify draws has a magic name, so that a plain one is for something outside, such as a mail server.
    const { description, generate: _, ...rest } = declaration;
    const begins = this.#begins.get(name) ?? (this.#needed.has(name) ? undefined : "");
    if (begins === undefined) return { ...(description && { description }), ...rest };
    if (declaration.type === "number") return begins === "" ? declaration : { ...rest, default: Number(begins) };
    return Object.keys(rest).length === 0 ? begins : { ...rest, default: begins };
  }
}
