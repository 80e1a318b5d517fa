import { Badge } from "../../ui/badge.tsx";
import { Note } from "../../ui/note.tsx";
import { ended, ProblemNote, sentence } from "../../ui/problem.tsx";
import { useEditing } from "../editing.tsx";
import { useChecks, useWorkspace } from "../use-workspace.ts";
import styles from "./panels.module.css";

const SHOWN = 100;

/** What is wrong with the definition, each line leading to its place in the text. */
export function FindingsList() {
  const { session } = useWorkspace();
  const { findings, showPane } = useEditing();
  const { problem, checked } = useChecks();
  const told = findings.filter(({ finding }) => finding.severity !== "note");
  const notes = findings.filter(({ finding }) => finding.severity === "note");
  const [errors, warnings] = (["error", "warning"] as const).map(
    (severity) => told.filter(({ finding }) => finding.severity === severity).length,
  );
  if (problem !== undefined)
    return (
      <div className={styles.findings}>
        <ProblemNote problem={problem} title="The definition cannot be checked right now" />
      </div>
    );
  if (!checked || findings.length === 0) return <div className={styles.findings} role="status" />;
  const jump = (from: number) => {
    showPane("code");
    session.select(from);
  };
  return (
    <details className={styles.findings} open={told.length > 0}>
      <summary>
        <span role="status">
          {errors ? <Badge tone="bad" icon="error">{`${errors} ${errors === 1 ? "error" : "errors"}`}</Badge> : null}
          {warnings ? (
            <Badge tone="busy" icon="warning">{`${warnings} ${warnings === 1 ? "warning" : "warnings"}`}</Badge>
          ) : null}
          {notes.length > 0 && <Badge icon="info">{`${notes.length} ${notes.length === 1 ? "note" : "notes"}`}</Badge>}
        </span>
      </summary>
      <ul>
        {[...told, ...notes].slice(0, SHOWN).map(({ finding, from }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same finding may occur twice
          <li key={index} data-severity={finding.severity}>
            <button type="button" onClick={() => jump(from)}>
              {finding.position && <span className={styles.line}>line {finding.position.line}</span>}
              <span>
                {sentence(finding.message)}
                {finding.fix && <> Fix: {ended(finding.fix)}</>}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {findings.length > SHOWN && <Note>and {findings.length - SHOWN} more</Note>}
    </details>
  );
}
