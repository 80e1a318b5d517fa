import { EditError } from "../../diagram/edits/edit-error.ts";
import { IconButton } from "../ui/button.tsx";
import { Note } from "../ui/note.tsx";
import { Findings, ProblemNote, sentence } from "../ui/problem.tsx";
import styles from "./edit-notes.module.css";
import { useInfraActions } from "./infra-actions.tsx";
import { useEdits } from "./use-edits.tsx";

/** What the last edit did beside what was asked for, or why it could not be done. */
export function EditNotes() {
  const { notes, problem, forget } = useEdits();
  const { dialog } = useInfraActions();
  // A dialog tells of its edits itself.
  if (dialog !== undefined) return null;
  if (notes.length === 0 && problem === undefined) return null;
  return (
    <div className={styles.notes}>
      {problem instanceof EditError ? (
        <Note tone="bad" live>
          {sentence(problem.message)} {problem.fix && sentence(problem.fix)}
        </Note>
      ) : (
        problem !== undefined && <ProblemNote problem={problem} />
      )}
      {notes.length > 0 && (
        <Note tone={notes.some(({ severity }) => severity === "error") ? "bad" : "plain"} live>
          <Findings diagnostics={notes.map(({ position: _position, path: _path, ...told }) => told)} />
        </Note>
      )}
      <IconButton label="Close" icon="cross" small onClick={forget} />
    </div>
  );
}
