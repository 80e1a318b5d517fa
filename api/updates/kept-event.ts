import type { Diagnostic } from "../../constructs/diagnostic.ts";
import { SECRET_REFERENCE, secretReference } from "../../constructs/secret-reference.ts";
import type { Change, Plan } from "../../engine/plan-types.ts";
import type { ZoneResult } from "../../engine/update-events.ts";
import type { KeptEvent } from "../database/tables.ts";

/** Bytes of JSON that one event may take. */
const MOST_BYTES = 256 * 1024;
/** Characters of a text: what containers write into their log ends up in reasons. */
const LONGEST_TEXT = 16 * 1024;

/**
 * An event as it is kept, as JSON: bounded, without manifests, and without the hashes of secrets, which are for comparing
 * only. The number that a zone counts its updates by is not the platform's revision, so it is left out.
 */
export function keptText(event: KeptEvent): string {
  for (const smaller of everSmaller(event)) {
    const text = toJson(smaller);
    if (Buffer.byteLength(text) <= MOST_BYTES) return text;
  }
  throw new RangeError(`an event of type "${event.type}" cannot be made small enough`);
}

/** The result as it is kept in the row of the update. */
export function keptResult(result: ZoneResult): string {
  const { result: kept } = JSON.parse(keptText({ type: "result", zone: result.zone, result })) as {
    result: ZoneResult;
  };
  return JSON.stringify(kept);
}

function* everSmaller(event: KeptEvent): Generator<unknown> {
  if (event.type === "plan") yield* planEvents(event);
  else if (event.type === "result") yield* resultEvents(event);
  else if (event.type === "problems") yield* problemEvents(event.diagnostics);
  else yield event;
}

function* planEvents(event: { readonly type: "plan"; readonly zone: string; readonly plan: Plan }): Generator<unknown> {
  const plan = { ...event.plan, manifests: [] };
  yield { ...event, plan };
  const bare = plan.changes.map((change): Change => ({ ...change, fields: [] }));
  yield { ...event, plan: { ...plan, changes: bare, notes: cut(plan.notes, "fields of changes") } };
  for (let shown = 500; shown > 0; shown = Math.floor(shown / 4)) {
    yield { ...event, plan: { ...plan, changes: bare.slice(0, shown), notes: cut([], `all but ${shown} changes`) } };
  }
}

function* resultEvents(event: {
  readonly type: "result";
  readonly zone: string;
  readonly result: ZoneResult;
}): Generator<unknown> {
  const { revision: _zonesOwn, ...result } = event.result;
  yield { ...event, result };
  for (const errors of everFewer(result.errors)) {
    yield { ...event, result: { ...result, addresses: result.addresses.slice(0, 100), errors } };
  }
}

function* problemEvents(diagnostics: readonly Diagnostic[]): Generator<unknown> {
  yield { type: "problems", diagnostics };
  for (const fewer of everFewer(diagnostics)) yield { type: "problems", diagnostics: fewer };
}

function* everFewer(diagnostics: readonly Diagnostic[]): Generator<readonly Diagnostic[]> {
  for (let shown = 64; shown > 0; shown = Math.floor(shown / 4)) {
    yield cut(diagnostics.slice(0, shown), `all but ${shown} messages`);
  }
}

function cut(notes: readonly Diagnostic[], what: string): Diagnostic[] {
  return [
    ...notes.slice(0, 100),
    { severity: "note", code: "cut", message: `${what} are left out, since there are too many to keep` },
  ];
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
