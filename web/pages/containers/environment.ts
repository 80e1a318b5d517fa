import { parse } from "jsonc-parser";
import type { Schema } from "../../../api/client/types.ts";

/** One variable of a container's environment, as the definition writes it. */
export interface EnvironmentEntry {
  readonly name: string;
  /** Text and what stands for a value in it, in order. */
  readonly pieces: readonly Piece[];
  /** The environment group it comes from; undefined: it is the container's own. */
  readonly group?: string;
  /** The zone it is different in. */
  readonly zone?: string;
}

export type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "secret" | "variable"; readonly name: string }
  | { readonly kind: "expression"; readonly text: string };

type Values = Readonly<Record<string, unknown>>;

/** What a JSON definition writes, its blanks not filled in; undefined: it cannot be read. */
export function readDefinition(text: string): unknown {
  return parse(text, [], { allowTrailingComma: true }) ?? undefined;
}

/**
 * The environment of a container, by name: a later group wins over an earlier one, its own over all groups.
 *
 * @param spec a definition as it is written, or the spec it evaluates to: values of secrets are in neither
 * @param secrets names of variables that are secrets
 */
export function environmentOf(
  spec: unknown,
  container: string,
  secrets: ReadonlySet<string>,
): readonly EnvironmentEntry[] {
  const found = list(member(spec, "containers")).find((one) => member(one, "name") === container);
  const entries = new Map<string, EnvironmentEntry>();
  const add = (values: unknown, from: Pick<EnvironmentEntry, "group" | "zone">) => {
    for (const [name, value] of Object.entries(record(values))) {
      entries.set(`${from.zone ?? ""} ${name}`, { name, pieces: piecesOf(textOf(value), secrets), ...from });
    }
  };
  for (const group of list(member(found, "environmentFrom"))) {
    if (typeof group === "string") add(member(spec, "environmentGroups", group), { group });
  }
  add(member(found, "environment"), {});
  for (const [zone, differs] of Object.entries(record(member(found, "options", "zones")))) {
    add(member(differs, "environment"), { zone });
  }
  return [...entries.values()].sort((one, other) =>
    one.name === other.name ? ((one.zone ?? "") < (other.zone ?? "") ? -1 : 1) : one.name < other.name ? -1 : 1,
  );
}

/** Names of the variables of a project, and of the definition, that are secrets. */
export function secretNamesOf(spec: unknown, variables: readonly Schema<"Variable">[]): ReadonlySet<string> {
  const declared = Object.entries(record(member(spec, "variables"))).flatMap(([name, declaration]) =>
    isSecret(declaration) ? [name] : [],
  );
  return new Set([...declared, ...variables.flatMap(({ name, secret }) => (secret ? [name] : []))]);
}

function isSecret(declaration: unknown): boolean {
  const secret = member(declaration, "secret");
  return secret === true || (secret !== false && member(declaration, "generate") !== undefined);
}

/** References to secrets, expressions, and blanks `$name` and `${name}`; `$$` is a dollar. */
const PARTS =
  /⟦secret:([A-Za-z_][\w.-]{0,127})[^⟧]{0,60}⟧|(\$?\$\{\{[^}]{0,500}\}\})|(\$\$)|\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/gu;

function piecesOf(text: string, secrets: ReadonlySet<string>): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  const say = (said: string) => {
    const last = pieces.at(-1);
    if (last?.kind === "text") pieces[pieces.length - 1] = { kind: "text", text: last.text + said };
    else if (said) pieces.push({ kind: "text", text: said });
  };
  for (const match of text.matchAll(PARTS)) {
    const [all, reference, expression, dollar, plain, braced] = match;
    say(text.slice(from, match.index));
    from = match.index + all.length;
    const name = plain ?? braced ?? "";
    if (reference) pieces.push({ kind: "secret", name: reference });
    else if (expression) pieces.push({ kind: "expression", text: expression });
    else if (dollar) say("$");
    else pieces.push({ kind: secrets.has(name) ? "secret" : "variable", name });
  }
  say(text.slice(from));
  return pieces;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? "");
}

function member(value: unknown, ...steps: readonly string[]): unknown {
  let found = value;
  for (const step of steps) found = Object.hasOwn(record(found), step) ? record(found)[step] : undefined;
  return found;
}

function record(value: unknown): Values {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Values) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
