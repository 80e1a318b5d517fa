import { compileSpec } from "../constructs/compile.ts";
import { type Diagnosed, type Diagnostic, formatPath, hasErrors } from "../constructs/diagnostic.ts";
import { secretNames as referencesIn } from "../constructs/secret-reference.ts";
import { ProjectSpec } from "../constructs/spec.ts";
import type { Tree } from "../constructs/tree.ts";
import { validateSpec } from "../constructs/validate-spec.ts";
import { withoutOwnKeys } from "./definition-keys.ts";
import type { Evaluate, Evaluation, EvaluationInput } from "./evaluation.ts";
import { LIMIT } from "./limits.ts";
import { place, startOf } from "./locator.ts";
import { openSource } from "./open.ts";
import type { Built, OpenDefinition } from "./open-definition.ts";
import { findForbidden } from "./plain-value.ts";
import { redact } from "./redact.ts";
import { readSource } from "./source.ts";
import { substitute } from "./substitute.ts";
import { declareVariables, type Variable, type Variables } from "./variable.ts";
import { chooseValues, drawPending, provide, undeclaredValues, type Values } from "./variable-values.ts";

/**
 * Evaluates a definition of any format for one zone: read, parse, declare variables, choose their values, build, fill in
 * the blanks, validate, compile. Says everything there is to say at once, each finding with a position.
 *
 * @throws the reason of `input.signal` when it is aborted
 */
export const evaluate: Evaluate = async (input) => {
  const source = await readSource(input);
  if (!source.value) return { diagnostics: source.diagnostics };
  const opened = await openSource(source.value, input);
  const definition = opened.value;
  if (!definition) {
    input.signal?.throwIfAborted();
    return { diagnostics: place(few(opened.diagnostics), startOf(input.file)) };
  }
  try {
    const evaluated = await evaluateOpen(definition, input);
    input.signal?.throwIfAborted();
    const diagnostics = place(few([...opened.diagnostics, ...evaluated.diagnostics]), definition.locator);
    if (!evaluated.value || hasErrors(diagnostics)) return { diagnostics };
    const { tree } = evaluated.value;
    const notes = place(tree.notes, definition.locator);
    return { value: { ...evaluated.value, tree: { ...tree, notes } }, diagnostics };
  } finally {
    definition.close();
  }
};

async function evaluateOpen(definition: OpenDefinition, input: EvaluationInput): Promise<Diagnosed<Evaluation>> {
  const found = new Findings();
  const declared = found.take(declareVariables(definition.variables, input.secretNames));
  const values = found.take(chooseValues(declared, input.variables));
  found.add(await provideNames(definition, values, input));

  const built = found.take(await definition.build(values));
  if (built) found.add(declareSecrets(built, declared, values, input));
  const spec = built && !built.tree ? found.take(readSpec(definition, built, values)) : undefined;
  const tree = built?.tree ?? (spec && !found.hasErrors() ? found.take(compileSpec(spec, input.zone)) : undefined);
  if (built && tree) found.add(undeclaredSecrets(tree, secretNames(values, built.secrets)));
  if (tree && !found.hasErrors())
    found.add(await drawPending(values, tree.project, input.generated, ({ secret }) => secret));

  const diagnostics = redact(found.all, values.secrets);
  if (!tree || hasErrors(diagnostics)) return { diagnostics };
  return { value: evaluation(tree, spec, built, values), diagnostics };
}

/** Variables that every definition has, and generated ones that are no secrets: both need the project's name. */
async function provideNames(
  definition: OpenDefinition,
  values: Values,
  { zone, generated }: EvaluationInput,
): Promise<Diagnostic[]> {
  provide(values, zone, {});
  const names = await definition.names(values);
  const [project, network] = [names.project, names.network].map((name) => filledName(definition, name, values));
  provide(values, zone, { project, network });
  const isOpen = ({ secret }: Variable) => !secret;
  if (isProjectName(project)) return drawPending(values, project, generated, isOpen);
  return values.pending.filter(isOpen).map(({ name }) => ({
    severity: "error",
    code: "not-generated",
    message: `${JSON.stringify(name)} cannot be generated: the name of the project, for which it is kept, is not known`,
    path: ["variables", name],
    fix: "give the project a name that does not depend on it",
  }));
}

function isProjectName(name: string | undefined): name is string {
  return ProjectSpec.shape.project.shape.name.safeParse(name).success;
}

function filledName({ fillsBlanks, locator }: OpenDefinition, name: unknown, values: Values): string | undefined {
  if (typeof name !== "string" || !fillsBlanks) return typeof name === "string" ? name : undefined;
  const { value, diagnostics } = substitute(name, values.replacements, locator);
  return diagnostics.length === 0 && value.unfilled.size === 0 ? String(value.value) : undefined;
}

/** Secrets that came up while building get their values like any variable; then it is known which names there are. */
function declareSecrets(built: Built, { broken }: Variables, values: Values, input: EvaluationInput): Diagnostic[] {
  const chosen = chooseValues(built.secrets, input.variables);
  for (const [name, value] of chosen.value.secrets) values.secrets.set(name, value);
  values.pending.push(...chosen.value.pending);
  const { secrets } = built;
  const names = [...values.declared.keys(), ...broken, ...secrets.declared.keys(), ...secrets.broken];
  return [...chosen.diagnostics, ...undeclaredValues(input.variables, names, input.undeclared)];
}

function readSpec(definition: OpenDefinition, { value, secrets }: Built, values: Values): Diagnosed<ProjectSpec> {
  const { spec, diagnostics } = withoutOwnKeys(value);
  const forbidden = findForbidden(spec, definition.holdsReferences ? secretNames(values, secrets) : new Set());
  if (forbidden.length > 0) return { diagnostics: [...diagnostics, ...forbidden] };
  const filled = definition.fillsBlanks
    ? substitute(spec, values.replacements, definition.locator)
    : { value: { value: spec, unfilled: new Set<string>() }, diagnostics: [] };
  const { value: complete, unfilled } = filled.value;
  const validated = validateSpec(complete);
  // What could not be filled in was told; that it is no image or name either says nothing new. Compiling a valid spec
  // says again what validating it did.
  const about = validated.diagnostics.filter(({ path = [] }) => !unfilled.has(formatPath(path)));
  return { ...validated, diagnostics: [...diagnostics, ...filled.diagnostics, ...(validated.value ? [] : about)] };
}

/** References that a program wrote itself instead of declaring a secret. */
function undeclaredSecrets({ manifests }: Tree, declared: ReadonlySet<string>): Diagnostic[] {
  return referencesIn(JSON.stringify(manifests))
    .filter((name) => !declared.has(name))
    .map((name) => ({
      severity: "error",
      code: "undeclared-secret",
      message: `${JSON.stringify(name)} is not a secret of this definition`,
      fix: `declare it with secret(${JSON.stringify(name)})`,
    }));
}

function secretNames({ declared }: Values, built: Variables): ReadonlySet<string> {
  const variables = [...declared.values()].filter(({ secret }) => secret).map(({ name }) => name);
  return new Set([...variables, ...built.declared.keys(), ...built.broken]);
}

function evaluation(tree: Tree, spec: ProjectSpec | undefined, built: Built | undefined, values: Values): Evaluation {
  return {
    ...(spec && { spec }),
    zones: spec?.zones ?? built?.zones ?? [],
    tree,
    secrets: values.secrets,
  };
}

/** Nobody reads thousands of findings, and a hostile definition makes any number of them. */
function few(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const left = diagnostics.length - LIMIT.problems;
  if (left <= 0) return diagnostics;
  const bySeverity = diagnostics.toSorted((a, b) => Number(b.severity === "error") - Number(a.severity === "error"));
  const rest: Diagnostic = { severity: "error", code: "too-many-problems", message: `and ${left} more problems` };
  return [...bySeverity.slice(0, LIMIT.problems), rest];
}

/** Collects diagnostics along the way, so that one error does not hide the next. */
class Findings {
  readonly all: Diagnostic[] = [];

  take<T>(diagnosed: Required<Diagnosed<T>>): T;
  take<T>(diagnosed: Diagnosed<T>): T | undefined;
  take<T>({ value, diagnostics }: Diagnosed<T>): T | undefined {
    this.add(diagnostics);
    return value;
  }

  add(diagnostics: readonly Diagnostic[]): void {
    this.all.push(...diagnostics);
  }

  hasErrors(): boolean {
    return hasErrors(this.all);
  }
}
