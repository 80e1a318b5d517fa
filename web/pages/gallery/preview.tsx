import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/layout.tsx";
import { Loading, Note } from "../../ui/note.tsx";
import { Findings, ProblemNote } from "../../ui/problem.tsx";
import { type Blank, sortFindings } from "./blanks.ts";
import styles from "./form.module.css";
import { Picture } from "./picture.tsx";
import type { LivePreview } from "./use-preview.ts";

/** The diagram of what a form would make, and what there is to know of it. */
export function PreviewOf({
  form,
  live,
  mistakes,
}: {
  readonly form: readonly Blank[];
  readonly live: LivePreview;
  /** How many blanks are wrong. */
  readonly mistakes: number;
}) {
  const { checked, pictured, problem, behind, again } = live;
  const { others } = sortFindings(form, checked?.preview.diagnostics ?? []);
  const errors = others.filter(({ severity }) => severity === "error");
  const warnings = others.filter(({ severity }) => severity === "warning");
  const notes = others.filter(({ severity }) => severity === "note");
  const stale = mistakes > 0 || errors.length > 0 || checked !== pictured;
  return (
    <Section title="What it would make">
      {pictured?.preview.svg && pictured.preview.diagram ? (
        <Picture svg={pictured.preview.svg} diagram={pictured.preview.diagram} dim={stale} />
      ) : (
        problem === undefined && errors.length === 0 && <Loading what="Drawing it" />
      )}
      <div role="status" className={styles.said}>
        {stale && pictured && !behind && (
          <p className="muted">
            {mistakes > 0 ? "Blanks with mistakes are not drawn." : "This is the last diagram that could be drawn."}
          </p>
        )}
      </div>
      {problem !== undefined && (
        <>
          <ProblemNote problem={problem} title="The preview cannot be made right now." />
          <div>
            <Button icon="refresh" onClick={again}>
              Try again
            </Button>
          </div>
        </>
      )}
      {errors.length > 0 && (
        <Note tone="bad" live>
          <Findings diagnostics={errors} />
        </Note>
      )}
      {warnings.length > 0 && (
        <Note tone="busy">
          <Findings diagnostics={warnings} />
        </Note>
      )}
      {notes.length > 0 && (
        <details className={styles.words}>
          <summary>{notes.length === 1 ? "1 thing to know" : `${notes.length} things to know`}</summary>
          <ul>
            {notes.map(({ message }) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}
