import type { Diagnostic } from "../../constructs/diagnostic.ts";
import { SECRET_REFERENCE, secretReference } from "../../constructs/secret-reference.ts";
import type { Plan } from "../../engine/plan-types.ts";
import type { UpdateEvent } from "../../engine/update-events.ts";
import type { UpdateState } from "../database/tables.ts";
import { viewDiagnostic, viewDiagnostics } from "../views/diagnostic.ts";
import { viewZonePlan } from "../views/plan.ts";
import { viewReadiness } from "../views/readiness.ts";
import type { KeptEvent } from "../views/update-event.ts";
import { viewZoneResult } from "../views/zone-result.ts";
import type { Notice } from "./status-codes.ts";

/** What is told of an update: by the engine, and by the platform itself. */
export type ToldEvent =
  | UpdateEvent
  | { readonly type: "state"; readonly state: UpdateState; readonly attempt: number }
  | { readonly type: "notice"; readonly notice: Notice }
  | { readonly type: "problems"; readonly diagnostics: readonly Diagnostic[] };

/** Bytes of JSON that one event may take. */
const MOST_BYTES = 256 * 1024;
/** Fields that the changes of a plan may tell. */
const MOST_FIELDS = 1_000;
/** Characters of a text: what containers write into their log ends up in reasons. */
const LONGEST_TEXT = 8 * 1024;

/** An event as it is kept, as JSON: bounded, without manifests, and without the hashes of secrets. */
export function keptText(event: ToldEvent): string {
  for (const smaller of everSmaller(viewOf(event))) {
    const text = toJson(smaller);
    if (Buffer.byteLength(text) <= MOST_BYTES) return text;
  }
  throw new RangeError(`an event of type "${event.type}" cannot be made small enough`);
}

function viewOf(event: ToldEvent): KeptEvent {
  switch (event.type) {
    case "plan":
      return { type: "plan", zone: event.zone, plan: viewPlan(event.zone, event.plan) };
    case "result":
      return { type: "result", zone: event.zone, result: viewZoneResult(event.result) };
    case "readiness":
      return { type: "readiness", zone: event.zone, readiness: viewReadiness(event.readiness) };
    case "diagnostic":
      return { type: "diagnostic", zone: event.zone, diagnostic: viewDiagnostic(event.diagnostic) };
    case "problems":
      return { type: "problems", diagnostics: viewDiagnostics(event.diagnostics) };
    case "object": {
      const { type, zone, id, operation, state, message } = event;
      return { type, zone, id, operation, state, ...(message !== undefined && { message }) };
    }
    case "phase":
      return { type: "phase", zone: event.zone, phase: event.phase };
    default:
      return event;
  }
}

/** Of a plan with many fields only their number is told: they would not fit, and reading them all takes its time. */
function viewPlan(zone: string, plan: Plan): Extract<KeptEvent, { type: "plan" }>["plan"] {
  const fields = plan.changes.reduce((sum, change) => sum + change.fields.length, 0);
  if (fields <= MOST_FIELDS) return viewZonePlan({ zone, plan, errors: [] });
  const bare = { ...plan, changes: plan.changes.map((change) => ({ ...change, fields: [] })) };
  const view = viewZonePlan({ zone, plan: bare, errors: [] });
  const changes = view.changes.map((change, at) => ({ ...change, moreFields: plan.changes[at]?.fields.length ?? 0 }));
  return { ...view, changes };
}

function* everSmaller(event: KeptEvent): Generator<KeptEvent> {
  yield event;
  if (event.type === "plan") yield* smallerPlans(event);
  if (event.type === "result") {
    const { result } = event;
    const addresses = result.addresses.slice(0, 100);
    for (const errors of everFewer(result.errors)) yield { ...event, result: { ...result, addresses, errors } };
  }
  if (event.type === "problems") {
    for (const diagnostics of everFewer(event.diagnostics)) yield { ...event, diagnostics };
  }
}

/** Fields go first, then notes and changes, down to the mere numbers. */
function* smallerPlans(event: Extract<KeptEvent, { type: "plan" }>): Generator<KeptEvent> {
  const { plan } = event;
  const bare = plan.changes.map((change) => ({
    ...change,
    fields: [],
    moreFields: change.moreFields + change.fields.length,
  }));
  yield { ...event, plan: { ...plan, changes: bare } };
  let shown = 500;
  for (const notes of everFewer(plan.notes)) {
    const moreChanges = plan.moreChanges + Math.max(0, bare.length - shown);
    yield { ...event, plan: { ...plan, changes: bare.slice(0, shown), moreChanges, notes } };
    shown = Math.floor(shown / 5);
  }
}

function* everFewer(diagnostics: Diagnosed): Generator<Diagnosed> {
  for (let shown = 64; shown > 0; shown = Math.floor(shown / 4)) {
    const left = diagnostics.length - shown;
    const rest = left > 0 ? [cut(`${left} more findings are left out, since they are too much to keep`)] : [];
    yield [...diagnostics.slice(0, shown), ...rest];
  }
}

type Diagnosed = Extract<KeptEvent, { type: "problems" }>["diagnostics"];

export function cut(message: string): Diagnosed[number] {
  return { severity: "note", code: "cut", message };
}

/** PostgreSQL keeps neither NUL nor half of a surrogate pair in JSON, and both come from strangers' logs. */
function toJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === "string" ? keptString(part) : part));
}

function keptString(text: string): string {
  const bounded = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
  return bounded
    .replace(SECRET_REFERENCE, (_, name: string, encodings: string) => secretReference(name, undefined, encodings))
    .replaceAll("\u0000", "\ufffd")
    .toWellFormed();
}
