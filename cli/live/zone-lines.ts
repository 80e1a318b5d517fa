import type { UpdatePhase } from "../../engine/update-events.ts";
import { displayWidth } from "../terminal/display-width.ts";
import { seconds } from "../terminal/durations.ts";
import type { Canvas } from "../terminal/output.ts";
import { safeText } from "../terminal/safe-text.ts";
import { groupStatus } from "./group-status.ts";
import { mostUrgent, type Picture, type RowContent, statusRows } from "./status-rows.ts";
import type { GroupState, ZoneState } from "./update-state.ts";

export interface DrawOptions extends Picture {
  /** Milliseconds on the clock of the events. */
  readonly now: number;
  /** Lines a zone may take; what does not fit is counted in a last line. */
  readonly height: number;
}

const HEADING_WIDTH = 80;

/** A zone as lines: a heading, then one line for each group with the reasons below it. */
export function zoneLines(canvas: Canvas, zone: ZoneState, options: DrawOptions): string[] {
  const contents = [...zone.groups.values()].map((group) => contentOf(group, options.now));
  const right = `${phaseText(zone)}  ${seconds(zone.result?.milliseconds ?? options.now - zone.startedAt)}`;
  return [
    heading(canvas, zone.project, zone.zone, right),
    ...mostUrgent(canvas, statusRows(canvas, contents, options), options.height - 1),
  ];
}

/** `shop → local` at the left, what there is to say of it at the right. */
export function heading({ colours, symbols, columns }: Canvas, project: string, zone: string, right: string): string {
  const where = project ? `${colours.bold(safeText(project))} ${colours.dim(symbols.arrow)} ` : "";
  const left = `${where}${colours.bold(safeText(zone))}`;
  const gap = Math.min(columns, HEADING_WIDTH) - 1 - displayWidth(left) - displayWidth(right);
  return `${left}${" ".repeat(Math.max(2, gap))}${colours.dim(right)}`;
}

function contentOf(group: GroupState, now: number): RowContent {
  const { container, startedAt, settledAt } = group;
  return {
    name: container === "" ? "project" : container,
    status: groupStatus(group),
    ...(startedAt !== undefined && { elapsed: (settledAt ?? now) - startedAt }),
  };
}

export const PHASES: Record<UpdatePhase, string> = {
  planning: "planning",
  applying: "applying",
  pruning: "removing what is no longer wanted",
  waiting: "waiting until ready",
  destroying: "destroying",
};

function phaseText({ phase, result, groups }: ZoneState): string {
  if (result) return result.outcome === "not-ready" ? "not ready" : result.outcome;
  if (!phase) return "starting";
  const objects = [...groups.values()].flatMap((group) => [...group.objects.values()]);
  const done = objects.filter(({ state }) => state === "done" || state === "failed").length;
  const counted = objects.length > 0 && phase !== "planning" && phase !== "waiting";
  return counted ? `${PHASES[phase]}  ${done}/${objects.length}` : PHASES[phase];
}
