import { acceptableName } from "../constructs/dns-name.ts";
import { usageError } from "./command-error.ts";

const PROJECT_NAME = /^[a-z]([a-z0-9_-]*[a-z0-9])?$/;

/** What is wrong with a name for a project; undefined when nothing is. */
export function projectNameProblem(name: string): string | undefined {
  if (name.length <= 63 && PROJECT_NAME.test(name)) return undefined;
  const near = acceptableName(name);
  return `up to 63 lower-case letters, digits, - and _, starting with a letter${near ? `, such as ${near}` : ""}`;
}

/** The name given with `--name`. A usage error when it cannot name a project. */
export function checkProjectName(name: string | undefined): string | undefined {
  const problem = name === undefined ? undefined : projectNameProblem(name);
  if (problem) throw usageError(`"${name}" cannot name a project`, problem);
  return name;
}
