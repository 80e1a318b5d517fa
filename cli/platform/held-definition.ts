import { ProblemError, type Schema } from "../../api/client/index.ts";
import type { Target } from "./target.ts";

/** The definition that a platform holds of a project. */
export type HeldDefinition = Schema<"Definition">;

/** Undefined when it has none yet. */
export async function heldDefinition({ client, project }: Pick<Target, "client" | "project">) {
  try {
    return await client.get("/projects/{project}/definition", { path: { project } });
  } catch (error) {
    if (error instanceof ProblemError && error.code === "not-found" && (await exists({ client, project }))) {
      return undefined;
    }
    throw error;
  }
}

async function exists({ client, project }: Pick<Target, "client" | "project">): Promise<boolean> {
  await client.get("/projects/{project}", { path: { project } });
  return true;
}
