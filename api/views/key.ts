import { z } from "zod";
import type { PersonsKeyRow } from "../identity/keys/persons-keys.ts";
import type { ProjectsKeyRow } from "../identity/keys/projects-keys.ts";
import { PermissionName, viewPermissions } from "./permissions.ts";

const facts = {
  id: z.string(),
  name: z.string(),
  start: z.string().describe("Its first characters, to know it by."),
  expiresAt: z.string().nullable(),
  lastUsedAt: z.string().nullable().describe("Up to some seconds late."),
  createdAt: z.string(),
  revokedAt: z.string().nullable(),
  madeByKey: z.string().nullable().describe("The key that made it, which it ends with."),
};
const key = z.string().describe("The whole key, shown this once.");

const persons = {
  ...facts,
  permissions: z.array(PermissionName).nullable().describe("What it may do at most; null: all that you may."),
  projects: z.array(z.string()).nullable().describe("The projects it is for; null: all of yours."),
};
export const KeyView = z.strictObject(persons).meta({ id: "Key" });
export const NewKeyView = z.strictObject({ ...persons, key }).meta({ id: "NewKey" });

const projects = {
  ...facts,
  permissions: z.array(PermissionName),
  createdBy: z
    .strictObject({ id: z.string(), name: z.string().nullable() })
    .nullable()
    .describe("The person who made it, or whose key did; null when it was a key of the project's own."),
};
export const ProjectKeyView = z.strictObject(projects).meta({ id: "ProjectKey" });
export const NewProjectKeyView = z.strictObject({ ...projects, key }).meta({ id: "NewProjectKey" });

export function viewKey(row: PersonsKeyRow): z.output<typeof KeyView> {
  return {
    ...viewFacts(row),
    permissions: row.permissions && viewPermissions(row.permissions),
    projects: row.scope && row.projects,
  };
}

export function viewProjectKey(row: ProjectsKeyRow): z.output<typeof ProjectKeyView> {
  return {
    ...viewFacts(row),
    permissions: viewPermissions(row.permissions ?? []),
    createdBy: row.created_by === null ? null : { id: row.created_by, name: row.maker },
  };
}

function viewFacts(row: Omit<PersonsKeyRow, "permissions" | "scope" | "projects">) {
  return {
    id: row.id,
    name: row.name,
    start: row.start,
    expiresAt: row.expires_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
    madeByKey: row.made_by_key,
  };
}
