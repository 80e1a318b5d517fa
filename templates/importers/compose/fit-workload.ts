import { NOT_SELF_MANAGED, NOT_WITH } from "../../../constructs/validation/workload-rules.ts";
import type { WorkloadKind } from "../../../constructs/workload-kind.ts";
import type { Service } from "./service.ts";

/**
 * Takes from a container what does not go with how it is run: compose publishes ports of jobs and counts replicas of what
 * runs on every node. All of it is told, with our own reasons.
 */
export function fitToWorkload(service: Service): void {
  const { draft } = service;
  const kind = (draft.options.workload ?? "long-running") as WorkloadKind;
  if (kind === "job") countCompletions(service);
  if (kind !== "long-running" && draft.options.deployment === "self-managed") {
    lose(service, "deployment", `it does not go with the kind ${kind}`);
  }
  const isSelfManaged = draft.options.deployment === "self-managed";
  for (const [key, [because]] of Object.entries({ ...NOT_WITH[kind], ...(isSelfManaged && NOT_SELF_MANAGED) })) {
    if (has(service, key)) lose(service, key, `${isSelfManaged ? "self-managed" : kind}: ${because}`);
  }
}

/** Replicas of a job run side by side, each to its end. */
function countCompletions(service: Service): void {
  const { options } = service.draft;
  const { replicas } = options;
  if (replicas === undefined) return;
  delete options.replicas;
  if (replicas !== 1) options.workload = { kind: "job", completions: replicas, parallelism: replicas };
}

function has({ draft }: Service, key: string): boolean {
  if (key === "expose") return draft.ways.length > 0;
  if (key === "ports") return draft.ports.size > 0;
  return draft.options[key as keyof typeof draft.options] !== undefined;
}

function lose(service: Service, key: string, reason: string): void {
  const { draft, project } = service;
  if (key === "expose") draft.ways.length = 0;
  else if (key === "ports") draft.ports.clear();
  else delete draft.options[key as keyof typeof draft.options];
  project.ledger.lose(service.option(key), reason);
}
