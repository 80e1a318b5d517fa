import type { ToolName } from "./tools.ts";

/** What is being done to obtain a program; each long step is told several times a second. */
export interface ToolProgress {
  readonly tool: ToolName;
  readonly step: ToolStep;
  /** From 0 to 1; absent where it cannot be known. */
  readonly fraction?: number;
  /** Seconds that the step still takes, by measured builds and the pace so far. */
  readonly estimateSeconds?: number;
  /** What else there is to say: a way that failed and why, the process waited for. */
  readonly detail?: string;
}

export type ToolStep = "looking" | "waiting" | "downloading" | "fetching modules" | "building" | "verifying" | "ready";

export type OnToolProgress = (progress: ToolProgress) => void;

/** One line for a terminal, without colour: `kube-apiserver: building 42 %, about 2 min left`. */
export function formatToolProgress({ tool, step, fraction, estimateSeconds, detail }: ToolProgress): string {
  const done = fraction === undefined ? "" : ` ${Math.floor(fraction * 100)} %`;
  const left = estimateSeconds === undefined ? "" : `, about ${formatSeconds(estimateSeconds)} left`;
  return `${tool}: ${step}${done}${left}${detail ? ` (${detail})` : ""}`;
}

function formatSeconds(seconds: number): string {
  return seconds < 90 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} min`;
}

/** Seconds left, from what the step takes elsewhere at first, and more and more from the pace so far. */
export function secondsLeft(expected: number, elapsed: number, fraction: number): number {
  const byMeasure = Math.max(expected - elapsed, expected * (1 - fraction) * 0.5, 1);
  if (fraction <= 0) return byMeasure;
  const byPace = (elapsed / fraction) * (1 - fraction);
  return byMeasure * (1 - fraction) + byPace * fraction;
}
