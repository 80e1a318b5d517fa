import { projectStream } from "../http/operation.ts";
import { EventStream } from "../http/stream.ts";
import { followProject } from "../live/follow-project.ts";
import { ProjectParams } from "./names.ts";

const streamProject = projectStream({
  id: "streamProject",
  path: "/projects/{project}/stream",
  tag: "Live",
  summary: "Follow what others change in a project",
  description:
    "Sends an event `now` with the versions that are current, then one for each change: `definition` {version, savedBy, savedAt}, `variables`, `change-set` {id, state, version, updatedBy}, `revision` {number}, `update` {id, zone, operation, revision, state}, `placement` {version, updatedBy}, `project` for its description, tier, zones, members or roles. They say what to read anew; `end` that the project is gone.",
  permission: "read",
  params: ProjectParams,
  async stream({ platform, project }, response) {
    await followProject(platform, project.id, new EventStream(response));
  },
});

export const PROJECT_STREAM = [streamProject];
