import { cronProblems } from "../cron.ts";
import type { Diagnostic, ValuePath } from "../diagnostic.ts";
import { didYouMean } from "../nearest-name.ts";

/** A cron expression that Kubernetes will understand. */
export function checkCron(expression: string, path: ValuePath): Diagnostic[] {
  return cronProblems(expression).map(({ what, got, allowed }) => ({
    severity: "error",
    code: "wrong-format",
    message: `the ${what} of the schedule is not written as it must be`,
    path,
    got: JSON.stringify(got.slice(0, 40)),
    allowed,
    fix: what === "day of the week" && got === "7" ? "write 0 for Sunday" : undefined,
  }));
}

/** A time zone of the IANA database, in its own letters: the cluster tells small ones from capitals. */
export function checkTimeZone(timeZone: string | undefined, path: ValuePath): Diagnostic[] {
  if (timeZone === undefined) return [];
  const known = canonical(timeZone);
  const misspelled = known !== timeZone && known?.toLowerCase() === timeZone.toLowerCase();
  if (known !== undefined && !misspelled) return [];
  return [
    {
      severity: "error",
      code: "unknown-time-zone",
      message: "no time zone has this name",
      path,
      got: JSON.stringify(timeZone),
      allowed: "names such as Europe/Sofia, America/New_York, Etc/UTC",
      fix: didYouMean(known),
    },
  ];
}

function canonical(timeZone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
