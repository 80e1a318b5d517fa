import { type Diagnosed, type Diagnostic, hasErrors } from "../../constructs/diagnostic.ts";
import type { Evaluation } from "../../templates/evaluation.ts";
import { exampleValues } from "../../templates/example-values.ts";
import { EXAMPLE_ZONE } from "../../templates/example-zone.ts";
import { readSource } from "../../templates/source.ts";
import type { HeldNames } from "../database/tables.ts";
import { invalid } from "../http/problem.ts";
import type { Platform } from "../platform.ts";
import { contextOfZone } from "../zones/connections.ts";
import { evaluateHeld, fileOf, type HeldContext, type StandIns } from "./evaluate-held.ts";
import { evaluationThreads } from "./evaluation-threads.ts";
import { passingValues } from "./generated-values.ts";
import type { HeldDefinition } from "./held-definition.ts";
import { namesIn } from "./names-in.ts";
import { projectKey } from "./project-key.ts";
import type { ZoneOfProject } from "./zones-of-project.ts";
import { deployZones } from "./zones-of-project.ts";

export interface CheckContext extends Pick<HeldContext, "project" | "signal" | "patient" | "turn"> {
  readonly platform: Pick<Platform, "secretKey" | "database">;
  /** Zones that the project has claims in. */
  readonly claimed: readonly ZoneOfProject[];
  /** Which of them it is evaluated for. Default: the first one */
  readonly zone?: string;
}

/** What there is to say about a definition, and what it makes as far as that is known. */
export interface ExaminedDefinition {
  /** Whether it can be saved: it has no errors but variables without a value. */
  readonly valid: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** Names of variables that still need a value: with any of them it cannot be deployed. They are among the notes. */
  readonly missing: readonly string[];
  /** What it holds by name. Absent: it has errors, or no example fits for a value that is missing */
  readonly names?: HeldNames;
  /** Made with examples for what is missing, for the first zone. Absent as `names` */
  readonly evaluation?: Evaluation;
}

/**
 * Checks a definition before it is saved: what is wrong with it is refused, but variables may still lack a value.
 *
 * @throws Problem "invalid" with every diagnostic; "unavailable" as `evaluateHeld`
 */
export async function checkDefinition(held: HeldDefinition, context: CheckContext): Promise<ExaminedDefinition> {
  const examined = await examineDefinition(held, context);
  if (!examined.valid) throw invalid(examined.diagnostics.toSorted(errorsFirst));
  return examined;
}

/** Everything there is to say about a definition, with what it makes when there are no errors. */
export async function examineDefinition(held: HeldDefinition, context: CheckContext): Promise<ExaminedDefinition> {
  const plain = await evaluateWith(NOTHING, held, context);
  if (plain.value) return examined(plain.value, plain.diagnostics, [], context.claimed);
  const isMissing = ({ code }: Diagnostic) => code === "missing-variable";
  const notes = plain.diagnostics.filter(isMissing).map(asNote);
  const missing = plain.diagnostics.filter(isMissing).map(({ path }) => String(path?.[1]));
  const others = plain.diagnostics.filter((one) => !isMissing(one));
  if (missing.length === 0 || hasErrors(others)) return { valid: false, missing, diagnostics: [...others, ...notes] };
  const standIns = await examplesFor(missing, held, context);
  const { value, diagnostics } = await evaluateWith(standIns, held, context);
  const found = diagnostics.filter((one) => !isMissing(one));
  if (value) return examined(value, [...found, ...notes], missing, context.claimed);
  // Examples may be at fault, so that what is wrong with them is no reason to refuse the definition.
  return { valid: true, missing, diagnostics: [...found.map(asWarning), ...notes] };
}

async function evaluateWith(
  standIns: StandIns,
  held: HeldDefinition,
  { project, platform, claimed, zone: wanted, signal, patient = false, turn = project.id }: CheckContext,
): Promise<Diagnosed<Evaluation>> {
  const first = wanted === undefined ? claimed[0] : claimed.find(({ row }) => row.name === wanted);
  return evaluateHeld(held, {
    project,
    platform,
    // What a project without a zone is checked for has everything that a zone can have.
    zone: first ? contextOfZone(first.row, first.claim) : EXAMPLE_ZONE,
    generated: passingValues(platform.database, project, projectKey(platform, project)),
    standIns,
    patient,
    turn,
    ...(signal && { signal }),
  });
}

function examined(
  evaluation: Evaluation,
  diagnostics: readonly Diagnostic[],
  missing: readonly string[],
  claimed: readonly ZoneOfProject[],
): ExaminedDefinition {
  const zones = claimed.length > 0 ? deployZones(claimed, evaluation.zones).diagnostics : [];
  const all = [...diagnostics, ...zones, ...evaluation.tree.notes];
  const { spec } = evaluation;
  if (!spec || hasErrors(all)) return { valid: false, missing, diagnostics: all };
  return { valid: true, evaluation, missing, names: namesIn(spec), diagnostics: all };
}

/** Values as they might look, for variables that have none. A secret takes any, as its form is not looked at. */
async function examplesFor(
  names: readonly string[],
  { format, text, variables }: HeldDefinition,
  { project, signal, patient = false, turn = project.id }: CheckContext,
): Promise<StandIns> {
  const { value: source } = await readSource({ file: fileOf(format), text });
  if (!source) return NOTHING;
  const secretNames = new Set(variables.filter(({ secret }) => secret).map(({ name }) => name));
  const { value: form = [] } = await evaluationThreads.form(turn, source, secretNames, {
    patient,
    ...(signal && { signal }),
  });
  const fields = form.filter(({ name }) => names.includes(name));
  const secret = fields.filter((field) => field.secret).map(({ name }) => name);
  const anything = Object.fromEntries(secret.map((name) => [name, "example"]));
  return { values: { ...anything, ...exampleValues(fields) }, secret };
}

function asNote({ path, code, position }: Diagnostic): Diagnostic {
  return {
    severity: "note",
    code,
    message: `${JSON.stringify(path?.[1])} still needs a value`,
    ...(path && { path }),
    ...(position && { position }),
    fix: "set the variable before you deploy",
  };
}

function asWarning({ severity, message, ...rest }: Diagnostic): Diagnostic {
  if (severity !== "error") return { severity, message, ...rest };
  return { ...rest, severity: "warning", message: `with examples for values that are missing: ${message}` };
}

function errorsFirst(one: Diagnostic, other: Diagnostic): number {
  return Number(other.severity === "error") - Number(one.severity === "error");
}

const NOTHING: StandIns = { values: {}, secret: [] };
