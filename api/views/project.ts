import { z } from "zod";
import type { UpdateState } from "../database/tables.ts";
import type { Permission } from "../identity/permissions.ts";
import { projectName, time, zoneName } from "../operations/names.ts";
import { PermissionName, viewPermissions } from "./permissions.ts";
import { UpdateView } from "./update.ts";
import { UpdateStateView } from "./update-event.ts";

export const ProjectView = z
  .strictObject({
    name: projectName,
    description: z.string(),
    tier: z.string().describe("What its claims are promised comes from it."),
    state: z
      .enum(["active", "deleting"])
      .describe("deleting: it is being removed from its zones and takes no changes."),
    zones: z.array(zoneName).describe("Zones that it has claims in."),
    revision: z.int().nullable().describe("The newest revision; null before the first."),
    definitionVersion: z.int().nullable().describe("Number of the current definition; null before the first."),
    permissions: z.array(PermissionName).describe("What the caller may do there."),
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: "Project" });

/** A project as lists show it: with what is told of its definition, and how it is in each of its zones. */
export const ListedProjectView = ProjectView.extend({
  containers: z.int().describe("How many its definition has."),
  tags: z.array(z.string()).describe("Of its containers, by name."),
  updates: z
    .array(
      z.strictObject({
        zone: zoneName,
        operation: z.enum(["up", "destroy"]),
        revision: z.int().nullable().describe("Null for destroy."),
        state: UpdateStateView,
        createdAt: time,
      }),
    )
    .describe("The last update in each zone, by zone; zones that nothing was ever deployed into are missing."),
}).meta({ id: "ListedProject" });

export type ProjectView = z.output<typeof ProjectView>;

export const ProjectDeletionView = z
  .strictObject({
    state: z.enum(["deleting", "deleted"]).describe("deleted: it was in no zone, so that it is gone already."),
    updates: z.array(UpdateView).describe("One for each zone that it is removed from."),
  })
  .meta({ id: "ProjectDeletion" });

/** What of a project's row, and around it, is shown. */
export interface ShownProject {
  readonly name: string;
  readonly description: string;
  readonly tier: string;
  readonly state: "active" | "deleting";
  readonly zones: readonly string[];
  readonly lastRevision: number;
  readonly definitionVersion: number;
  readonly permissions: Iterable<Permission>;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What is told of a project in a list, beside what it is. */
export interface ListedProject extends ShownProject {
  readonly containers: number;
  readonly tags: readonly string[];
  readonly updates: readonly LastUpdate[];
}

export interface LastUpdate {
  readonly zone: string;
  readonly operation: "up" | "destroy";
  readonly revision: number | null;
  readonly state: UpdateState;
  /** As PostgreSQL writes it in JSON. */
  readonly created_at: string;
}

export function viewListedProject(project: ListedProject): z.output<typeof ListedProjectView> {
  return {
    ...viewProject(project),
    containers: project.containers,
    tags: [...project.tags],
    updates: project.updates.map(({ zone, operation, revision, state, created_at }) => ({
      zone,
      operation,
      revision,
      state,
      createdAt: new Date(created_at).toISOString(),
    })),
  };
}

export function viewProject(project: ShownProject): ProjectView {
  const { name, description, tier, state, zones, lastRevision, definitionVersion } = project;
  return {
    name,
    description,
    tier,
    state,
    zones: [...zones],
    revision: lastRevision || null,
    definitionVersion: definitionVersion || null,
    permissions: viewPermissions(project.permissions),
    createdAt: project.createdAt.toISOString(),
    updatedAt: project.updatedAt.toISOString(),
  };
}
