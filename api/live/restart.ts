import type { Diagnostic } from "../../constructs/diagnostic.ts";
import { dnsName } from "../../constructs/dns-name.ts";
import { type RestartOutcome, restartContainer } from "../../engine/restart-container.ts";
import { conflict, notFound, type Problem } from "../http/problem.ts";
import type { Platform } from "../platform.ts";
import { type Asked, askZones } from "./ask-zones.ts";
import type { AskedZone } from "./zones-to-ask.ts";

export interface RestartRequest {
  readonly platform: Platform;
  readonly project: { readonly name: string };
  readonly container: string;
  readonly zones: readonly AskedZone[];
  /** ISO 8601 */
  readonly at: string;
  readonly signal: AbortSignal;
}

export interface RestartedIn {
  readonly zone: string;
  readonly restarted: boolean;
  readonly error: Diagnostic | null;
}

/**
 * Restarts a container in zones, each on its own.
 *
 * @throws when it is restarted in none of them: Problem "not-found" when it is in none, "conflict" when it is nothing that
 * can be restarted, or when they do not answer
 */
export async function restartIn(request: RestartRequest): Promise<RestartedIn[]> {
  const { platform, project, container, zones, at, signal } = request;
  const place = { project: project.name, namespace: dnsName(project.name) };
  const rows = zones.map(({ row }) => row);
  const answers = await askZones(platform.zones, rows, signal, (client, limit) =>
    restartContainer(client, place, container, at, limit),
  );
  if (!answers.some((answer) => "value" in answer && answer.value === "restarted")) throw whyNot(answers, container);
  return answers.map((answer) => restartedIn(answer, container));
}

function restartedIn(answer: Asked<RestartOutcome>, container: string): RestartedIn {
  const { zone } = answer;
  if ("error" in answer) return { zone, restarted: false, error: answer.error };
  if (answer.value === "restarted") return { zone, restarted: true, error: null };
  const message = reasons(container)[answer.value];
  return { zone, restarted: false, error: { severity: "error", code: `restart-${answer.value}`, message } };
}

function whyNot(answers: readonly Asked<RestartOutcome>[], container: string): Problem {
  const told = answers.flatMap((answer) => ("value" in answer ? [answer.value] : []));
  const refusal = told.find((outcome) => outcome === "job" || outcome === "stopped");
  if (refusal) return conflict(reasons(container)[refusal]);
  const error = answers.flatMap((answer) => ("error" in answer ? [answer.error] : []))[0];
  if (error) return conflict(`container ${JSON.stringify(container)} was not restarted: ${error.message}`);
  return notFound("running container", container);
}

function reasons(container: string): Readonly<Record<Exclude<RestartOutcome, "restarted">, string>> {
  const name = JSON.stringify(container);
  return {
    job: `container ${name} is a job, which runs once or by its timetable; deploy to run it again`,
    stopped: `container ${name} is asked to run no replica, so that there is nothing to restart; scale it first`,
    absent: `nothing of container ${name} runs there; deploy it first`,
  };
}
