import type { Readiness, UpdateEvent } from "../../engine/update-events.ts";
import type { Output } from "../terminal/output.ts";
import { safeText } from "../terminal/safe-text.ts";
import { DONE, kindAndName, statusReason } from "./group-status.ts";
import type { UpdateView } from "./live-view.ts";
import { PHASES } from "./zone-lines.ts";

/** Without a terminal: one line for each thing that happened, each beginning with its zone; nothing is ever redrawn. */
export class LineView implements UpdateView {
  readonly #output: Output;
  readonly #said = new Map<string, string>();

  constructor(output: Output) {
    this.#output = output;
  }

  event(event: UpdateEvent): void {
    const line = lineOf(event);
    if (line === undefined) return;
    if (event.type === "readiness") {
      const key = `${event.zone}/${event.readiness.container}`;
      if (this.#said.get(key) === line) return;
      this.#said.set(key, line);
    }
    this.#output.say(`${event.zone}: ${safeText(line).replaceAll("\n", "\n    ")}`);
  }

  close(): void {}
}

function lineOf(event: UpdateEvent): string | undefined {
  switch (event.type) {
    case "phase":
      return PHASES[event.phase];
    case "object":
      return objectLine(event);
    case "readiness":
      return readinessLine(event.readiness);
    case "diagnostic":
      return `${event.diagnostic.severity}: ${event.diagnostic.message}`;
    default:
      return undefined;
  }
}

function objectLine({ id, operation, state, message }: UpdateEvent & { type: "object" }): string | undefined {
  if (state === "started") return undefined;
  const done = state === "done" ? DONE[operation] : `could not ${operation}`;
  return `${done} ${kindAndName(id)}${message && state === "failed" ? `: ${message}` : ""}`;
}

function readinessLine({ container, state, ready, desired, detail, reason }: Readiness): string {
  const stands = `${container} ${state}, ${detail ?? `${ready} of ${desired} ready`}`;
  if (!reason || state === "ready") return stands;
  const { message, log = [], fix } = statusReason(reason);
  return [`${stands}: ${message}${fix ? ` — ${fix}` : ""}`, ...log.map((line) => `| ${line}`)].join("\n");
}
