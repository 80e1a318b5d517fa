import { useLocation } from "wouter";
import { ProblemError } from "../../../api/client/errors.ts";
import type { BodyOf, InitArguments } from "../../../api/client/types.ts";
import { client } from "../../app/client.ts";
import { type Action, useAction, useRefresh } from "../../app/data.ts";
import { fieldProblem, sentence } from "../../ui/problem.tsx";
import { toast } from "../../ui/toast.tsx";

export type NewProject = NonNullable<InitArguments<"post", "/projects">[0]>["body"];

export interface CreateProject extends Omit<Action<[NewProject]>, "problem"> {
  /** What is wrong with a field: `name`, `description`, `zones`. */
  readonly at: (field: string) => string | undefined;
  /** What went wrong and stands at no field. */
  readonly problem: unknown;
}

/**
 * Makes a project and goes to its diagram.
 *
 * @param stillMissing names of variables that need a value before it can be deployed
 */
export function useCreateProject(
  stillMissing: (project: BodyOf<"post", "/projects">) => Promise<readonly string[]>,
): CreateProject {
  const [, go] = useLocation();
  const refresh = useRefresh();
  const { problem, ...action } = useAction(async (body: NewProject) => {
    const project = await client.post("/projects", { body });
    const [missing] = await Promise.all([stillMissing(project).catch(() => []), refresh("/projects")]);
    toast(doneText(project.name, missing));
    go(`/projects/${project.name}/infra`);
  });
  const at = (field: string) => fieldProblem(problem, field) ?? (field === "name" ? takenName(problem) : undefined);
  const stands = problem instanceof ProblemError && FIELDS.some((field) => at(field) !== undefined);
  return { ...action, at, problem: stands ? undefined : problem };
}

const FIELDS = ["name", "description", "zones"];

function takenName(problem: unknown): string | undefined {
  const isTaken = problem instanceof ProblemError && problem.code === "conflict";
  return isTaken && problem.message.startsWith("the name ") ? sentence(problem.message) : undefined;
}

function doneText(name: string, missing: readonly string[]): string {
  if (missing.length === 0) return `Project ${name} is created. Nothing is deployed yet.`;
  const values = missing.length === 1 ? "a value" : "values";
  return `Project ${name} is created. Before it can be deployed it needs ${values} for ${missing.join(", ")}.`;
}
