import { useEffect, useState } from "react";
import type { Schema } from "../../../api/client/types.ts";
import { EDGE_RULES } from "../../../diagram/graph-rules.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import styles from "./form.module.css";

/** A diagram as the platform drew it, and the same in words. */
export function Picture({
  svg,
  diagram,
  dim,
}: {
  readonly svg: string;
  readonly diagram: Schema<"Diagram">;
  readonly dim: boolean;
}) {
  const address = useBlob(svg, "image/svg+xml");
  const [large, setLarge] = useState(false);
  const { summary } = diagram;
  const image = address && <img src={address} alt={`Diagram: ${summary}`} />;
  return (
    <figure className={styles.figure}>
      <div className={`${styles.picture} ${dim ? styles.dim : ""}`}>{image}</div>
      <figcaption className={styles.caption}>
        <span>{summary}</span>
        <Button small variant="quiet" icon="expand" onClick={() => setLarge(true)}>
          Enlarge
        </Button>
      </figcaption>
      <details className={styles.words}>
        <summary>In words</summary>
        <ul>
          {sentences(diagram).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </details>
      <Dialog open={large} onClose={() => setLarge(false)} title="What it would make" description={summary} wide>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section className={styles.large} aria-label="Diagram in full size" tabIndex={0}>
          {image}
        </section>
      </Dialog>
    </figure>
  );
}

/** What is there, then what leads where. */
export function sentences({ nodes, edges }: Pick<Schema<"Diagram">, "nodes" | "edges">): string[] {
  const titles = new Map(nodes.map(({ id, title }) => [id, title]));
  const there = nodes.map(({ title, kindName }) => `${title}: ${kindName}.`);
  const ways = edges.map(({ from, to, kind, labels }) => {
    const what = labels.length > 0 ? `: ${labels.join(", ")}` : "";
    return `${titles.get(from) ?? from} ${EDGE_RULES[kind].verb} ${titles.get(to) ?? to}${what}.`;
  });
  return [...new Set([...there, ...ways])];
}

/** The address of a text as a file of this page: images of it run no script, and their styles stay in them. */
function useBlob(text: string, type: string): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([text], { type }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [text, type]);
  return address;
}
