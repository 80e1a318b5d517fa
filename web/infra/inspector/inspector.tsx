import { useMemo } from "react";
import { useProject } from "../../app/project.tsx";
import { statusOfPath } from "../../live/node-status.ts";
import { useStatus } from "../../live/use-status.ts";
import { PlacedState } from "../../live/zone-states.tsx";
import { Badge } from "../../ui/badge.tsx";
import { IconButton, LinkButton } from "../../ui/button.tsx";
import { CopyLine } from "../../ui/copy.tsx";
import { Facts } from "../../ui/layout.tsx";
import { Note } from "../../ui/note.tsx";
import { ended, sentence } from "../../ui/problem.tsx";
import { useEditing } from "../editing.tsx";
import { useInfraActions } from "../infra-actions.tsx";
import { partNameOf } from "../session/intents.ts";
import { looselyRead } from "../session/raw-value.ts";
import { useSession, useWorkspace } from "../use-workspace.ts";
import { AttachDialog } from "./attach-dialog.tsx";
import { ContainerForm } from "./container-form.tsx";
import { containerValue, groupValue, volumeValue } from "./container-value.ts";
import { EnvironmentForm } from "./environment-form.tsx";
import styles from "./inspector.module.css";
import { RenameDialog } from "./rename-dialog.tsx";
import { VolumeForm } from "./volume-form.tsx";

/** What is selected: its facts, how it stands, and the edits that are made most. */
export function Inspector() {
  const { selected, tree, select } = useEditing();
  const { dialog, openDialog } = useInfraActions();
  const node = tree?.nodes.find(({ path }) => path === selected);
  return (
    <>
      {node && <Details key={node.path} path={node.path} onClose={() => select(undefined)} />}
      {typeof dialog === "object" && "rename" in dialog && (
        <RenameDialog key={dialog.rename} path={dialog.rename} onClose={() => openDialog(undefined)} />
      )}
      {typeof dialog === "object" && "attach" in dialog && (
        <AttachDialog
          path={dialog.attach.container}
          volume={dialog.attach.volume}
          onClose={() => openDialog(undefined)}
        />
      )}
    </>
  );
}

function Details({ path, onClose }: { readonly path: string; readonly onClose: () => void }) {
  const { name: project } = useProject();
  const { tree, editable, problems, marks } = useEditing();
  const { openDialog, onIntent } = useInfraActions();
  const live = useStatus(project);
  const status = statusOfPath(live.zones, path);
  const node = tree?.nodes.find((one) => one.path === path);
  if (!node) return null;
  const problem = problems.get(path);
  const part = partNameOf(path, tree?.nodes ?? []);
  const isContainer = node.kind === "container";
  const mark = marks.get(path);
  return (
    <aside className={styles.inspector} aria-label={`${node.kind} ${node.name}`}>
      <header>
        <div>
          <h2>{node.name}</h2>
          <span className="muted">{KINDS[node.kind]}</span>
        </div>
        <IconButton label="Close" icon="cross" small onClick={onClose} />
      </header>
      <div className={styles.row}>
        {mark && <Badge tone={mark === "new" ? "good" : "accent"}>{mark === "new" ? "New" : "Edited"}</Badge>}
        {status?.zones.map((placed) => (
          <PlacedState key={placed.zone} placed={placed} />
        ))}
      </div>
      {problem && <Note tone={problem.severity === "error" ? "bad" : "busy"}>{sentence(problem.text)}</Note>}
      {status?.reason && (
        <Note tone="busy">
          {sentence(status.reason.message)} {status.reason.fix && `Fix: ${ended(status.reason.fix)}`}
        </Note>
      )}
      {node.kind === "address" && node.facts.url && (
        <CopyLine text={node.facts.url} label="Copy address" opens={mark !== "new"} />
      )}
      <div className={styles.row}>
        {isContainer && mark !== "new" && (
          <LinkButton small icon="logs" href={`/projects/${project}/containers/${encodeURIComponent(node.name)}`}>
            Logs and events
          </LinkButton>
        )}
        {editable && part && (
          <>
            <IconButton small label={`Rename ${node.name}`} icon="edit" onClick={() => openDialog({ rename: path })} />
            <IconButton
              small
              label={`Duplicate ${node.name}`}
              icon="copy"
              onClick={() => onIntent({ kind: "duplicate", id: path })}
            />
          </>
        )}
        {editable && node.kind !== "object" && (
          <IconButton
            small
            label={node.kind === "address" ? "Take the public address away" : `Delete ${node.name}`}
            icon="trash"
            onClick={() => onIntent({ kind: "delete", id: path })}
          />
        )}
      </div>
      {editable && part ? <Forms path={path} /> : <Facts facts={factsOf(node)} />}
    </aside>
  );
}

/** Without the address itself, which is above them to be copied. */
function factsOf({ kind, facts }: { readonly kind: string; readonly facts: Readonly<Record<string, string>> }) {
  return Object.entries(facts).filter(([name]) => kind !== "address" || name !== "url");
}

const KINDS = {
  project: "project",
  container: "container",
  volume: "volume",
  address: "public address",
  group: "environment group",
  peer: "outside of the project",
  object: "object of its own",
} as const;

function Forms({ path }: { readonly path: string }) {
  const { session } = useWorkspace();
  const { tree, spec } = useEditing();
  const doc = useSession(({ state }) => state.doc);
  const node = tree?.nodes.find((one) => one.path === path);
  const definition = useMemo(() => looselyRead(session.base.format, doc.toString(), spec), [session, doc, spec]);
  if (!node) return null;
  const container = node.kind === "container" ? containerValue(definition, node.name) : undefined;
  const volume = node.kind === "volume" ? volumeValue(definition, node.name) : undefined;
  const group = node.kind === "group" ? groupValue(definition, node.name) : undefined;
  if (container) return <ContainerForm path={path} name={node.name} value={container} />;
  if (volume) return <VolumeForm name={node.name} value={volume} />;
  if (group) return <EnvironmentForm of={{ group: node.name }} entries={group} />;
  return <Facts facts={Object.entries(node.facts)} />;
}
