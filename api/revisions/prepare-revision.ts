import type { Kysely } from "kysely";
import type { Diagnostic } from "../../constructs/diagnostic.ts";
import type { Evaluation } from "../../templates/evaluation.ts";
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
 * @throws Problem "invalid" with everything that is wrong in any of them; "conflict" when the project has no zone
 */
export async function prepareRevision(held: HeldDefinition, context: RevisionContext): Promise<PreparedRevision> {
  const { database, project, wanted } = context;
  const claimed = await zonesOfProject(database, project);
  if (claimed.length === 0) throw conflict(`project "${project.name}" has no zone to run in; claim one first`);
  const evaluated = new EvaluatedZones(held, context);
  const chosen = chooseZones(claimed, wanted ?? (await namedZones(claimed, evaluated)), wanted !== undefined);
  const evaluations = [];
  for (const zone of chosen) evaluations.push(await evaluated.in(zone));
  const errors = evaluations.flatMap(({ errors }) => errors);
  if (errors.length > 0) throw invalid(withoutRepeats(errors));
  const spec = evaluations[0]?.value?.spec;
  if (!spec) throw conflict("the definition builds no spec that the platform could keep");
  return {
    spec: { format: held.format, text: held.text, variables: held.variables, names: namesIn(spec) },
    zones: chosen.map(({ row }) => ({ id: row.id, name: row.name })),
  };
}

interface EvaluatedZone {
  /** Absent when there are errors. */
  readonly value?: Evaluation;
  readonly errors: readonly Diagnostic[];
}

/** What a definition makes in each zone; evaluated once, and only where it is asked for. */
class EvaluatedZones {
  readonly #held: HeldDefinition;
  readonly #context: RevisionContext;
  readonly #known = new Map<string, Promise<EvaluatedZone>>();

  constructor(held: HeldDefinition, context: RevisionContext) {
    this.#held = held;
    this.#context = context;
  }

  in(zone: ZoneOfProject): Promise<EvaluatedZone> {
    const known = this.#known.get(zone.row.id) ?? this.#evaluate(zone);
    this.#known.set(zone.row.id, known);
    return known;
  }

  async #evaluate({ row, claim }: ZoneOfProject): Promise<EvaluatedZone> {
    const { platform, project, database, signal } = this.#context;
    const { value, diagnostics } = await evaluateHeld(this.#held, {
      project,
      platform,
      zone: contextOfZone(row, claim),
      generated: passingValues(database, project, projectKey(platform, project)),
      signal,
    });
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    if (errors.length > 0) return { errors };
    return value ? { value, errors } : { errors: diagnostics };
  }
}

/**
 * The zones that a definition names. It can be asked for them in any zone where it is right: it need not be in those that it
 * does not name. Where it is right nowhere every zone counts, so that everything is told.
 */
async function namedZones(claimed: readonly ZoneOfProject[], evaluated: EvaluatedZones): Promise<readonly string[]> {
  for (const zone of claimed) {
    const { value } = await evaluated.in(zone);
    if (value) return value.zones;
  }
  return [];
}

function withoutRepeats(errors: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(errors.map((error) => [JSON.stringify(error), error])).values()];
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
