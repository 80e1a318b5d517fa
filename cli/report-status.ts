import type { Diagnostic } from "../constructs/diagnostic.ts";
import type { ProjectStatus } from "../engine/project-status.ts";
import type { Context } from "./context.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { statusLines } from "./live/status-lines.ts";
import { failureExitCode } from "./report-results.ts";
import { showDiagnostics } from "./show-diagnostics.ts";
import { LiveArea } from "./terminal/live-area.ts";
import type { Canvas } from "./terminal/output.ts";

/** A zone's answer, or why there is none. */
export interface ZoneAnswer {
  readonly zone: string;
  readonly status?: ProjectStatus;
  readonly errors: readonly Diagnostic[];
}

/** Prints how a project stands in its zones as data; exit code 4 when a container fails. */
export function reportStatus({ output, cwd }: Context, answers: readonly ZoneAnswer[]): ExitCode {
  const found = answers.flatMap((answer) => answer.status ?? []);
  if (output.json) output.document(answers);
  else for (const line of pictureOf(output.dataCanvas, found)) output.print(line);
  for (const { errors } of answers) showDiagnostics(output, errors, cwd);
  const failed = answers.filter(({ errors }) => errors.length);
  if (failed.length) return failureExitCode(failed);
  const failing = found.some(({ containers }) => containers.some(({ state }) => state === "failing"));
  return failing ? EXIT.resource : EXIT.success;
}

/** Shows one status after the other: in place on a terminal, else one picture below the other. */
export class StatusPictures {
  readonly #output: Context["output"];
  readonly #area?: LiveArea;
  readonly #latest = new Map<string, ProjectStatus>();

  constructor({ output }: Context) {
    this.#output = output;
    if (output.live && !output.json) this.#area = new LiveArea(output);
  }

  show(found: ProjectStatus): void {
    const output = this.#output;
    this.#latest.set(found.zone, found);
    if (output.json) output.record(found);
    else if (this.#area) this.#area.draw(pictureOf(output.talkCanvas, [...this.#latest.values()]));
    else for (const line of statusLines(output.dataCanvas, found)) output.print(line);
  }

  close(): void {
    this.#area?.close();
  }
}

function pictureOf(canvas: Canvas, found: readonly ProjectStatus[]): string[] {
  return found.flatMap((one, index) => [...(index > 0 ? [""] : []), ...statusLines(canvas, one)]);
}
