import { structuredPatch } from "diff";
import styles from "./diff.module.css";

const MOST_LINES = 2000;

/** Two texts as the lines that differ, with a little around them. */
export function Diff({
  before,
  after,
  label,
}: {
  readonly before: string;
  readonly after: string;
  readonly label: string;
}) {
  if (before === after) return <p className="muted">Nothing differs.</p>;
  const { hunks } = structuredPatch("", "", before, after, "", "", { context: 3 });
  const lines = hunks.flatMap(({ oldStart, newStart, lines: content }) => [
    `@@ line ${oldStart} → ${newStart} @@`,
    ...content,
  ]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.diff} aria-label={label} tabIndex={0}>
      {lines.slice(0, MOST_LINES).map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines stand still
        <DiffLine key={index} line={line} />
      ))}
      {lines.length > MOST_LINES && <span>and {lines.length - MOST_LINES} more lines</span>}
    </section>
  );
}

function DiffLine({ line }: { readonly line: string }) {
  const kind = line.startsWith("@@")
    ? styles.place
    : line.startsWith("+")
      ? styles.added
      : line.startsWith("-")
        ? styles.removed
        : undefined;
  return (
    <span className={kind}>
      {line || " "}
      {"\n"}
    </span>
  );
}
