import type { ZonePreview } from "../engine/preview.ts";
import type { ZoneOutcome, ZoneResult } from "../engine/update-events.ts";
import type { Context } from "./context.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { showDiagnostics } from "./show-diagnostics.ts";
import { seconds } from "./terminal/durations.ts";

/** Codes of diagnostics that say the zone refused who asked. */
const REFUSED = new Set(["zone-unauthorized", "zone-forbidden"]);

/** Says how the update ended in each zone, why it failed where it did, and prints the addresses as data. */
export function reportResults(
  context: Context,
  results: readonly ZoneResult[],
  { unchanged = "nothing changed" }: { unchanged?: string } = {},
): ExitCode {
  const { output, cwd } = context;
  for (const result of results) {
    output.say(summaryLine(context, result, unchanged));
    if (result.outcome !== "cancelled") showDiagnostics(output, result.errors, cwd);
  }
  const failed = results.filter((result) => isFailure(result) && result.outcome !== "cancelled");
  if (failed.length) output.say(output.talk.red(failureLine(results, failed)));
  if (!output.json) for (const address of addressesOf(results)) output.print(address);
  return exitCodeOf(results);
}

/** A zone without a plan is a zone in which the update failed. */
export function unplannedResult({ output }: Context, { zone, plan, errors }: ZonePreview): ZoneResult[] {
  if (plan) return [];
  const counts = { created: 0, updated: 0, replaced: 0, deleted: 0, unchanged: 0 };
  const result: ZoneResult = { zone, outcome: "failed", ...counts, milliseconds: 0, addresses: [], errors };
  if (output.json) output.record({ type: "result", zone, result });
  return [result];
}

/** `✓ local: created 12, updated 1  8.4 s` */
function summaryLine({ output }: Context, result: ZoneResult, unchanged: string): string {
  const { talk, symbols } = output;
  const { zone, outcome, milliseconds } = result;
  const counts = (["created", "updated", "replaced", "deleted"] as const)
    .filter((what) => result[what] > 0)
    .map((what) => `${what} ${result[what]}`);
  if (outcome === "unchanged") return `${talk.green(symbols.done)} ${talk.bold(zone)}: ${unchanged}`;
  const did = counts.length ? counts.join(", ") : "changed nothing";
  const sign = isFailure(result) ? talk.red(symbols.failed) : talk.green(symbols.done);
  return `${sign} ${talk.bold(zone)}: ${OUTCOMES[outcome](did)}  ${talk.dim(seconds(milliseconds))}`;
}

const OUTCOMES: Record<Exclude<ZoneOutcome, "unchanged">, (did: string) => string> = {
  succeeded: (did) => did,
  failed: (did) => `failed; ${did}`,
  "not-ready": (did) => `${did}, but not everything is ready`,
  cancelled: (did) => `cancelled; ${did}`,
};

function failureLine(results: readonly ZoneResult[], failed: readonly ZoneResult[]): string {
  const names = failed.map(({ zone }) => zone).join(", ");
  const rest = results.length - failed.length;
  const others = rest > 0 ? `; ${rest === 1 ? "the other zone is" : `the other ${rest} zones are`} done` : "";
  return `failed in ${failed.length === 1 ? "zone" : "zones"} ${names}${others}`;
}

function isFailure({ outcome }: ZoneResult): boolean {
  return outcome === "failed" || outcome === "not-ready" || outcome === "cancelled";
}

function addressesOf(results: readonly ZoneResult[]): string[] {
  return [...new Set(results.flatMap(({ addresses }) => addresses))];
}

function exitCodeOf(results: readonly ZoneResult[]): ExitCode {
  const failed = results.filter(isFailure);
  if (failed.length === 0) return EXIT.success;
  if (failed.every(({ outcome }) => outcome === "cancelled")) return EXIT.cancelled;
  return failureExitCode(failed);
}

/** 3 when every one of them failed because it refused who asked, else 4. */
export function failureExitCode(failed: readonly Pick<ZoneResult, "errors">[]): ExitCode {
  const refused = failed.every(({ errors }) => errors.some(({ code }) => REFUSED.has(code)));
  return refused ? EXIT.authentication : EXIT.resource;
}
