import { Button, IconButton } from "../../ui/button.tsx";
import { useInfraActions } from "../infra-actions.tsx";
import { useEdits } from "../use-edits.tsx";
import styles from "./inspector.module.css";

/** Volumes that a container mounts. */
export function Mounts({
  path: node,
  name,
  mounts,
}: {
  readonly path: string;
  readonly name: string;
  readonly mounts: readonly { readonly volume: string; readonly path: string }[];
}) {
  const { run } = useEdits();
  const { openDialog } = useInfraActions();
  return (
    <section className={styles.section} aria-label="Volumes">
      <h3>Volumes</h3>
      <ul className={styles.list}>
        {mounts.map(({ volume, path }) => (
          <li key={`${volume} ${path}`}>
            <span>
              {volume} at <code>{path}</code>
            </span>
            <IconButton
              small
              label={`Detach ${volume} from ${path}`}
              icon="trash"
              onClick={() => void run({ kind: "detach-volume", container: name, volume, path }, "form")}
            />
          </li>
        ))}
      </ul>
      <Button small icon="plus" onClick={() => openDialog({ attach: { container: node } })}>
        Attach a volume
      </Button>
    </section>
  );
}
