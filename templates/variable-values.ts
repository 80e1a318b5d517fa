import type { Diagnosed, Diagnostic } from "../constructs/diagnostic.ts";
import { didYouMean, nearestName } from "../constructs/nearest-name.ts";
import { secretReference } from "../constructs/secret-reference.ts";
import type { ZoneContext } from "../constructs/zone-context.ts";
import type { GeneratedValues, Undeclared } from "./evaluation.ts";
import { draw } from "./generate.ts";
import type { Replacement } from "./substitute.ts";
import type { Scalar, Variable, Variables } from "./variable.ts";
import { checkValue } from "./variable-check.ts";

/** The values of a definition's variables, as far as they are known. */
export interface Values {
  readonly declared: ReadonlyMap<string, Variable>;
  /** What stands for `$name`; provided variables included. */
  readonly replacements: Map<string, Replacement>;
  /** Values of the secret ones. */
  readonly secrets: Map<string, string>;
  /** Declared as generated and not given: still to be drawn, once the project's name is known. */
  readonly pending: Variable[];
}

/** Names of variables that every definition has without declaring them; declaring one replaces it. */
export const PROVIDED = ["project", "zone", "city", "domain", "network"] as const;

/** Name of a project's network where the definition gives none. */
export const DEFAULT_NETWORK = "default";

/**
 * Chooses the value of every declared variable: the one given, else its default; those to be generated are left pending.
 * Says all values that are missing, wrong or given for a name that nobody declared.
 */
export function chooseValues(
  variables: Variables,
  given: Readonly<Record<string, string>>,
): Required<Diagnosed<Values>> {
  const values: Values = { declared: variables.declared, replacements: new Map(), secrets: new Map(), pending: [] };
  const diagnostics: Diagnostic[] = [];
  for (const name of variables.broken) values.replacements.set(name, { kind: "failed" });
  for (const variable of variables.declared.values()) {
    const chosen = chooseValue(variable, given);
    if (chosen.value !== undefined) setValue(values, variable, chosen.value);
    else if (variable.generate && chosen.diagnostics.length === 0) setPending(values, variable);
    else values.replacements.set(variable.name, { kind: "failed" });
    diagnostics.push(...chosen.diagnostics);
  }
  return { value: values, diagnostics };
}

/** Values given for names that no variable and no secret of the definition has. */
export function undeclaredValues(
  given: Readonly<Record<string, string>>,
  declared: Iterable<string>,
  severity: Undeclared = "error",
): Diagnostic[] {
  const names = [...declared];
  return Object.keys(given)
    .filter((name) => !names.includes(name))
    .map((name) => {
      const fix = didYouMean(nearestName(name, names));
      return {
        severity,
        code: "undeclared-variable",
        message: `a value was given for ${JSON.stringify(name)}, which is not a variable of this definition`,
        path: ["variables"],
        allowed: names.length > 0 ? names.join(", ") : "no variables are declared",
        ...(fix && { fix }),
      };
    });
}

/** Names that a definition gives and that its own strings may use. */
export interface GivenNames {
  readonly project?: string | undefined;
  readonly network?: string | undefined;
}

/** Adds the variables that every definition has, unless it declares them itself. */
export function provide(values: Values, zone: ZoneContext, names: GivenNames): void {
  const provided: Record<(typeof PROVIDED)[number], string | undefined> = {
    project: names.project,
    zone: zone.name,
    city: zone.city,
    domain: zone.domain,
    network: names.network ?? DEFAULT_NETWORK,
  };
  for (const [name, value] of Object.entries(provided)) {
    if (values.declared.has(name)) continue;
    values.replacements.set(name, value === undefined ? absent(name, zone) : { kind: "value", value });
  }
}

function absent(name: string, zone: ZoneContext): Replacement {
  const message = name === "project" ? "the project's name is not known here" : `zone ${zone.name} has no ${name}`;
  return { kind: "absent", message };
}

/** Draws, or fetches from where they are kept, the pending values that `choose` selects. */
export async function drawPending(
  values: Values,
  project: string,
  generated: GeneratedValues,
  choose: (variable: Variable) => boolean,
): Promise<Diagnostic[]> {
  const diagnostics: Diagnostic[] = [];
  for (const variable of values.pending.filter(choose)) {
    const { generate, name } = variable;
    if (!generate) continue;
    const value = await generated.get(project, name, () => draw(generate), variable.secret);
    const problems = checkValue(variable, value, ["variables", name]);
    diagnostics.push(...problems);
    if (problems.length === 0) setValue(values, variable, value);
  }
  return diagnostics;
}

function chooseValue(variable: Variable, given: Readonly<Record<string, string>>): Diagnosed<Scalar> {
  const path = ["variables", variable.name];
  if (Object.hasOwn(given, variable.name)) {
    const value = readScalar(variable, given[variable.name] as string);
    const diagnostics = checkValue(variable, value, path);
    return diagnostics.length > 0 ? { diagnostics } : { value, diagnostics };
  }
  if (variable.generate) return { diagnostics: [] };
  if (variable.default !== undefined) return { value: variable.default, diagnostics: [] };
  return {
    diagnostics: [
      {
        severity: "error",
        code: "missing-variable",
        message: `${JSON.stringify(variable.name)} has no value`,
        path,
        fix: `give one with --var ${variable.name}=…`,
      },
    ],
  };
}

/** Text from a command line as the variable's type; text that is of another type stays text and is told by the check. */
function readScalar({ type }: Variable, text: string): Scalar {
  if (type === "number" && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return Number(text);
  if (type === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}

function setValue(values: Values, variable: Variable, value: Scalar): void {
  const { name, secret } = variable;
  if (!secret) values.replacements.set(name, { kind: "value", value });
  else {
    values.replacements.set(name, { kind: "secret", reference: secretReference(name) });
    values.secrets.set(name, String(value));
  }
}

/** A secret can be referred to before it is drawn. */
function setPending(values: Values, variable: Variable): void {
  values.pending.push(variable);
  values.replacements.set(
    variable.name,
    variable.secret ? { kind: "secret", reference: secretReference(variable.name) } : { kind: "failed" },
  );
}
