import { z } from "zod";
import { dnsName } from "../../constructs/dns-name.ts";
import { containerEvents } from "../../engine/container-events.ts";
import { projectStatus } from "../../engine/project-status.ts";
import { projectOperation, projectStream } from "../http/operation.ts";
import { EventStream } from "../http/stream.ts";
import type { ProjectAccess } from "../identity/project-access.ts";
import { askZones } from "../live/ask-zones.ts";
import { followLogs, refuseTooManyLogs } from "../live/follow-logs.ts";
import { followStatus } from "../live/follow-status.ts";
import { KnownSecrets } from "../live/known-secrets.ts";
import { redactorOf } from "../live/project-secrets.ts";
import { readLogs } from "../live/read-logs.ts";
import { unknownStatus, viewZoneStatus } from "../live/zone-status.ts";
import { zonesToAsk } from "../live/zones-to-ask.ts";
import { viewDiagnostics } from "../views/diagnostic.ts";
import { ContainerEventsView, containerName, LogsView, StatusView } from "../views/live.ts";
import { ProjectParams, zoneName } from "./names.ts";

const ZoneQuery = z.strictObject({ zone: zoneName.optional().describe("Default: all zones of the project.") });
const flag = z.enum(["true", "false"]).default("false");
const LogQuery = ZoneQuery.extend({
  container: containerName.optional().describe("Default: all of them."),
  tail: z.coerce
    .number()
    .int()
    .min(0)
    .max(2000)
    .default(100)
    .meta({ type: "integer", description: "Lines of each pod's past." }),
});
const MOST_EVENTS = 500;

const placeOf = ({ id, name }: ProjectAccess) => ({ id, name, namespace: dnsName(name) });

const getStatus = projectOperation({
  id: "getStatus",
  method: "get",
  path: "/projects/{project}/status",
  tag: "Live",
  summary: "How the project's containers stand right now",
  permission: "read",
  params: ProjectParams,
  query: ZoneQuery,
  success: { status: 200, description: "by zone", body: StatusView },
  async prepare({ database, platform, project, query, signal }) {
    const [zones, redact] = await Promise.all([
      zonesToAsk(database, project, query.zone),
      redactorOf({ database, secretKey: platform.secretKey }, project),
    ]);
    const { name, namespace } = placeOf(project);
    const rows = zones.map(({ row }) => row);
    const answers = await askZones(platform.zones, rows, signal, (client) =>
      projectStatus(client, { project: name, namespace }),
    );
    return answers.map((answer, index) => {
      const revision = zones[index]?.revision ?? null;
      return "value" in answer
        ? viewZoneStatus(answer.value, revision, redact)
        : unknownStatus(answer.zone, revision, answer.error);
    });
  },
  async handle(_, zones) {
    return { body: { zones } };
  },
});

const streamStatus = projectStream({
  id: "streamStatus",
  path: "/projects/{project}/status/stream",
  tag: "Live",
  summary: "Follow how the project's containers stand",
  description:
    "Sends an event `status` with a `ZoneStatus` for each zone, and another whenever that zone changes. Zones that the project is let into later are seen by who connects anew.",
  permission: "read",
  params: ProjectParams,
  query: ZoneQuery,
  async stream({ database, platform, project, query }, response) {
    const zones = await zonesToAsk(database, project, query.zone);
    platform.statuses.refuseTooMany(zones.length);
    const secrets = new KnownSecrets(() => redactorOf(platform, project));
    await followStatus(platform.statuses, placeOf(project), zones, secrets, new EventStream(response));
  },
});

const getLogs = projectOperation({
  id: "getLogs",
  method: "get",
  path: "/projects/{project}/logs",
  tag: "Live",
  summary: "The last lines that containers wrote",
  permission: "read",
  params: ProjectParams,
  query: LogQuery.extend({ previous: flag.describe("Of the run before the last restart.") }),
  success: { status: 200, description: "lines, pod by pod", body: LogsView },
  async prepare({ database, platform, project, query, signal }) {
    const [zones, redact] = await Promise.all([
      zonesToAsk(database, project, query.zone),
      redactorOf({ database, secretKey: platform.secretKey }, project),
    ]);
    const { name, namespace } = placeOf(project);
    const { container, tail, previous } = query;
    const asked = { project: name, namespace, container, tail, previous: previous === "true" };
    const rows = zones.map(({ row }) => row);
    return readLogs(platform.zones, rows, asked, redact, signal);
  },
  async handle(_, { lines, cut, errors }) {
    return { body: { lines: [...lines], cut, errors: viewDiagnostics(errors) } };
  },
});

const streamLogs = projectStream({
  id: "streamLogs",
  path: "/projects/{project}/logs/stream",
  tag: "Live",
  summary: "Follow what containers write",
  description:
    "Sends an event `line` with a `LogLine` for each line, of pods that start later, too. `problem` tells with a `Diagnostic` that a zone cannot be followed any more, `end` that none is left.",
  permission: "read",
  params: ProjectParams,
  query: LogQuery,
  async stream({ database, platform, project, query }, response) {
    refuseTooManyLogs();
    const zones = await zonesToAsk(database, project, query.zone);
    const { name, namespace } = placeOf(project);
    const { container, tail } = query;
    await followLogs(
      platform.zones,
      zones.map(({ row }) => row),
      { project: name, namespace, container, tail, previous: false },
      new KnownSecrets(() => redactorOf(platform, project)),
      new EventStream(response),
    );
  },
});

const getContainerEvents = projectOperation({
  id: "getContainerEvents",
  method: "get",
  path: "/projects/{project}/containers/{container}/events",
  tag: "Live",
  summary: "What zones report of a container: scheduling, images, restarts",
  permission: "read",
  params: ProjectParams.extend({ container: containerName }),
  query: ZoneQuery,
  success: { status: 200, description: "events, latest first", body: ContainerEventsView },
  async prepare({ database, platform, project, params, query, signal }) {
    const [zones, redact] = await Promise.all([
      zonesToAsk(database, project, query.zone),
      redactorOf({ database, secretKey: platform.secretKey }, project),
    ]);
    const { name, namespace } = placeOf(project);
    const rows = zones.map(({ row }) => row);
    const answers = await askZones(platform.zones, rows, signal, (client, limit) =>
      containerEvents(client, { project: name, namespace }, params.container, limit),
    );
    const events = answers
      .flatMap((answer) => ("value" in answer ? answer.value.slice(0, MOST_EVENTS) : []))
      .map((event) => ({ ...event, message: redact(event.message) }))
      .sort((one, other) => ((one.at ?? "") < (other.at ?? "") ? 1 : -1))
      .slice(0, MOST_EVENTS);
    return { events, errors: answers.flatMap((answer) => ("error" in answer ? [answer.error] : [])) };
  },
  async handle(_, { events, errors }) {
    return { body: { events, errors: viewDiagnostics(errors) } };
  },
});

export const LIVE = [getStatus, streamStatus, getLogs, streamLogs, getContainerEvents];
