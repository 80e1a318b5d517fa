import type { Kysely } from "kysely";
import { z } from "zod";
import type { Database } from "../database/tables.ts";
import { type Operation, operation, projectOperation } from "../http/operation.ts";
import { PageQuery, pageOf, readIdCursor, toPage } from "../http/page.ts";
import { tellWho } from "../identity/who.ts";
import { AuditEntryView, viewAuditEntry } from "../views/audit-entry.ts";
import { ProjectParams } from "./names.ts";

const AuditQuery = PageQuery.extend({
  operation: z
    .string()
    .regex(/^[A-Za-z]{1,60}$/, "the id of an operation, such as setMemberRole")
    .optional()
    .describe("Only calls of this operation."),
});
const success = {
  status: 200,
  description: "a page of entries",
  body: pageOf(AuditEntryView, "AuditPage"),
} as const;

const listProjectAudit = projectOperation({
  id: "listProjectAudit",
  method: "get",
  path: "/projects/{project}/audit",
  tag: "Members",
  summary: "List what was done in a project, newest first",
  description: "Every change is in it, with who made it; it was written with the change, or the change was not made.",
  permission: "read",
  params: ProjectParams,
  query: AuditQuery,
  success,
  async handle({ database, project, query }) {
    return { body: await readEntries(database, query, project.id) };
  },
});

const listAudit = operation({
  id: "listAudit",
  method: "get",
  path: "/audit",
  tag: "Platform",
  summary: "List what was done on the platform, newest first",
  access: "operator",
  query: AuditQuery,
  success,
  async handle({ database, query }) {
    return { body: await readEntries(database, query) };
  },
});

export const AUDIT: readonly Operation[] = [listProjectAudit, listAudit];

async function readEntries(database: Kysely<Database>, query: z.output<typeof AuditQuery>, projectId?: string) {
  const before = readIdCursor(query.after);
  let entries = database.selectFrom("audit_entries").selectAll();
  if (projectId !== undefined) entries = entries.where("project_id", "=", projectId);
  if (query.operation !== undefined) entries = entries.where("operation", "=", query.operation);
  if (before !== undefined) entries = entries.where("id", "<", before);
  // Ids sort by when they were made.
  const rows = await entries
    .orderBy("id", "desc")
    .limit(query.limit + 1)
    .execute();
  const who = await tellWho(
    database,
    rows.map(({ caller }) => caller),
  );
  return toPage(
    rows,
    query.limit,
    (row) => viewAuditEntry(row, who),
    ({ id }) => [id],
  );
}
