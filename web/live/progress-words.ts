import type { Phase, UpdateEvent, UpdateProgress, UpdateState } from "./update-progress.ts";

export const PHASES: Readonly<Record<Phase, string>> = {
  planning: "Comparing with the zone",
  applying: "Writing objects",
  pruning: "Removing what is no longer in it",
  waiting: "Waiting until containers are ready",
  destroying: "Removing everything",
};

const ENDED: ReadonlySet<UpdateState> = new Set([
  "succeeded",
  "unchanged",
  "not-ready",
  "failed",
  "cancelled",
  "superseded",
]);

export const isEnded = (state: UpdateState): boolean => ENDED.has(state);

/** How an update stands, in one sentence that changes only when something is to be said. */
export function progressText(state: UpdateState, progress: UpdateProgress): string {
  switch (state) {
    case "waiting":
      return "It waits for its turn.";
    case "running":
      return runningText(progress);
    case "succeeded":
      return "It has succeeded: everything is written and every container is ready.";
    case "unchanged":
      return "There was nothing to do: the zone holds all of it already.";
    case "not-ready":
      return "All was written, but not every container got ready in time.";
    case "failed":
      return "It has failed. What it had written stays.";
    case "cancelled":
      return "It was cancelled. What it had written stays.";
    case "superseded":
      return "A newer one came before its turn.";
  }
}

function runningText({ phases, objects, containers }: UpdateProgress): string {
  const phase = phases.at(-1)?.phase;
  if (!phase) return "It has begun.";
  const written = [...objects.values()];
  const ready = [...containers.values()].filter(({ state }) => state === "ready" || state === "done").length;
  if (phase === "waiting") return `${PHASES[phase]}: ${ready} of ${containers.size} are.`;
  if (phase === "planning" || written.length === 0) return `${PHASES[phase]}.`;
  return `${PHASES[phase]}: ${written.filter(({ state }) => state === "done").length} of ${written.length} are done.`;
}

/** An event in words. */
export function eventText({ event }: UpdateEvent): string {
  switch (event.type) {
    case "state":
      return event.attempt > 1 ? `${event.state}, attempt ${event.attempt}` : event.state;
    case "notice":
      return `${event.notice.title}: ${event.notice.message}`;
    case "problems":
      return event.diagnostics.map(({ message }) => message).join("; ") || "nothing was found in the definition";
    case "plan":
      return `plan: ${event.plan.changes.length + event.plan.moreChanges} changes, ${event.plan.unchanged} objects stay`;
    case "phase":
      return PHASES[event.phase].toLowerCase();
    case "object":
      return `${event.operation} ${event.id}: ${event.state}${event.message ? `, ${event.message}` : ""}`;
    case "readiness": {
      const { container, state, ready, desired, detail, reason } = event.readiness;
      return `${container} is ${state}, ${detail ?? `${ready} of ${desired}`}${reason ? `: ${reason.message}` : ""}`;
    }
    case "diagnostic":
      return `${event.diagnostic.severity}: ${event.diagnostic.message}`;
    case "result":
      return `result: ${event.result.outcome}`;
  }
}
