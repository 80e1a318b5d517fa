import { EditError } from "../../../diagram/edits/edit-error.ts";
import { Note } from "../../ui/note.tsx";
import { ProblemNote, sentence } from "../../ui/problem.tsx";

/** What is wrong with the value of a field, when the problem is about that: `codes` of `EditError`. */
export function problemOf(problem: unknown, codes: readonly string[]): string | undefined {
  if (!(problem instanceof EditError) || !codes.includes(problem.code)) return undefined;
  return `${sentence(problem.message)} ${problem.fix ? sentence(problem.fix) : ""}`.trimEnd();
}

export const OF_NAME = ["wrong-name", "name-taken"];
export const OF_IMAGE = ["wrong-image", "no-image"];
export const OF_PORT = ["wrong-port"];
export const OF_SIZE = ["wrong-size"];
export const OF_PATH = ["wrong-path", "path-taken"];

/** Why an edit could not be made, where it was asked for. `told`: codes of what a field tells of. */
export function EditProblem({ problem, told = [] }: { readonly problem: unknown; readonly told?: readonly string[] }) {
  if (problem === undefined || problemOf(problem, told) !== undefined) return null;
  if (!(problem instanceof EditError)) return <ProblemNote problem={problem} />;
  return (
    <Note tone="bad" live>
      {sentence(problem.message)} {problem.fix && sentence(problem.fix)}
    </Note>
  );
}
