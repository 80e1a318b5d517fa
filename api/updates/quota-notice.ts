import type { Diagnostic } from "../../constructs/diagnostic.ts";
import type { UpdateEvent } from "../../engine/update-events.ts";
import type { ToldEvent } from "./kept-event.ts";
import { notice } from "./status-codes.ts";

/** Diagnostics of the engine by which a zone says that the claim holds no more. */
const QUOTA_CODES = new Set(["zone-quota", "quota-exceeded"]);

/** Whether a zone refused something because the project has used up what its claim promises. */
export function namesQuota({ code }: Diagnostic): boolean {
  return QUOTA_CODES.has(code);
}

/** Tells once in an update that the quota kept something from running. */
export class QuotaNotice {
  readonly #project: string;
  readonly #zone: string;
  readonly #tell: (event: ToldEvent) => void;
  #told = false;

  constructor(project: string, zone: string, tell: (event: ToldEvent) => void) {
    this.#project = project;
    this.#zone = zone;
    this.#tell = tell;
  }

  observe(event: UpdateEvent): void {
    const found = this.#told ? undefined : diagnosticsOf(event).find(namesQuota);
    if (!found) return;
    this.#told = true;
    const where = `project "${this.#project}" has used up what its claim in zone "${this.#zone}" promises`;
    this.#tell({ type: "notice", notice: notice(707, `${where}: ${found.message}`) });
  }
}

function diagnosticsOf(event: UpdateEvent): readonly Diagnostic[] {
  switch (event.type) {
    case "readiness":
      return event.readiness.reason ? [event.readiness.reason] : [];
    case "diagnostic":
      return [event.diagnostic];
    case "result":
      return event.result.errors;
    default:
      return [];
  }
}
