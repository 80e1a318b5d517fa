import type { Selectable } from "kysely";
import { z } from "zod";
import type { RevisionTable } from "../database/tables.ts";
import { time } from "../operations/names.ts";
import type { AcceptedRevision } from "../revisions/accept-revision.ts";
import { UpdateView, updateView } from "./update.ts";
import { type Who, WhoView } from "./who.ts";

const facts = {
  number: z.int().describe("Counts from 1 in each project."),
  comment: z.string(),
  rolledBackTo: z.int().nullable().describe("The revision it repeats, when it was made by rolling back."),
  createdBy: WhoView,
  createdAt: time,
};

export const RevisionView = z.strictObject(facts).meta({ id: "Revision" });

export const RevisionDetail = z
  .strictObject({
    ...facts,
    format: z.enum(["json", "jsonnet"]),
    text: z.string().describe("The definition."),
    variables: z.array(
      z.strictObject({
        name: z.string(),
        secret: z.boolean(),
        value: z.string().optional().describe("Never of a secret."),
      }),
    ),
    containers: z.array(z.string()),
    volumes: z.array(z.string()),
  })
  .meta({ id: "RevisionDetail" });

/** What deploying answers: the revision, and an update for each zone. */
export const Deployment = z
  .strictObject({
    revision: z.int(),
    updates: z.array(UpdateView).describe("One for each zone; watch each by its stream."),
  })
  .meta({ id: "Deployment" });

/** What accepting a revision answers. */
export function deploymentReply(project: { readonly name: string }, { number, updates }: AcceptedRevision) {
  return {
    body: { revision: number, updates: updates.map(updateView) },
    location: `/api/v1/projects/${project.name}/revisions/${number}`,
  };
}

/** Columns that `revisionView` needs: text and variables are large. */
export const REVISION_COLUMNS = ["number", "comment", "rolled_back_to", "created_by", "created_at"] as const;

type RevisionRow = Pick<Selectable<RevisionTable>, (typeof REVISION_COLUMNS)[number]>;

/** @param who as `tellWho` tells of `created_by` */
export function revisionView(row: RevisionRow, who: ReadonlyMap<string, Who>) {
  return {
    number: row.number,
    comment: row.comment,
    rolledBackTo: row.rolled_back_to,
    createdBy: who.get(row.created_by) as Who,
    createdAt: row.created_at.toISOString(),
  };
}

export function revisionDetail(row: Selectable<RevisionTable>, who: ReadonlyMap<string, Who>) {
  return {
    ...revisionView(row, who),
    format: row.format,
    text: row.text,
    variables: row.variables.map(({ name, secret, value }) => ({
      name,
      secret,
      ...(!secret && { value: value ?? "" }),
    })),
    containers: [...row.names.containers],
    volumes: [...row.names.volumes],
  };
}
