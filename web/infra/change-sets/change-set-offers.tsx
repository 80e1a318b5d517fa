import { useState } from "react";
import type { Schema } from "../../../api/client/types.ts";
import { useAction, useGet, useRefresh } from "../../app/data.ts";
import { useProject } from "../../app/project.tsx";
import { usePerson } from "../../app/session.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Note } from "../../ui/note.tsx";
import { ProblemNote } from "../../ui/problem.tsx";
import { Time } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";
import { changeSetPorts, readChangeSet } from "../ports.ts";
import type { Kept } from "../session/change-set.ts";
import styles from "./change-sets.module.css";

type ChangeSet = Schema<"ChangeSet">;

const MOST_SHOWN = 5;

/** Change sets that are open: one's own to go on with, those of others to know of. `current`: the one on this page. */
export function ChangeSetOffers({
  current,
  onResume,
}: {
  readonly current?: string | undefined;
  readonly onResume: (kept: Kept) => void | Promise<void>;
}) {
  const { name } = useProject();
  const { id: me } = usePerson();
  const open = useGet("/projects/{project}/change-sets", {
    path: { project: name },
    query: { state: "open", limit: 20 },
  });
  const [hidden, setHidden] = useState(false);
  const others = (open.data?.items ?? []).filter(({ id }) => id !== current);
  if (hidden || others.length === 0) return null;
  const mine = others.filter(({ createdBy }) => createdBy.id === me);
  const shown = [...mine, ...others.filter((one) => !mine.includes(one))].slice(0, MOST_SHOWN);
  return (
    <Note>
      <div className={styles.offers}>
        <ul>
          {shown.map((changeSet) => (
            <Offer key={changeSet.id} changeSet={changeSet} isMine={mine.includes(changeSet)} onResume={onResume} />
          ))}
        </ul>
        <Button small variant="quiet" onClick={() => setHidden(true)}>
          Not now
        </Button>
      </div>
    </Note>
  );
}

function Offer({
  changeSet: { id, comment, createdBy, updatedAt },
  isMine,
  onResume,
}: {
  readonly changeSet: ChangeSet;
  readonly isMine: boolean;
  readonly onResume: (kept: Kept) => void | Promise<void>;
}) {
  const { name } = useProject();
  const refresh = useRefresh();
  const [asks, setAsks] = useState(false);
  const resume = useAction(async () => onResume(await readChangeSet(name, id)));
  const discard = async () => {
    await changeSetPorts(name).discard(id, "*");
    await refresh("/projects/{project}/change-sets");
    toast("Discarded the change set");
  };
  return (
    <li>
      <span>
        {isMine ? "You have edits that were kept" : `${createdBy.name ?? "Somebody"} has edits that are not deployed`}
        {comment && <q>{comment}</q>}, <Time at={updatedAt} />
      </span>
      <Button small busy={resume.busy} onClick={() => resume.run()}>
        {isMine ? "Go on" : "Look and go on"}
      </Button>
      {isMine && (
        <Button small variant="quiet" onClick={() => setAsks(true)}>
          Discard
        </Button>
      )}
      {resume.problem !== undefined && <ProblemNote problem={resume.problem} />}
      <ConfirmDialog
        open={asks}
        onClose={() => setAsks(false)}
        title="Discard these edits?"
        action="Discard"
        onConfirm={discard}
      >
        What was edited is lost. The definition and what runs stay as they are.
      </ConfirmDialog>
    </li>
  );
}
