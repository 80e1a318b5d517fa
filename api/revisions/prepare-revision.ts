import type { Kysely } from "kysely";
import { type Diagnostic, hasErrors } from "../../constructs/diagnostic.ts";
import type { Database } from "../database/tables.ts";
import { evaluateHeld } from "../definitions/evaluate-held.ts";
import { passingValues } from "../definitions/generated-values.ts";
import type { HeldDefinition } from "../definitions/held-definition.ts";
import { namesIn } from "../definitions/names-in.ts";
import { projectKey } from "../definitions/project-key.ts";
import { deployZones, type ZoneOfProject, zonesOfProject } from "../definitions/zones-of-project.ts";
import { conflict, invalid, mistake } from "../http/problem.ts";
import type { ProjectAccess } from "../identity/project-access.ts";
import type { Platform } from "../platform.ts";
import { contextOfZone } from "../zones/connections.ts";
import type { AcceptedSpec } from "./accept-revision.ts";

export interface PreparedRevision {
  readonly spec: AcceptedSpec;
  readonly zones: readonly { readonly id: string; readonly name: string }[];
}

export interface RevisionContext {
  readonly database: Kysely<Database>;
  readonly platform: Platform;
  readonly project: ProjectAccess;
  readonly signal: AbortSignal;
  /** Names of zones to deploy into. Default: those that the definition names, else all that the project has claims in */
  readonly wanted?: readonly string[] | undefined;
}

/**
 * Makes sure that a definition can be deployed into each of its zones, before anything is accepted. Writes nothing.
 *
 * @throws Problem "invalid" with everything that is wrong in any zone; "conflict" when the project has no zone
 */
export async function prepareRevision(held: HeldDefinition, context: RevisionContext): Promise<PreparedRevision> {
  const { database, project, wanted } = context;
  const claimed = await zonesOfProject(database, project);
  const [first] = claimed;
  if (!first) throw conflict(`project "${project.name}" has no zone to run in; claim one first`);
  const evaluated = await evaluateIn(first, held, context);
  const chosen = chooseZones(claimed, wanted ?? evaluated.zones, wanted !== undefined);
  for (const zone of chosen) if (zone !== first) await evaluateIn(zone, held, context);
  const spec = evaluated.spec;
  if (!spec) throw conflict("the definition builds no spec that the platform could keep");
  return {
    spec: { format: held.format, text: held.text, variables: held.variables, names: namesIn(spec) },
    zones: chosen.map(({ row }) => ({ id: row.id, name: row.name })),
  };
}

async function evaluateIn({ row, claim }: ZoneOfProject, held: HeldDefinition, context: RevisionContext) {
  const { platform, project, database, signal } = context;
  const { value, diagnostics } = await evaluateHeld(held, {
    project,
    platform,
    zone: contextOfZone(row, claim),
    generated: passingValues(database, project, projectKey(platform, project)),
    signal,
  });
  if (!value || hasErrors(diagnostics)) throw invalid(diagnostics.filter(isError));
  return value;
}

function chooseZones(
  claimed: readonly ZoneOfProject[],
  names: readonly string[],
  asked: boolean,
): readonly ZoneOfProject[] {
  const { value, diagnostics } = deployZones(claimed, names);
  if (value) return value;
  const unknown = names.find((name) => !claimed.some(({ row }) => row.name === name));
  if (!asked) throw invalid(diagnostics);
  throw mistake(["zones"], "no-claim", `the project has no claim in zone ${JSON.stringify(unknown)}`, "claim it first");
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}
