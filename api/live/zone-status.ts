import type { Diagnostic } from "../../constructs/diagnostic.ts";
import type { ProjectStatus } from "../../engine/project-status.ts";
import { diagnosticWithout } from "../../engine/redact.ts";
import { viewDiagnostic } from "../views/diagnostic.ts";
import type { ZoneStatus } from "../views/live.ts";
import { viewReadiness } from "../views/readiness.ts";

/** More than any project has; a zone that says more is not asked to be shown. */
const MOST_CONTAINERS = 2_000;
const MOST_ADDRESSES = 1_000;

/** @param redact takes secrets out of the reasons, which quote what containers have written */
export function viewZoneStatus(
  { zone, exists, containers, addresses }: ProjectStatus,
  revision: number | null,
  redact: (text: string) => string,
): ZoneStatus {
  return {
    zone,
    exists,
    revision,
    containers: containers.slice(0, MOST_CONTAINERS).map((readiness) => {
      const { reason, detail, ...rest } = readiness;
      return viewReadiness({
        ...rest,
        ...(detail !== undefined && { detail: redact(detail) }),
        ...(reason && { reason: diagnosticWithout(reason, redact) }),
      });
    }),
    addresses: addresses.slice(0, MOST_ADDRESSES),
    error: null,
  };
}

/** Of a zone that does not say how it stands. */
export function unknownStatus(zone: string, revision: number | null, error: Diagnostic): ZoneStatus {
  return { zone, exists: false, revision, containers: [], addresses: [], error: viewDiagnostic(error) };
}
