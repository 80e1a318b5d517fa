import type { ProjectStatus } from "../../engine/index.ts";
import type { Readiness } from "../../engine/update-events.ts";
import type { Canvas } from "../terminal/output.ts";
import { safeText } from "../terminal/safe-text.ts";
import { groupStatus } from "./group-status.ts";
import { statusRows } from "./status-rows.ts";
import { heading } from "./zone-lines.ts";

/** A project in a zone as of now: a heading, a row for each container with its reason, the addresses. */
export function statusLines(canvas: Canvas, status: ProjectStatus): string[] {
  const { project, zone, exists, revision, containers, addresses } = status;
  if (!exists) return [heading(canvas, project, zone, "not deployed")];
  const rows = statusRows(canvas, containers.map(contentOf));
  return [
    heading(canvas, project, zone, `revision ${revision}`),
    ...rows.flatMap(({ lines }) => lines),
    ...addresses.map((address) => `  ${canvas.colours.dim(canvas.symbols.arrow)} ${safeText(address)}`),
  ];
}

function contentOf(readiness: Readiness) {
  const { container } = readiness;
  return { name: container, status: groupStatus({ container, objects: new Map(), readiness }) };
}
