import { type Diagnosed, type Diagnostic, hasErrors } from "../constructs/diagnostic.ts";
import { SECRET_REFERENCE } from "../constructs/secret-reference.ts";
import { validateSpec } from "../constructs/validate-spec.ts";
import { withoutOwnKeys } from "./definition-keys.ts";
import type { EvaluationInput } from "./evaluation.ts";
import { place, startOf } from "./locator.ts";
import type { OpenDefinition } from "./open-definition.ts";
import { findForbidden } from "./plain-value.ts";
import { readSource } from "./source.ts";
import { openTypeScript } from "./typescript.ts";
import { declareVariables, type Variable, type Variables } from "./variable.ts";
import { chooseValues, drawPending, provide, undeclaredValues, type Values } from "./variable-values.ts";

export interface TypeScriptAsJson {
  readonly text: string;
  /** Names of the variables whose values it has taken; those of its secrets are still to be given. */
  readonly filled: readonly string[];
}

/**
 * A TypeScript definition as JSON that says the same, for whoever must not run it: what it returns for a zone, with its
 * secrets as blanks. Its other variables have the values they have here.
 *
 * A definition that builds constructs has no such JSON: that is an error.
 */
export async function typescriptAsJson(
  input: Pick<EvaluationInput, "file" | "zone" | "variables" | "generated" | "signal">,
): Promise<Diagnosed<TypeScriptAsJson>> {
  const source = await readSource(input);
  if (!source.value) return { diagnostics: source.diagnostics };
  const opened = await openTypeScript(source.value, input);
  const definition = opened.value;
  if (!definition) return { diagnostics: place(opened.diagnostics, startOf(input.file)) };
  try {
    const { value, diagnostics } = await convert(definition, input);
    const placed = place([...opened.diagnostics, ...diagnostics], definition.locator);
    return { diagnostics: placed, ...(value && !hasErrors(placed) && { value }) };
  } finally {
    definition.close();
  }
}

async function convert(
  definition: OpenDefinition,
  { zone, variables, generated }: Pick<EvaluationInput, "zone" | "variables" | "generated">,
): Promise<Diagnosed<TypeScriptAsJson>> {
  const declared = declareVariables(definition.variables);
  const { values, diagnostics } = chooseOpen(declared.value, variables);
  provide(values, zone, {});
  const names = await definition.names(values);
  provide(values, zone, { project: asText(names.project), network: asText(names.network) });
  const drawn = await drawPending(values, asText(names.project) ?? "", generated, ({ secret }) => !secret);
  const told = [...declared.diagnostics, ...diagnostics, ...drawn];
  if (hasErrors(told)) return { diagnostics: told };
  const built = await definition.build(values);
  told.push(...built.diagnostics);
  if (built.value?.tree) return { diagnostics: [...told, buildsConstructs()] };
  if (!built.value) return { diagnostics: told };
  const secrets = [...[...declared.value.declared.values()].filter(({ secret }) => secret), ...ofBuild(built.value)];
  const { spec, diagnostics: own } = withoutOwnKeys(built.value.value);
  const forbidden = findForbidden(spec, new Set(secrets.map(({ name }) => name)));
  const known = [...openNames(declared.value), ...secrets.map(({ name }) => name)];
  told.push(...undeclaredValues(variables, known));
  told.push(...own, ...forbidden, ...(forbidden.length > 0 ? [] : validateSpec(spec).diagnostics));
  if (hasErrors(told)) return { diagnostics: told };
  const text = `${JSON.stringify(asDefinition(spec, secrets), null, 2)}\n`;
  return { value: { text, filled: openNames(declared.value) }, diagnostics: told };
}

/** Values of all but the secrets, which are references whatever they are. */
function chooseOpen(
  { declared, broken }: Variables,
  given: Readonly<Record<string, string>>,
): { values: Values; diagnostics: Diagnostic[] } {
  const open = new Map([...declared].filter(([, { secret }]) => !secret));
  const secrets = new Map(
    [...declared].flatMap(([name, one]) => (one.secret ? [[name, { ...one, generate: DRAWN }] as const] : [])),
  );
  const { value: chosen, diagnostics } = chooseValues({ declared: open, broken }, given);
  const { value: references } = chooseValues({ declared: secrets, broken: new Set() }, {});
  for (const [name, reference] of references.replacements) chosen.replacements.set(name, reference);
  return { values: { ...chosen, declared }, diagnostics: [...diagnostics] };
}

/** How it is drawn does not matter: nobody asks for it here. */
const DRAWN = { kind: "password", length: 32 } as const;

function openNames({ declared }: Variables): string[] {
  return [...declared.values()].filter(({ secret }) => !secret).map(({ name }) => name);
}

function ofBuild({ secrets }: { readonly secrets: Variables }): Variable[] {
  return [...secrets.declared.values()];
}

function asDefinition(spec: unknown, secrets: readonly Variable[]): Record<string, unknown> {
  const declarations = secrets.map(({ name, generate, kept: _, ...declaration }) => [
    name,
    { ...declaration, ...(generate && { generate: asGenerate(generate) }) },
  ]);
  return {
    ...(withBlanks(spec) as Record<string, unknown>),
    ...(declarations.length > 0 && { variables: Object.fromEntries(declarations) }),
  };
}

function asGenerate({ kind, length, bytes }: NonNullable<Variable["generate"]>) {
  return { kind, ...(bytes === undefined ? { length } : { bytes }) };
}

/** An expression, which means the same in both, or a dollar that JSON would take for a blank. */
const DOLLAR = /\$?\$\{\{[^{}]{0,300}\}\}|\$/g;

function withBlanks(value: unknown): unknown {
  if (typeof value === "string") {
    return value
      .replace(DOLLAR, (found) => (found === "$" ? "$$" : found))
      .replace(SECRET_REFERENCE, (_, name: string) => `\${${name}}`);
  }
  if (Array.isArray(value)) return value.map(withBlanks);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withBlanks(inner)]));
}

function buildsConstructs(): Diagnostic {
  return {
    severity: "error",
    code: "builds-constructs",
    message: "this definition builds constructs, and the platform runs nobody's TypeScript",
    fix: "return the project as a plain object, write it in JSON or Jsonnet, or deploy it from here with --local",
  };
}

function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
