import { EditError } from "../../../diagram/edits/edit-error.ts";
import { Note } from "../../ui/note.tsx";
import { ProblemNote, sentence } from "../../ui/problem.tsx";

/** Why an edit could not be made, where it was asked for. */
export function EditProblem({ problem }: { readonly problem: unknown }) {
  if (problem === undefined) return null;
  if (!(problem instanceof EditError)) return <ProblemNote problem={problem} />;
  return (
    <Note tone="bad" live>
      {sentence(problem.message)} {problem.fix && sentence(problem.fix)}
    </Note>
  );
}
