import type { Schema } from "../../api/client/index.ts";
import { dnsName } from "../../constructs/dns-name.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { cancelCleanly } from "../interrupt.ts";
import { reportStatus, StatusPictures, type ZoneAnswer } from "../report-status.ts";
import { showDiagnostics } from "../show-diagnostics.ts";
import { zoneNames } from "../zones-in-use.ts";
import { taggedOnPlatform } from "./tagged-on-platform.ts";
import type { Target } from "./target.ts";

export interface StatusOnPlatformOptions {
  readonly watch?: boolean;
  readonly tag?: readonly string[];
  readonly zone?: readonly string[];
}

/** How the project's containers stand, as the platform tells it. */
export async function statusOnPlatform(
  context: Context,
  target: Target,
  { watch, tag, zone }: StatusOnPlatformOptions,
): Promise<ExitCode> {
  const { client, project } = target;
  const tagged = await taggedOnPlatform(target, tag);
  const zones = zoneNames(zone);
  const isWanted = (status: { readonly zone: string }): boolean => zones?.includes(status.zone) ?? true;
  const answerOf = (status: Schema<"ZoneStatus">): ZoneAnswer => asAnswer(project, status, tagged?.paths);
  if (watch) return follow(context, target, (status) => (isWanted(status) ? answerOf(status) : undefined));
  const query = zones?.length === 1 ? { zone: zones[0] as string } : {};
  const { zones: all } = await client.get("/projects/{project}/status", { path: { project }, query });
  return reportStatus(context, all.filter(isWanted).map(answerOf));
}

async function follow(
  context: Context,
  { client, project }: Target,
  answerOf: (status: Schema<"ZoneStatus">) => ZoneAnswer | undefined,
): Promise<ExitCode> {
  const { output, cwd } = context;
  const signal = AbortSignal.any([cancelCleanly(output, { quiet: true }), output.closed]);
  const pictures = new StatusPictures(context);
  try {
    for await (const { event, data } of client.events("/projects/{project}/status/stream", {
      path: { project },
      signal,
    })) {
      const answer = event === "status" ? answerOf(data as Schema<"ZoneStatus">) : undefined;
      if (answer?.status) pictures.show(answer.status);
      else showDiagnostics(output, answer?.errors ?? [], cwd);
    }
  } finally {
    pictures.close();
  }
  return EXIT.success;
}

function asAnswer(
  project: string,
  { zone, exists, revision, containers, addresses, error }: Schema<"ZoneStatus">,
  tagged: ReadonlySet<string> | undefined,
): ZoneAnswer {
  if (error) return { zone, errors: [error] };
  const shown = tagged ? containers.filter(({ path }) => tagged.has(path)) : containers;
  const facts = { zone, project, namespace: dnsName(project), exists, revision: revision ?? 0 };
  return { zone, status: { ...facts, containers: shown, addresses }, errors: [] };
}
