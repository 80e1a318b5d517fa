import assert from "node:assert/strict";
import type { TestWorker } from "./workers.ts";

/** When a worker process was at an update, by its own log and by when the process had ended. */
export interface RunInterval {
  readonly place: string;
  readonly update: string;
  readonly attempt: number;
  readonly pid: number;
  /** Milliseconds of the machine's clock. */
  readonly from: number;
  readonly to: number;
}

interface LogLine {
  readonly time: number;
  readonly pid: number;
  readonly msg: string;
  readonly update: string;
  readonly project: string;
  readonly zone: string;
  readonly attempt: number;
}

const ENDS = new Set(["update ended", "update handed on", "update broken off"]);

/** Every time that these workers were at an update; what has not ended by itself has ended with its process, or now. */
export function runIntervals(workers: readonly TestWorker[]): RunInterval[] {
  return workers.flatMap(({ log, endedAt }) => {
    const lines = log.map((line) => JSON.parse(line) as LogLine);
    return lines.flatMap((line, index) => {
      if (line.msg !== "update begun") return [];
      const { update, attempt, pid, time, project, zone } = line;
      const end = lines.slice(index).find((other) => other.update === update && ENDS.has(other.msg));
      return [
        { place: `${project} ${zone}`, update, attempt, pid, from: time, to: end?.time ?? endedAt() ?? Date.now() },
      ];
    });
  });
}

/** Asserts that there was one at a time for each project and zone. */
export function assertOneAtATime(intervals: readonly RunInterval[]): void {
  for (const ofPlace of Map.groupBy(intervals, ({ place }) => place).values()) {
    const inOrder = ofPlace.toSorted((one, other) => one.from - other.from);
    for (const [index, next] of inOrder.entries()) {
      const before = inOrder[index - 1];
      if (before) assert.ok(before.to <= next.from, `two at a time: ${JSON.stringify([before, next])}`);
    }
  }
}
