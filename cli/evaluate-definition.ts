import { type Diagnostic, DiagnosticsError, hasErrors } from "../constructs/diagnostic.ts";
import type { ZoneContext } from "../constructs/zone-context.ts";
import type { Evaluation, EvaluationInput, GeneratedValues } from "../templates/evaluation.ts";
import type { Context, DefinitionOptions } from "./context.ts";
import { findDefinition } from "./find-definition.ts";
import { readVariables } from "./variables.ts";
import { zoneNames } from "./zones-in-use.ts";

/** A definition and what it evaluates to in each of its zones. */
export interface EvaluatedDefinition<Z> {
  /** Absolute path. */
  readonly file: string;
  readonly zones: readonly { readonly zone: Z; readonly evaluation: Evaluation }[];
  /** Warnings and notes of all zones, each once. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Where the zones of a command come from. */
export interface ZoneSource<Z> {
  byName(name: string): Promise<Z>;
  /** The zone in use when neither the command line nor the definition names one. */
  inUse(): Promise<Z>;
  contextOf(zone: Z): ZoneContext;
  /** The zone as its cluster says it is now; undefined when that is known already, or the cluster does not answer. */
  askAgain?(zone: Z): Promise<Z | undefined>;
}

/**
 * Finds the definition and evaluates it for each zone: those of `--zone`, else those the definition names, else the one in
 * use. `variables` stand in place of those of the command line. Throws `DiagnosticsError` with everything that is wrong in any zone.
 */
export async function evaluateDefinition<Z>(
  context: Context,
  options: DefinitionOptions,
  source: ZoneSource<Z>,
  chosen: { readonly variables?: Readonly<Record<string, string>>; readonly signal?: AbortSignal } = {},
): Promise<EvaluatedDefinition<Z>> {
  const file = findDefinition(context.cwd, options.file);
  const { variables = readVariables(context.cwd, options), signal } = chosen;
  const input = { file, variables, generated: keptValues(), ...(signal && { signal }) };
  const names = zoneNames(options.zone);
  const first = names ? await source.byName(names[0] as string) : await source.inUse();
  const evaluated = new Map([[nameOf(source, first), await evaluateFor(input, source, first)]]);
  const wanted = names ?? zonesOf(evaluated.values().next().value) ?? [nameOf(source, first)];
  for (const name of wanted) {
    if (!evaluated.has(name)) evaluated.set(name, await evaluateFor(input, source, await source.byName(name)));
  }
  const used = wanted.map((name) => evaluated.get(name) as ZoneAttempt<Z>);
  const diagnostics = eachOnce(used.flatMap((one) => one.diagnostics));
  if (hasErrors(diagnostics)) throw new DiagnosticsError(diagnostics);
  const zones = used.map(({ zone, evaluation }) => ({ zone, evaluation: evaluation as Evaluation }));
  return { file, zones, diagnostics };
}

interface ZoneAttempt<Z> {
  readonly zone: Z;
  readonly evaluation?: Evaluation;
  readonly diagnostics: readonly Diagnostic[];
}

async function evaluateFor<Z>(
  input: Omit<EvaluationInput, "zone">,
  source: ZoneSource<Z>,
  zone: Z,
): Promise<ZoneAttempt<Z>> {
  const attempt = await evaluateOnce(input, source, zone);
  if (!attempt.diagnostics.some(({ code }) => ANSWERED_BY_THE_ZONE.has(code))) return attempt;
  const fresh = await source.askAgain?.(zone);
  return fresh ? evaluateOnce(input, source, fresh) : attempt;
}

/** Findings that rest on what was known of a zone, which may be more by now. */
const ANSWERED_BY_THE_ZONE: ReadonlySet<string> = new Set(["zone-cannot", "own-addresses-unknown"]);

async function evaluateOnce<Z>(
  input: Omit<EvaluationInput, "zone">,
  source: ZoneSource<Z>,
  zone: Z,
): Promise<ZoneAttempt<Z>> {
  const { evaluate } = await import("../templates/evaluate.ts");
  const { value, diagnostics } = await evaluate({ ...input, zone: source.contextOf(zone) });
  const notes = value?.tree.notes ?? [];
  return { zone, ...(value && { evaluation: value }), diagnostics: [...diagnostics, ...notes] };
}

function nameOf<Z>(source: ZoneSource<Z>, zone: Z): string {
  return source.contextOf(zone).name;
}

function zonesOf(attempt: { readonly evaluation?: Evaluation } | undefined): readonly string[] | undefined {
  const zones = attempt?.evaluation?.zones ?? [];
  return zones.length ? [...new Set(zones)] : undefined;
}

/** What is said of a definition is mostly the same in all its zones. */
export function eachOnce(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(diagnostics.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic])).values()];
}

/** Generated values of the state folder, which is only touched when a definition has some. */
export function keptValues(): GeneratedValues {
  return {
    async get(project, variable, draw) {
      const { generatedValues } = await import("../engine/generated-values.ts");
      const { readSecretKey } = await import("../engine/secret-key.ts");
      return generatedValues(await readSecretKey()).get(project, variable, draw);
    },
  };
}
