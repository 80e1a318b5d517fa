import type { Diagnostic } from "../constructs/diagnostic.ts";
import type { ContainerStatus, Pod, ZoneEvent } from "./watching/pod.ts";

/** What is known besides the pod itself. */
export interface PodContext {
  /** Events about the pod, latest first. */
  readonly events: readonly ZoneEvent[];
  /** Last lines that the container wrote before it stopped. */
  readonly log: readonly string[];
}

const IMAGE_REASONS = new Set([
  "ErrImagePull",
  "ImagePullBackOff",
  "InvalidImageName",
  "ErrImageNeverPull",
  "RegistryUnavailable",
]);
const SETUP_REASONS = new Set(["CreateContainerConfigError", "CreateContainerError", "RunContainerError"]);

/** Signals by the exit code that a shell gives them: 128 + number. */
const SIGNALS: Readonly<Record<number, string>> = {
  129: "SIGHUP",
  130: "SIGINT",
  134: "SIGABRT",
  137: "SIGKILL",
  139: "SIGSEGV",
  143: "SIGTERM",
};

/** Why a pod is not ready; `undefined` while it is just starting. */
export function podReason(pod: Pod, context: PodContext): Diagnostic | undefined {
  return unscheduled(pod, context) ?? firstContainerReason(pod, context) ?? volumeReason(context) ?? evicted(pod);
}

function unscheduled(pod: Pod, { events }: PodContext): Diagnostic | undefined {
  const scheduled = pod.status?.conditions?.find(({ type }) => type === "PodScheduled");
  if (scheduled?.status !== "False") return undefined;
  const message = scheduled.message ?? events.find(({ reason }) => reason === "FailedScheduling")?.message ?? "";
  // The scheduler met a write of the volume controller's; it tries again at once.
  if (/Operation cannot be fulfilled/.test(message)) return undefined;
  if (/unbound.*PersistentVolumeClaim|PersistentVolumeClaim.*not found/i.test(message)) {
    return reason(
      "volume-pending",
      `waits for its volume: ${message}`,
      "check that the zone has a storage class that can serve it",
    );
  }
  return reason("unschedulable", `no node can take it: ${message}`, roomFor(message));
}

/** What helps depends on what most nodes lack, and the scheduler names every reason. */
function roomFor(message: string): string {
  const add = "add nodes to the zone";
  if (/Insufficient/.test(message)) return `ask for less cpu or memory, or ${add}`;
  if (/topology spread constraints/.test(message)) return `leave "required" out of options.spread, or ${add}`;
  if (/volume node affinity conflict/.test(message))
    return "its volume lies where no node can take it: see to the node";
  return add;
}

function firstContainerReason(pod: Pod, context: PodContext): Diagnostic | undefined {
  const { initContainerStatuses = [], containerStatuses = [] } = pod.status ?? {};
  for (const status of [...initContainerStatuses, ...containerStatuses]) {
    const found = containerReason(status, context);
    if (found) return found;
  }
  return undefined;
}

function containerReason(status: ContainerStatus, context: PodContext): Diagnostic | undefined {
  const { waiting, terminated, running } = status.state ?? {};
  if (waiting?.reason && IMAGE_REASONS.has(waiting.reason)) return imageReason(status, context);
  if (waiting?.reason && SETUP_REASONS.has(waiting.reason)) {
    return reason("container-setup", `cannot be started: ${waiting.message ?? waiting.reason}`);
  }
  const ended = terminated ?? (waiting?.reason === "CrashLoopBackOff" ? status.lastState?.terminated : undefined);
  if (ended && ended.exitCode !== 0) return crashReason(status, ended, context);
  if (waiting?.reason === "CrashLoopBackOff") {
    return reason(
      "stopped",
      `stops with exit code 0 again and again (${times(status.restartCount)})`,
      'give it "workload": "job" if it is meant to end',
    );
  }
  return running && !status.ready ? probeReason(context) : undefined;
}

/** Where the message says no more than that pulling backs off, an event holds what the registry said. */
const BARE_BACK_OFF = /^(Back-off pulling image "[^"]*")?$/;

function imageReason({ image, state }: ContainerStatus, { events }: PodContext): Diagnostic {
  const own = state?.waiting?.message ?? "";
  const said = BARE_BACK_OFF.test(own) ? events.find(({ reason }) => reason === "Failed")?.message : own;
  const code = state?.waiting?.reason === "InvalidImageName" ? "image-name" : "image-pull";
  return reason(
    code,
    `image "${image ?? ""}" cannot be pulled: ${said ?? own}`,
    "check its name and tag, and that the zone may pull it",
  );
}

type Ended = NonNullable<NonNullable<ContainerStatus["state"]>["terminated"]>;

function crashReason(status: ContainerStatus, ended: Ended, { log }: PodContext): Diagnostic {
  const restarts = status.restartCount ? `, ${times(status.restartCount)}` : "";
  const got = log.length ? { got: log.join("\n") } : {};
  if (ended.reason === "OOMKilled") {
    const message = `ran out of memory and was killed${restarts}`;
    return { ...reason("out-of-memory", message, "give it more memory in options.resources.memory"), ...got };
  }
  const signal = ended.signal ? `signal ${ended.signal}` : SIGNALS[ended.exitCode];
  const said = ended.message ? `: ${ended.message.trim().slice(0, 500)}` : "";
  return {
    ...reason("crashed", `stopped with exit code ${ended.exitCode}${signal ? ` (${signal})` : ""}${restarts}${said}`),
    ...got,
  };
}

function probeReason({ events }: PodContext): Diagnostic | undefined {
  const unhealthy = events.find(({ reason }) => reason === "Unhealthy");
  return (
    unhealthy &&
    reason("unhealthy", `runs, but its health check fails: ${unhealthy.message}`, "check options.health and the port")
  );
}

function volumeReason({ events }: PodContext): Diagnostic | undefined {
  const failed = events.find(({ reason }) => reason === "FailedMount" || reason === "FailedAttachVolume");
  return failed && reason("volume-pending", `waits for its volume: ${failed.message}`);
}

function evicted({ status }: Pod): Diagnostic | undefined {
  if (status?.phase !== "Failed") return undefined;
  return reason(
    "stopped",
    `was stopped: ${[status.reason, status.message].filter(Boolean).join(": ") || "no reason given"}`,
  );
}

/** Why a controller cannot even create pods. */
export function creationReason(message: string): Diagnostic {
  if (/exceeded quota|maximum .* usage per/.test(message)) {
    return reason(
      "quota-exceeded",
      `the claim holds no more: ${quotaPart(message)}`,
      "ask for less, run fewer replicas, or take a larger claim",
    );
  }
  if (/violates PodSecurity/.test(message)) {
    return reason("pod-security", `the zone does not let it run: ${message}`, "remove what is not allowed");
  }
  return reason("not-created", `its pods cannot be created: ${message}`);
}

/**
 * `pods "x" is forbidden: exceeded quota: q, requested: …, used: …, limited: …`, or `…: maximum memory usage per Container is
 * 1Gi, but limit is 2Gi`, without what people cannot act on.
 */
function quotaPart(message: string): string {
  const part = /requested: .*|maximum .*/.exec(message);
  return part ? part[0] : message;
}

function times(restarts: number | undefined): string {
  return `${restarts ?? 0} restart${restarts === 1 ? "" : "s"}`;
}

function reason(code: string, message: string, fix?: string): Diagnostic {
  return { severity: "error", code, message: message.slice(0, 2_000), ...(fix && { fix }) };
}
