import { createHash } from "node:crypto";
import { type Kysely, sql } from "kysely";
import { EXAMPLE_ZONE } from "../../templates/example-zone.ts";
import type { Database } from "../database/tables.ts";
import { examineDefinition } from "../definitions/check-definition.ts";
import { layOutTree, svgOfGraph, type Theme } from "../definitions/drawings.ts";
import { readHeld } from "../definitions/held-definition.ts";
import { type ZoneOfProject, zonesOfProject } from "../definitions/zones-of-project.ts";
import { conflict, invalid, mistake, notFound } from "../http/problem.ts";
import type { ProjectAccess } from "../identity/project-access.ts";
import type { Platform } from "../platform.ts";
import { ViewCache } from "../view-cache.ts";
import { type DiagramView, viewDiagram } from "../views/diagram.ts";
import { viewTree } from "../views/tree.ts";

/** Of which project and zone a view is. */
export interface ViewRequest {
  readonly database: Kysely<Database>;
  readonly platform: Platform;
  readonly project: ProjectAccess;
  /** Name of a zone that the project has a claim in. Default: the first by name, an example when there is none */
  readonly zone: string | undefined;
}

const cache = new ViewCache();

/**
 * The tree of a project's current definition in a zone; examples stand for variables without a value.
 *
 * @throws Problem "not-found" when there is no definition, "invalid" when it has errors there or there is no claim,
 * "conflict" when no example fits for a value that is missing
 */
export async function treeView(request: ViewRequest) {
  const place = await placeOf(request);
  return treeAt(place, request);
}

/** The same laid out as a diagram. */
export async function diagramView(request: ViewRequest, groupByTag: boolean): Promise<DiagramView> {
  const place = await placeOf(request);
  return diagramAt(place, request, groupByTag);
}

/** The same as an SVG. */
export async function diagramSvg(request: ViewRequest, groupByTag: boolean, theme: Theme): Promise<string> {
  const place = await placeOf(request);
  return cache.get(`svg ${theme} ${groupByTag} ${place.key}`, async () =>
    // It was laid out without a previous layout, so that it begins there.
    svgOfGraph(request.project.id, { x: 0, y: 0, ...(await diagramAt(place, request, groupByTag)) }, theme),
  );
}

interface Place {
  /** Names everything that a view depends on. */
  readonly key: string;
  /** The zone of the view first. */
  readonly claimed: readonly ZoneOfProject[];
}

/** None of what is made for one caller ends with that caller's connection: others may wait for the same. */
function treeAt({ key, claimed }: Place, { database, platform, project }: ViewRequest) {
  return cache.get(`tree ${key}`, async () => {
    const current = await readHeld(database, project);
    if (!current) throw notFound("definition of project", project.name);
    const { valid, evaluation, diagnostics, missing } = await examineDefinition(current.held, {
      project,
      platform,
      claimed,
    });
    if (!evaluation && valid)
      throw conflict(`it cannot be shown before ${missing.join(", ")} has a value or an example`);
    if (!evaluation) throw invalid(diagnostics);
    return { view: viewTree(evaluation.tree, missing), drawn: { ...evaluation.tree, manifests: [] } };
  });
}

function diagramAt(place: Place, request: ViewRequest, groupByTag: boolean): Promise<DiagramView> {
  return cache.get(`diagram ${groupByTag} ${place.key}`, async () => {
    const { drawn } = await treeAt(place, request);
    return viewDiagram(await layOutTree(request.project.id, drawn, { groupByTag }));
  });
}

async function placeOf({ database, project, zone }: ViewRequest): Promise<Place> {
  if (project.definitionVersion === 0) throw notFound("definition of project", project.name);
  const [claimed, values] = await Promise.all([zonesOfProject(database, project), stateOfValues(database, project.id)]);
  const wanted = zone === undefined ? claimed[0] : claimed.find(({ row }) => row.name === zone);
  if (zone !== undefined && !wanted) {
    throw mistake(["zone"], "no-claim", `the project has no claim in zone ${JSON.stringify(zone)}`, "claim it first");
  }
  const others = claimed.filter((one) => one !== wanted);
  const zones = claimed.map(({ row, claim }) => [row.id, row.version, row.name, claim]);
  const key = createHash("sha256")
    .update(JSON.stringify([project.id, project.definitionVersion, values, wanted?.row.id ?? EXAMPLE_ZONE.name, zones]))
    .digest("base64url");
  return { key, claimed: wanted ? [wanted, ...others] : [] };
}

/** Changes with every variable and every value that is generated. */
async function stateOfValues(database: Kysely<Database>, projectId: string): Promise<string> {
  const { rows } = await sql<{ state: string }>`
    select coalesce((select md5(string_agg(name || ' ' || version || ' ' || updated_at, ',' order by name))
      from variables where project_id = ${projectId}), '')
    || ' ' || (select count(*) from generated_values where project_id = ${projectId}) as state`.execute(database);
  return rows[0]?.state ?? "";
}
