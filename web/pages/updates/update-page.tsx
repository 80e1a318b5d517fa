import { useEffect } from "react";
import { Link, useParams } from "wouter";
import type { Schema } from "../../../api/client/types.ts";
import { useGet, useRefresh } from "../../app/data.ts";
import { Unread } from "../../app/list.tsx";
import { useProject } from "../../app/project.tsx";
import { Duration } from "../../live/duration.tsx";
import { ConnectionNote } from "../../live/live-note.tsx";
import { isEnded, progressText } from "../../live/progress-words.ts";
import { type FollowedUpdate, useUpdateEvents } from "../../live/use-update-events.ts";
import { StateBadge } from "../../ui/badge.tsx";
import { LinkButton } from "../../ui/button.tsx";
import { Card, Facts, Page } from "../../ui/layout.tsx";
import { Loading } from "../../ui/note.tsx";
import { Time } from "../../ui/time.tsx";
import { Steps } from "./steps.tsx";
import { UpdateActions } from "./update-actions.tsx";
import { UpdateContainers } from "./update-containers.tsx";
import { UpdateEvents } from "./update-events.tsx";
import { UpdateMessages } from "./update-messages.tsx";
import { UpdateObjects } from "./update-objects.tsx";
import { UpdateResult } from "./update-result.tsx";
import { updateTitle } from "./update-words.ts";
import styles from "./updates.module.css";
import { useRequester } from "./use-requester.ts";

export default function UpdatePage() {
  const { update: id = "" } = useParams<{ update: string }>();
  const { name: project } = useProject();
  const update = useGet("/projects/{project}/updates/{update}", { path: { project, update: id } });
  const followed = useUpdateEvents(project, update.data?.id);
  const refresh = useRefresh();
  const { state } = followed.progress;
  const over = followed.connection.state === "ended";
  useEffect(() => {
    if (state === undefined) return;
    void refresh("/projects/{project}/updates/{update}");
    if (over) void refresh("/projects/{project}/updates", "/projects/{project}/claims", "/projects/{project}");
  }, [state, over, refresh]);
  if (!update.data)
    return (
      <Page title="Update" actions={<LinkButton href={`/projects/${project}/updates`}>All updates</LinkButton>}>
        {update.error ? <Unread problem={update.error} again={() => void update.refetch()} /> : <Loading />}
      </Page>
    );
  return <Followed key={id} update={update.data} followed={followed} />;
}

function Followed({
  update,
  followed: { progress, connection },
}: {
  readonly update: Schema<"Update">;
  readonly followed: FollowedUpdate;
}) {
  const { name: project } = useProject();
  const requester = useRequester();
  // What is streamed is the newer of the two, until it has ended: then what is read is whole.
  const state = isEnded(update.state) ? update.state : (progress.state ?? update.state);
  const result = update.result ?? progress.result;
  return (
    <Page
      title={updateTitle(update)}
      tab={`${updateTitle(update)} · ${project}`}
      actions={
        <>
          <LinkButton href={`/projects/${project}/updates`}>All updates</LinkButton>
          <UpdateActions update={update} state={state} />
        </>
      }
    >
      {connection.state !== "ended" && <ConnectionNote connection={connection} />}
      <Card className={styles.head}>
        <div className={styles.state}>
          <StateBadge state={state} />
          <p role="status">{progressText(state, progress)}</p>
        </div>
        <Facts
          facts={[
            [
              "Revision",
              update.revision !== null && (
                <Link href={`/projects/${project}/revisions/${update.revision}`}>Revision {update.revision}</Link>
              ),
            ],
            ["Asked for by", requester(update.requestedBy)],
            ["When", <Time key="when" at={update.createdAt} />],
            [
              isEnded(state) ? "Took" : "Running for",
              update.startedAt && <Duration key="took" from={update.startedAt} to={update.endedAt} />,
            ],
            ["Attempts", update.attempt > 1 && `${update.attempt}: a worker was lost, another one went on`],
            [
              "Tries again",
              update.retryOf && <Link href={`/projects/${project}/updates/${update.retryOf}`}>the one before</Link>,
            ],
          ]}
        />
      </Card>
      {result && <UpdateResult result={result} isCancelled={state === "cancelled"} />}
      <Steps state={state} progress={progress} endedAt={update.endedAt} />
      <UpdateMessages messages={progress.messages} />
      <UpdateContainers containers={progress.containers} />
      <UpdateObjects objects={progress.objects} unchanged={progress.plan?.unchanged} />
      <UpdateEvents progress={progress} loaded={connection.state === "ended"} />
    </Page>
  );
}
