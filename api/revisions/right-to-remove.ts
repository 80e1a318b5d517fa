import type { Kysely } from "kysely";
import type { Database, HeldNames } from "../database/tables.ts";
import { currentDefinition } from "../definitions/current-definition.ts";
import { requireRightToRemove } from "../definitions/names-in.ts";
import type { ProjectAccess } from "../identity/project-access.ts";

/** Refuses to put a definition in place of the current one that removes something, when its caller may not. */
export async function requireRightToReplace(
  database: Kysely<Database>,
  project: ProjectAccess,
  names: HeldNames,
): Promise<void> {
  const current = await currentDefinition(database, project);
  requireRightToRemove(project, current?.names, names);
}

/**
 * Refuses to deploy what removes something, when its caller may not. What the current definition leaves out was left out by
 * somebody who may; but by other values of its variables it may hold less than it did when it was saved.
 */
export async function requireRightToDeploy(
  database: Kysely<Database>,
  project: ProjectAccess,
  names: HeldNames,
): Promise<void> {
  const [current, deployed] = await Promise.all([
    currentDefinition(database, project),
    database
      .selectFrom("revisions")
      .select("names")
      .where("project_id", "=", project.id)
      .where("number", "=", project.lastRevision)
      .executeTakeFirst(),
  ]);
  if (!current || !deployed) return;
  const { containers, volumes } = deployed.names;
  const before = {
    containers: containers.filter((name) => current.names.containers.includes(name)),
    volumes: volumes.filter((name) => current.names.volumes.includes(name)),
  };
  requireRightToRemove(project, before, names);
}
