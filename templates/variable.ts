import type { z } from "zod";
import type { Diagnosed, Diagnostic, ValuePath } from "../constructs/diagnostic.ts";
import { showValue } from "../constructs/validation/show-value.ts";
import { GENERATE_KINDS, VARIABLE_NAME, VariableDeclaration } from "./definition.ts";
import { type Drawing, drawing } from "./generate.ts";
import { LIMIT } from "./limits.ts";
import { patternProblem } from "./pattern.ts";
import { type SchemaWords, schemaDiagnostics } from "./schema-diagnostics.ts";
import { soundsSecret } from "./secret-name.ts";
import { checkValue } from "./variable-check.ts";

export type Scalar = string | number | boolean;
export type VariableType = "string" | "number" | "boolean";

/** A declared variable, whatever form it was declared in. */
export interface Variable {
  readonly name: string;
  readonly type: VariableType;
  readonly secret: boolean;
  readonly default?: Scalar;
  readonly generate?: Drawing;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly choices?: readonly Scalar[];
  readonly label?: string;
  readonly description?: string;
  /** A value as it might look; never used by itself. */
  readonly example?: Scalar;
  /** Its value is a secret that is kept, see `EvaluationInput.secretNames`. */
  readonly kept?: true;
}

const WORDS: SchemaWords = {
  keys: Object.keys(VariableDeclaration.shape),
  allowed: {
    "": "a default value, or an object with type, default, description…",
    type: "one of string, number, boolean",
    default: "text, a number, true or false",
    secret: "true or false",
    generate: `true, how many characters (8 to 256), or { "kind": one of ${GENERATE_KINDS.join(", ")} }`,
    kind: `one of ${GENERATE_KINDS.join(", ")}`,
    length: "a whole number from 8 to 256",
    choices: "a list of 1 to 200 values",
    pattern: `a regular expression of at most ${LIMIT.pattern} characters`,
    minimum: "a number",
    maximum: "a number",
    label: "text",
    description: "text",
    example: "text, a number, true or false",
  },
};

export interface Variables {
  readonly declared: ReadonlyMap<string, Variable>;
  /** Names whose declaration has errors: known, but without a value. */
  readonly broken: ReadonlySet<string>;
}

const NO_NAMES: ReadonlySet<string> = new Set();

export const NO_VARIABLES: Variables = { declared: new Map(), broken: new Set() };

/**
 * Reads the `variables` of a definition and says everything that is wrong with them.
 *
 * @param secretNames see `EvaluationInput.secretNames`
 */
export function declareVariables(
  raw: unknown,
  secretNames: ReadonlySet<string> = NO_NAMES,
): Required<Diagnosed<Variables>> {
  const declared = new Map<string, Variable>();
  const broken = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  if (raw !== undefined && (typeof raw !== "object" || raw === null || Array.isArray(raw))) {
    return {
      value: { declared, broken },
      diagnostics: [
        error(["variables"], "wrong-type", "variables stand in an object by name", {
          got: showValue(raw),
          allowed: '{ "name": "default" }',
        }),
      ],
    };
  }
  const entries = Object.entries(raw ?? {});
  if (entries.length > LIMIT.variables) {
    diagnostics.push(error(["variables"], "too-many", `there are more than ${LIMIT.variables} variables`));
  }
  for (const [name, declaration] of entries.slice(0, LIMIT.variables)) {
    const variable = declareVariable(name, declaration, secretNames.has(name));
    diagnostics.push(...variable.diagnostics);
    if (variable.value) declared.set(name, variable.value);
    else broken.add(name);
  }
  return { value: { declared, broken }, diagnostics };
}

function declareVariable(name: string, raw: unknown, isKept: boolean): Diagnosed<Variable> {
  const path = ["variables", name];
  if (!VARIABLE_NAME.test(name)) {
    return failed(
      error(path, "invalid-name", "this cannot be the name of a variable", {
        got: showValue(name),
        allowed: "up to 64 letters, digits and _, not starting with a digit",
      }),
    );
  }
  const parsed = VariableDeclaration.safeParse(isScalar(raw) ? { default: raw } : raw);
  if (!parsed.success) {
    const hidden = isKept || soundsSecret(name);
    return {
      diagnostics: schemaDiagnostics(parsed.error, raw, path, WORDS).map((one) => (hidden ? withoutGot(one) : one)),
    };
  }
  const variable = normalise(name, isKept ? { ...parsed.data, secret: true } : parsed.data);
  const diagnostics = [...contradictions(variable, parsed.data, path), ...valueProblems(variable, path)];
  if (diagnostics.length > 0) return { diagnostics };
  return { value: isKept ? { ...variable, kept: true } : variable, diagnostics };
}

function normalise(name: string, declaration: z.infer<typeof VariableDeclaration>): Variable {
  const { type, generate, secret, ...rest } = declaration;
  const { default: value, choices, example } = declaration;
  const resolved = type ?? typeOf(value ?? choices?.[0] ?? example) ?? "string";
  const draws = generate === undefined ? undefined : drawing(generate);
  const drawnSecret = draws !== undefined && draws.kind !== "uuid";
  return {
    name,
    type: resolved,
    secret: secret ?? (resolved === "string" && (drawnSecret || soundsSecret(name))),
    ...rest,
    ...(draws && { generate: draws }),
  };
}

/** Rules that one key alone cannot break. */
function contradictions(
  variable: Variable,
  declaration: z.infer<typeof VariableDeclaration>,
  path: ValuePath,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  const wrong = (key: string, message: string, more: Partial<Diagnostic> = {}) =>
    found.push(error([...path, key], "contradiction", message, more));
  const { type } = variable;
  if (variable.secret && type !== "string") {
    const kept =
      declaration.secret === true ? "" : `the value of ${JSON.stringify(variable.name)} is kept as a secret, and `;
    wrong("secret", `${kept}only a string can be secret`, { got: `type ${type}` });
  }
  if (variable.generate && type !== "string")
    wrong("generate", "only a string can be generated", { got: `type ${type}` });
  if (variable.generate && variable.default !== undefined) {
    wrong("default", "a generated variable takes no default", { fix: "remove generate or default" });
  }
  if (variable.pattern !== undefined && type !== "string") wrong("pattern", "only a string can have a pattern");
  const problem = variable.pattern === undefined ? undefined : patternProblem(variable.pattern);
  if (problem) wrong("pattern", `this is not a regular expression: ${problem}`);
  for (const key of ["minimum", "maximum"] as const) {
    if (declaration[key] !== undefined && type !== "number") wrong(key, `only a number can have a ${key}`);
  }
  if ((variable.minimum ?? -Infinity) > (variable.maximum ?? Infinity)) wrong("minimum", "is greater than the maximum");
  variable.choices?.forEach((choice, index) => {
    if (typeof choice === type) return;
    found.push(
      error([...path, "choices", index], "wrong-type", "is not of the variable's type", {
        got: variable.secret ? "a secret value" : showValue(choice),
        allowed: `a ${type}`,
      }),
    );
  });
  return found;
}

/** Its default and its example are values it takes. */
function valueProblems(variable: Variable, path: ValuePath): Diagnostic[] {
  return (["default", "example"] as const).flatMap((key) => {
    const value = variable[key];
    return value === undefined ? [] : checkValue(variable, value, [...path, key]);
  });
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function typeOf(value: Scalar | undefined): VariableType | undefined {
  return value === undefined ? undefined : (typeof value as VariableType);
}

function withoutGot({ got: _, ...diagnostic }: Diagnostic): Diagnostic {
  return diagnostic;
}

function failed(diagnostic: Diagnostic): Diagnosed<never> {
  return { diagnostics: [diagnostic] };
}

function error(path: ValuePath, code: string, message: string, more: Partial<Diagnostic> = {}): Diagnostic {
  return { severity: "error", code, message, path, ...more };
}
