import { z } from "zod";
import { dnsName } from "../../constructs/dns-name.ts";
import { projectVolumes } from "../../engine/project-volumes.ts";
import { projectOperation } from "../http/operation.ts";
import { askZones } from "../live/ask-zones.ts";
import { zonesToAsk } from "../live/zones-to-ask.ts";
import { viewDiagnostic } from "../views/diagnostic.ts";
import { VolumesView, viewVolume } from "../views/volume.ts";
import { ProjectParams, zoneName } from "./names.ts";

/** More than any claim holds. */
const MOST_VOLUMES = 1_000;

const listVolumes = projectOperation({
  id: "listVolumes",
  method: "get",
  path: "/projects/{project}/volumes",
  tag: "Live",
  summary: "The project's volumes as they are in its zones",
  permission: "read",
  params: ProjectParams,
  query: z.strictObject({ zone: zoneName.optional().describe("Default: all zones of the project.") }),
  success: { status: 200, description: "by zone", body: VolumesView },
  async prepare({ database, platform, project, query, signal }) {
    const zones = await zonesToAsk(database, project, query.zone);
    const place = { project: project.name, namespace: dnsName(project.name) };
    const rows = zones.map(({ row }) => row);
    return askZones(platform.zones, rows, signal, (client, limit) => projectVolumes(client, place, limit));
  },
  async handle(_, answers) {
    const zones = answers.map((answer) =>
      "value" in answer
        ? { zone: answer.zone, volumes: answer.value.slice(0, MOST_VOLUMES).map(viewVolume), error: null }
        : { zone: answer.zone, volumes: [], error: viewDiagnostic(answer.error) },
    );
    return { body: { zones } };
  },
});

export const VOLUMES = [listVolumes];
