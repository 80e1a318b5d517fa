import type { Kysely } from "kysely";
import { redactor } from "../../engine/redact.ts";
import type { Database } from "../database/tables.ts";
import { passingValues } from "../definitions/generated-values.ts";
import { readVariables } from "../definitions/held-definition.ts";
import { plainValue, projectKey } from "../definitions/project-key.ts";
import type { ProjectAccess } from "../identity/project-access.ts";
import type { Platform } from "../platform.ts";

/** Containers may still run with what older revisions held. */
const REVISIONS = 5;

/**
 * Takes a project's secrets out of what its containers write and its zones report: whoever may read a project may not read
 * those. Knows what the project holds now, what it was generated, and what its last revisions held.
 */
export async function redactorOf(
  { database, secretKey }: { readonly database: Kysely<Database> } & Pick<Platform, "secretKey">,
  project: Pick<ProjectAccess, "id" | "dataKey">,
): Promise<(text: string) => string> {
  const key = projectKey({ secretKey }, project);
  const generated = passingValues(database, project, key);
  const [variables, generatedNames, revisions] = await Promise.all([
    readVariables(database, project.id),
    generated.secretNames(),
    database
      .selectFrom("revisions")
      .select("variables")
      .where("project_id", "=", project.id)
      .orderBy("number", "desc")
      .limit(REVISIONS)
      .execute(),
  ]);
  const held = [...variables, ...revisions.flatMap((revision) => revision.variables)].filter(({ secret }) => secret);
  const secrets = held.flatMap((variable): [string, string][] => {
    const value = plainValue(key, project.id, variable);
    return value === undefined ? [] : [[variable.name, value]];
  });
  for (const name of generatedNames) secrets.push([name, await generated.get("", name, () => "")]);
  return redactor(secrets);
}
