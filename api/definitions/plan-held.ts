import { type Diagnostic, hasErrors } from "../../constructs/diagnostic.ts";
import { previewProject, type ZonePreview } from "../../engine/preview.ts";
import { ZoneError } from "../../engine/zone-client.ts";
import type { Evaluation } from "../../templates/evaluation.ts";
import type { Platform } from "../platform.ts";
import { contextOfZone } from "../zones/connections.ts";
import { evaluateHeld } from "./evaluate-held.ts";
import { EvaluationSlots } from "./evaluation-slots.ts";
import { passingValues } from "./generated-values.ts";
import type { HeldDefinition } from "./held-definition.ts";
import { projectKey } from "./project-key.ts";
import { deployZones, requireClaims, type ZoneOfProject } from "./zones-of-project.ts";

export interface PlanContext {
  readonly project: { readonly id: string; readonly name: string; readonly dataKey: string };
  readonly platform: Platform;
  /** Zones that the project has claims in; at least one. */
  readonly claimed: readonly ZoneOfProject[];
  /** Names of zones to plan for. Default: those that the definition names, else all claimed */
  readonly wanted?: readonly string[] | undefined;
  readonly signal?: AbortSignal;
}

/** Each plan reads a whole namespace: this many at the same time. */
const plans = new EvaluationSlots(8);
/** ms after which a zone that does not answer is away. */
const PATIENCE = 20_000;

/**
 * What deploying a definition would change in each of its zones. Writes nothing, not even values that it generates. What
 * is wrong with a definition or a zone stands in the zone's errors.
 *
 * @throws Problem "invalid" for a zone that is wanted and has no claim; "unavailable" when too many wait
 */
export async function planHeld(held: HeldDefinition, context: PlanContext): Promise<ZonePreview[]> {
  const { project, claimed, wanted, signal } = context;
  const [first] = claimed;
  if (!first) return [];
  if (wanted) requireClaims(claimed, wanted);
  const ofFirst = await evaluateIn(first, held, context);
  const named = deployZones(claimed, wanted ?? ofFirst.value?.zones ?? []);
  if (!named.value) return claimed.map((zone) => failed(zone, named.diagnostics));
  const previews: Promise<ZonePreview>[] = [];
  for (const zone of named.value) {
    const { value, diagnostics } = zone === first ? ofFirst : await evaluateIn(zone, held, context);
    const preview = value
      ? plans.run(project.id, () => previewIn(zone, value, context), { patient: true, ...(signal && { signal }) })
      : Promise.resolve(failed(zone, diagnostics.filter(isError)));
    // Awaited only after the next evaluation: until then nobody may take its failure for an unhandled one.
    preview.catch(() => {});
    previews.push(preview);
  }
  return Promise.all(previews);
}

async function evaluateIn({ row, claim }: ZoneOfProject, held: HeldDefinition, context: PlanContext) {
  const { project, platform, signal } = context;
  const { value, diagnostics } = await evaluateHeld(held, {
    project,
    platform,
    zone: contextOfZone(row, claim),
    generated: passingValues(platform.database, project, projectKey(platform, project)),
    ...(signal && { signal }),
  });
  return { ...(value && !hasErrors(diagnostics) && { value }), diagnostics };
}

async function previewIn(
  { row, claim }: ZoneOfProject,
  evaluation: Evaluation,
  { platform, project }: PlanContext,
): Promise<ZonePreview> {
  let timer: NodeJS.Timeout | undefined;
  const away = new Promise<ZonePreview>((resolve) => {
    timer = setTimeout(() => {
      const message = `zone "${row.name}" has not answered within ${PATIENCE / 1000} s`;
      resolve({ zone: row.name, errors: [{ severity: "error", code: "zone-unreachable", message }] });
    }, PATIENCE);
  });
  const preview = previewProject({
    zones: [platform.zones.zone(row, claim)],
    evaluate: async () => evaluation,
    key: projectKey(platform, project),
    connect: () => connect(platform, row),
  });
  try {
    return await Promise.race([away, preview.then(([one]) => one as ZonePreview)]);
  } finally {
    clearTimeout(timer);
  }
}

/** What keeps us from a zone may name files and addresses of ours; an error of the zone's own is told as it is. */
async function connect(platform: Platform, row: ZoneOfProject["row"]) {
  try {
    return await platform.zones.client(row);
  } catch (error) {
    if (error instanceof ZoneError) throw error;
    platform.log.warn({ zone: row.name, err: error }, "a zone cannot be connected to");
    throw new ZoneError(row.name, "unreachable", `zone "${row.name}" cannot be reached`);
  }
}

function failed({ row }: ZoneOfProject, errors: readonly Diagnostic[]): ZonePreview {
  return { zone: row.name, errors };
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}
