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
  return <DiffLines lines={lines} label={label} />;
}

/** A unified diff of two texts, as the API answers it. */
export function UnifiedDiff({ text, label }: { readonly text: string; readonly label: string }) {
  const all = text.split("\n");
  const from = all.findIndex((line) => line.startsWith("@@"));
  if (from < 0) return <p className="muted">Nothing differs.</p>;
  const lines = all.slice(from, all.at(-1) === "" ? -1 : undefined);
  return <DiffLines lines={lines.map(placeOf)} label={label} />;
}

/** `@@ -3,7 +3,8 @@` in words. */
function placeOf(line: string): string {
  const [, before, after] = /^@@ -(\d+)[^+]*\+(\d+)/.exec(line) ?? [];
  return before === undefined ? line : `@@ line ${before} → ${after} @@`;
}

function DiffLines({ lines, label }: { readonly lines: readonly string[]; readonly label: string }) {
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
