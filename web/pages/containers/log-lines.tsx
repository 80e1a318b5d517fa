import { memo, useLayoutEffect, useRef, useState } from "react";
import { type NumberedLine, splitAround } from "../../live/log-lines.ts";
import { Button } from "../../ui/button.tsx";
import styles from "./logs.module.css";

/** Lines that are drawn together: only the last of these changes while lines come. */
const CHUNK = 100;

/** Stays at the end while the reader is there; whoever has scrolled up is not moved. */
export function LogLines({
  lines,
  search,
  wrap,
  severalPods,
}: {
  readonly lines: readonly NumberedLine[];
  readonly search: string;
  readonly wrap: boolean;
  readonly severalPods: boolean;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const last = lines.at(-1)?.number;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is another last line, or another way to show it, that moves the end
  useLayoutEffect(() => {
    if (atEnd && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [last, lines.length, atEnd, wrap]);
  const look = () => {
    const element = box.current;
    if (element) setAtEnd(element.scrollHeight - element.scrollTop - element.clientHeight < 24);
  };
  return (
    <div className={styles.frame}>
      {/* Read out by hand, not by itself: lines may come by the hundred. */}
      <div
        ref={box}
        role="log"
        aria-live="off"
        aria-label="Lines of the container"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className={`${styles.lines} ${wrap ? styles.wrap : ""}`}
        onScroll={look}
      >
        {lines.length === 0 && <p className="muted">{search ? "No line is like that." : "Nothing was written yet."}</p>}
        {chunksOf(lines).map((chunk) => (
          <Chunk
            key={Math.floor((chunk[0] as NumberedLine).number / CHUNK)}
            lines={chunk}
            search={search}
            severalPods={severalPods}
          />
        ))}
      </div>
      {!atEnd && (
        <div className={styles.toEnd}>
          <Button small icon="down" onClick={() => setAtEnd(true)}>
            To the end
          </Button>
        </div>
      )}
    </div>
  );
}

/** By number, so that a chunk stays the same while lines are added after it. */
function chunksOf(lines: readonly NumberedLine[]): readonly (readonly NumberedLine[])[] {
  const chunks: NumberedLine[][] = [];
  let current: number | undefined;
  for (const line of lines) {
    const chunk = Math.floor(line.number / CHUNK);
    if (chunk === current) chunks.at(-1)?.push(line);
    else chunks.push([line]);
    current = chunk;
  }
  return chunks;
}

const Chunk = memo(
  ({
    lines,
    search,
    severalPods,
  }: {
    readonly lines: readonly NumberedLine[];
    readonly search: string;
    readonly severalPods: boolean;
  }) => (
    <div>
      {lines.map(({ number, pod, part, line }) => (
        <div key={number} className={styles.line}>
          {severalPods && <span className={styles.pod}>{pod}</span>}
          {part && <span className={styles.pod}>{part}</span>}
          <span>
            {splitAround(line, search).map((piece, index) =>
              // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a line stand still
              index % 2 === 1 ? <mark key={index}>{piece}</mark> : piece,
            )}
            {line === "" && " "}
          </span>
        </div>
      ))}
    </div>
  ),
  (before, after) =>
    before.search === after.search &&
    before.severalPods === after.severalPods &&
    before.lines.length === after.lines.length &&
    before.lines[0] === after.lines[0] &&
    before.lines.at(-1) === after.lines.at(-1),
);
