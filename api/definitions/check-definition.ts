import { type Diagnosed, type Diagnostic, hasErrors } from "../../constructs/diagnostic.ts";
import type { Evaluation } from "../../templates/evaluation.ts";
import { exampleValues } from "../../templates/example-values.ts";
import { EXAMPLE_ZONE } from "../../templates/example-zone.ts";
import { readSource } from "../../templates/source.ts";
import type { HeldNames } from "../database/tables.ts";
import { invalid } from "../http/problem.ts";
import type { Platform } from "../platform.ts";
import { contextOfZone } from "../zones/connections.ts";
import { evaluateHeld, fileOf, type HeldContext } from "./evaluate-held.ts";
import { evaluationThreads } from "./evaluation-threads.ts";
import { passingValues } from "./generated-values.ts";
import type { HeldDefinition } from "./held-definition.ts";
import { namesIn } from "./names-in.ts";
import { projectKey } from "./project-key.ts";
import type { ZoneOfProject } from "./zones-of-project.ts";
import { deployZones } from "./zones-of-project.ts";

export interface CheckContext extends Pick<HeldContext, "project" | "signal" | "patient"> {
  readonly platform: Pick<Platform, "secretKey" | "database">;
  /** Zones that the project has claims in. */
  readonly claimed: readonly ZoneOfProject[];
}

export interface CheckedDefinition {
  readonly names: HeldNames;
  /** Warnings and notes; variables that still need a value are among the notes. */
  readonly diagnostics: readonly Diagnostic[];
  /** Names of variables that still need a value: with any of them it cannot be deployed. */
  readonly missing: readonly string[];
  /** Made with stand-ins for what is missing, for the first zone. */
  readonly evaluation: Evaluation;
}

/** The same, of a definition that may have errors. */
export interface ExaminedDefinition extends Partial<Omit<CheckedDefinition, "diagnostics">> {
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks a definition before it is saved: what is wrong with it is refused, but variables may still lack a value.
 *
 * @throws Problem "invalid" with every diagnostic; "unavailable" as `evaluateHeld`
 */
export async function checkDefinition(held: HeldDefinition, context: CheckContext): Promise<CheckedDefinition> {
  const { diagnostics, names, missing, evaluation } = await examineDefinition(held, context);
  if (!names || !missing || !evaluation || hasErrors(diagnostics)) throw invalid(diagnostics);
  return { names, missing, evaluation, diagnostics };
}

/** Everything there is to say about a definition, with what it makes when there are no errors. */
export async function examineDefinition(held: HeldDefinition, context: CheckContext): Promise<ExaminedDefinition> {
  const plain = await evaluateWith({}, held, context);
  if (plain.value) return examined(plain.value, plain.diagnostics, [], context.claimed);
  const missing = plain.diagnostics.filter(({ code }) => code === "missing-variable");
  if (missing.length === 0) return plain;
  const names = missing.map(({ path }) => String(path?.[1]));
  const standIns = await examplesFor(names, held, context);
  const { value, diagnostics } = await evaluateWith(standIns, held, context);
  const others = diagnostics.filter(({ code }) => code !== "missing-variable");
  const notes = missing.map(asNote);
  if (value) return examined(value, [...others, ...notes], names, context.claimed);
  // A blank that no stand-in fits can only be tried out with its own value.
  return hasErrors(others) ? { diagnostics: [...others, ...notes] } : plain;
}

async function evaluateWith(
  standIns: Readonly<Record<string, string>>,
  held: HeldDefinition,
  { project, platform, claimed, signal, patient = false }: CheckContext,
): Promise<Diagnosed<Evaluation>> {
  const [first] = claimed;
  return evaluateHeld(held, {
    project,
    platform,
    // What a project without a zone is checked for has everything that a zone can have.
    zone: first ? contextOfZone(first.row, first.claim) : EXAMPLE_ZONE,
    generated: passingValues(platform.database, project, projectKey(platform, project)),
    standIns,
    patient,
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
  if (!spec || hasErrors(all)) return { diagnostics: all };
  return { evaluation, missing, names: namesIn(spec), diagnostics: all };
}

/** Values as they might look, for variables that have none. */
async function examplesFor(
  names: readonly string[],
  { format, text, variables }: HeldDefinition,
  { project, signal, patient = false }: CheckContext,
): Promise<Record<string, string>> {
  const { value: source } = await readSource({ file: fileOf(format), text });
  if (!source) return {};
  const secretNames = new Set(variables.filter(({ secret }) => secret).map(({ name }) => name));
  const { value: form = [] } = await evaluationThreads.form(project.id, source, secretNames, {
    patient,
    ...(signal && { signal }),
  });
  return exampleValues(form.filter(({ name }) => names.includes(name)));
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
