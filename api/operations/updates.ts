import { z } from "zod";
import { projectOperation, projectStream } from "../http/operation.ts";
import { PageQuery, pageOf, readCursor, toPage } from "../http/page.ts";
import { EventStream, lastEventId } from "../http/stream.ts";
import { callerName } from "../identity/caller.ts";
import { cancelUpdate as cancel } from "../updates/cancel-update.ts";
import { followUpdate } from "../updates/follow-update.ts";
import { retryUpdate as retry } from "../updates/retry-update.ts";
import { updateOfProject } from "../updates/update-of-project.ts";
import { selectUpdates } from "../updates/update-row.ts";
import { UpdateView, updateView } from "../views/update.ts";
import { UpdateEventView, UpdateStateView, updateEventView } from "../views/update-event.ts";
import { id, ProjectParams, zoneName } from "./names.ts";

const UpdateParams = ProjectParams.extend({ update: id });

const listUpdates = projectOperation({
  id: "listUpdates",
  method: "get",
  path: "/projects/{project}/updates",
  tag: "Updates",
  summary: "List updates, newest first",
  permission: "read",
  params: ProjectParams,
  query: PageQuery.extend({ zone: zoneName.optional(), state: UpdateStateView.optional() }),
  success: { status: 200, description: "a page of updates", body: pageOf(UpdateView, "UpdatePage") },
  async handle({ database, project, query }) {
    const [before] = readCursor(query.after, 1) ?? [];
    let rows = selectUpdates(database).where("updates.project_id", "=", project.id);
    if (before !== undefined) rows = rows.where("updates.id", "<", id.catch(LOWEST).parse(before));
    if (query.zone !== undefined) rows = rows.where("zones.name", "=", query.zone);
    if (query.state !== undefined) rows = rows.where("updates.state", "=", query.state);
    const page = await rows
      .orderBy("updates.id", "desc")
      .limit(query.limit + 1)
      .execute();
    return { body: toPage(page, query.limit, updateView, (row) => [row.id]) };
  },
});

/** Nothing comes before it: a cursor that is none of ours is the end of the list. */
const LOWEST = "00000000-0000-0000-0000-000000000000";

const getUpdate = projectOperation({
  id: "getUpdate",
  method: "get",
  path: "/projects/{project}/updates/{update}",
  tag: "Updates",
  summary: "An update, and how far it is",
  permission: "read",
  params: UpdateParams,
  success: { status: 200, description: "the update", body: UpdateView },
  async handle({ database, project, params }) {
    return { body: updateView(await updateOfProject(database, project, params.update)) };
  },
});

const listUpdateEvents = projectOperation({
  id: "listUpdateEvents",
  method: "get",
  path: "/projects/{project}/updates/{update}/events",
  tag: "Updates",
  summary: "What has happened in an update so far, in order",
  description:
    "To follow it as it happens, read its stream. What happened is kept of the last 200 updates of a project.",
  permission: "read",
  params: UpdateParams,
  query: PageQuery,
  success: { status: 200, description: "a page of events", body: pageOf(UpdateEventView, "UpdateEventPage") },
  async handle({ database, project, params, query }) {
    const { id: updateId } = await updateOfProject(database, project, params.update);
    const [after = 0] = readCursor(query.after, 1) ?? [];
    const page = await database
      .selectFrom("update_events")
      .select(["seq", "at", "event"])
      .where("update_id", "=", updateId)
      .where("seq", ">", z.int().min(0).max(2_147_483_647).catch(0).parse(after))
      .orderBy("seq")
      .limit(query.limit + 1)
      .execute();
    return { body: toPage(page, query.limit, updateEventView, ({ seq }) => [seq]) };
  },
});

const streamUpdate = projectStream({
  id: "streamUpdate",
  path: "/projects/{project}/updates/{update}/stream",
  tag: "Updates",
  summary: "Follow an update as it happens",
  description:
    'Begins with what has happened so far, or after the event whose number is in `Last-Event-ID`. Each event is named by its `type` and carries an `UpdateEvent`; the last one is `end` with `{"state": …}`, after which the stream ends. The state is `gone` when the project has been deleted meanwhile.',
  permission: "read",
  params: UpdateParams,
  async stream({ database, platform, project, params, request }, response) {
    const { id: updateId } = await updateOfProject(database, project, params.update);
    await followUpdate(platform, updateId, lastEventId(request.lastEventId), new EventStream(response));
  },
});

const cancelUpdate = projectOperation({
  id: "cancelUpdate",
  method: "post",
  path: "/projects/{project}/updates/{update}/cancel",
  tag: "Updates",
  summary: "Cancel an update",
  description:
    "One that waits is cancelled at once. One that runs is told to end, which takes it a moment; what it has written so far stays.",
  permission: "deploy",
  params: UpdateParams,
  success: { status: 202, description: "the update; it is cancelled, or about to end", body: UpdateView },
  problems: ["conflict"],
  async handle({ database, project, params }) {
    return { body: updateView(await cancel(database, await updateOfProject(database, project, params.update))) };
  },
});

const retryUpdate = projectOperation({
  id: "retryUpdate",
  method: "post",
  path: "/projects/{project}/updates/{update}/retry",
  tag: "Updates",
  summary: "Try an update again",
  description:
    "Makes a new update of the same revision in the same zone. When the zone was asked for something else since, roll back to the revision instead. Trying again to remove a project from a zone needs the permission `delete`, too.",
  permission: "deploy",
  params: UpdateParams,
  success: { status: 202, description: "the new update", body: UpdateView },
  problems: ["conflict"],
  async handle({ database, project, params, caller }) {
    const row = await updateOfProject(database, project, params.update);
    const update = await retry(database, project, row, callerName(caller));
    return { body: updateView(update), location: `/api/v1/projects/${project.name}/updates/${update.id}` };
  },
});

export const UPDATES = [listUpdates, getUpdate, listUpdateEvents, streamUpdate, cancelUpdate, retryUpdate];
