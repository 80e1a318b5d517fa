import { diagnosticWithout, type Redact } from "../../engine/redact.ts";
import type { UpdateEvent, ZoneResult } from "../../engine/update-events.ts";

/**
 * The engine takes out the secrets that it deploys. What a zone says may hold others of the project: containers of an
 * earlier revision still run, and what they kept outlives them.
 */
export function eventWithout(event: UpdateEvent, takeOut: Redact): UpdateEvent {
  switch (event.type) {
    case "readiness": {
      const { reason, detail, ...readiness } = event.readiness;
      return {
        ...event,
        readiness: {
          ...readiness,
          ...(detail !== undefined && { detail: takeOut(detail) }),
          ...(reason && { reason: diagnosticWithout(reason, takeOut) }),
        },
      };
    }
    case "diagnostic":
      return { ...event, diagnostic: diagnosticWithout(event.diagnostic, takeOut) };
    case "object":
      return { ...event, ...(event.message !== undefined && { message: takeOut(event.message) }) };
    case "result":
      return { ...event, result: resultWithout(event.result, takeOut) };
    default:
      return event;
  }
}

export function resultWithout(result: ZoneResult, takeOut: Redact): ZoneResult {
  return { ...result, errors: result.errors.map((error) => diagnosticWithout(error, takeOut)) };
}
