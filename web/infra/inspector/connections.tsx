import { EDGE_RULES } from "../../../diagram/browser.ts";
import { IconButton } from "../../ui/button.tsx";
import { SelectField } from "../../ui/field.tsx";
import { useEditing } from "../editing.tsx";
import { useInfraActions } from "../infra-actions.tsx";
import { partNameOf } from "../session/intents.ts";
import styles from "./inspector.module.css";

/** What a container calls, mentions and mounts; another connection is made by choosing where to. */
export function Connections({ path }: { readonly path: string }) {
  const { tree } = useEditing();
  const { onIntent } = useInfraActions();
  const nodes = tree?.nodes ?? [];
  const own = (tree?.references ?? []).filter(({ from, kind }) => from === path && kind !== "mount");
  const targets = nodes.filter((node) => node.path !== path && node.kind !== "address" && partNameOf(node.path, nodes));
  const titleOf = (id: string) => nodes.find((node) => node.path === id)?.name ?? id;
  const connect = (to: string) => {
    if (to === "") return;
    const isVolume = nodes.find((node) => node.path === to)?.kind === "volume";
    onIntent(isVolume ? { kind: "attach", container: path, volume: to } : { kind: "connect", from: path, to });
  };
  return (
    <section className={styles.section} aria-label="Connections">
      <h3>Connections</h3>
      <ul className={styles.list}>
        {own.map(({ to, kind, label }) => (
          <li key={`${kind} ${to} ${label}`}>
            <span>
              {EDGE_RULES[kind].verb} {titleOf(to)} {label && <code>{label}</code>}
            </span>
            <IconButton
              small
              label={`Take away the connection to ${titleOf(to)}`}
              icon="trash"
              onClick={() => onIntent({ kind: "delete", id: `${kind}:${path}>${to}` })}
            />
          </li>
        ))}
      </ul>
      <SelectField label="Connect to" value="" onChange={(event) => connect(event.target.value)}>
        <option value="">Choose…</option>
        {targets.map((node) => (
          <option key={node.path} value={node.path}>
            {node.name}
          </option>
        ))}
      </SelectField>
    </section>
  );
}
