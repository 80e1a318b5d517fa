import { useEffect, useState } from "react";
import { Button } from "../../ui/button.tsx";
import { Diff } from "../../ui/diff.tsx";
import { Row } from "../../ui/layout.tsx";
import { Note } from "../../ui/note.tsx";
import { Time } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";
import { type Conflict, merge } from "../session/merge.ts";
import type { Base } from "../session/session.ts";
import { stageVariable } from "../session/staged.ts";
import { useSession, useWorkspace } from "../use-workspace.ts";
import { useNewer } from "./use-newer.ts";

/** Tells that somebody else has changed the definition meanwhile, what, and what can be done about one's own edits. */
export function StaleNote() {
  const workspace = useWorkspace();
  const { session, keeper } = workspace;
  const newer = useNewer();
  const base = useSession((one) => one.base);
  const isEdited = useSession((one) => one.isEdited);
  const [conflicts, setConflicts] = useState<readonly Conflict[]>([]);

  const who = newer?.savedBy.name ?? "Somebody";
  useEffect(() => {
    if (!newer || isEdited) return;
    session.adopt(baseOf(newer));
    toast(`${who} has changed the definition: version ${newer.version} is shown`);
  }, [newer, isEdited, session, who]);

  if (!newer) return conflicts.length > 0 && <Conflicts conflicts={conflicts} onClose={() => setConflicts([])} />;
  if (!isEdited) return null;

  const bring = () => {
    const merged = merge(base.text, session.text, newer.text);
    session.rebase(baseOf(newer));
    session.replace(merged.text, "merge");
    workspace.keepNow();
    setConflicts(merged.conflicts);
    if (merged.conflicts.length === 0) toast(`Your edits are on version ${newer.version} now`);
  };
  const takeTheirs = async () => {
    const unstage = Object.keys(session.staged).map((name) => stageVariable.of({ name, to: undefined }));
    session.rebase(baseOf(newer));
    session.replace(newer.text, "merge.theirs", unstage);
    await keeper?.discard().catch(() => undefined);
  };
  return (
    <Note tone="busy" live>
      <p>
        <strong>{who} has changed the definition</strong> <Time at={newer.savedAt} />, while you were editing version{" "}
        {base.version}. Your edits cannot be deployed before they are made to version {newer.version}.
      </p>
      <details>
        <summary>What has changed</summary>
        <Diff before={base.text} after={newer.text} label={`From version ${base.version} to ${newer.version}`} />
      </details>
      <Row>
        <Button small variant="primary" onClick={bring}>
          Bring my edits onto it
        </Button>
        <Button small onClick={() => void takeTheirs()}>
          Take theirs
        </Button>
      </Row>
    </Note>
  );
}

function Conflicts({ conflicts, onClose }: { readonly conflicts: readonly Conflict[]; readonly onClose: () => void }) {
  const { session } = useWorkspace();
  const jump = (line: number) => {
    const { doc } = session.state;
    session.select(doc.line(Math.min(line, doc.lines)).from);
  };
  return (
    <Note tone="busy" live>
      <p>
        In {conflicts.length === 1 ? "one place" : `${conflicts.length} places`} both of you changed the same lines.
        Yours stand; theirs are above them as a comment. Look at each, keep what is right and remove the comment.
      </p>
      <Row>
        {conflicts.map(({ line }) => (
          <Button key={line} small onClick={() => jump(line)}>
            Line {line}
          </Button>
        ))}
        <Button small variant="quiet" onClick={onClose}>
          Done
        </Button>
      </Row>
    </Note>
  );
}

function baseOf({ version, format, text }: Base): Base {
  return { version, format, text };
}
