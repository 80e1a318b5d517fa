import type { Schema } from "../../api/client/types.ts";

export type UpdateEvent = Schema<"UpdateEvent">;
export type Readiness = Schema<"Readiness">;
type Kept = UpdateEvent["event"];
type Of<Type extends Kept["type"]> = Extract<Kept, { type: Type }>;
export type UpdateState = Schema<"Update">["state"];
export type Phase = Of<"phase">["phase"];
type ObjectEvent = Of<"object">;

export interface ObjectProgress {
  readonly id: string;
  readonly operation: ObjectEvent["operation"];
  readonly state: ObjectEvent["state"] | "waiting";
  readonly message?: string;
}

/** Something that was said: by the platform, about the definition, or by the zone. */
export interface Message {
  readonly seq: number;
  readonly at: string;
  readonly severity: "error" | "warning" | "note";
  readonly text: string;
  readonly fix?: string;
  /** One of our status codes, of a notice. */
  readonly code?: number;
}

/** How far an update is, from its events. */
export interface UpdateProgress {
  readonly state: UpdateState | undefined;
  readonly attempt: number;
  /** Those of this attempt, in order, with when each began. */
  readonly phases: readonly { readonly phase: Phase; readonly at: string }[];
  readonly plan: Schema<"ZonePlan"> | undefined;
  /** What is written, in the order of the plan. */
  readonly objects: ReadonlyMap<string, ObjectProgress>;
  /** By construct path. */
  readonly containers: ReadonlyMap<string, Readiness>;
  readonly messages: readonly Message[];
  readonly result: Schema<"ZoneResult"> | undefined;
  /** The latest of them; `earlier` counts those that are not held any more. */
  readonly events: readonly UpdateEvent[];
  readonly earlier: number;
}

export const NO_PROGRESS: UpdateProgress = {
  state: undefined,
  attempt: 0,
  phases: [],
  plan: undefined,
  objects: new Map(),
  containers: new Map(),
  messages: [],
  result: undefined,
  events: [],
  earlier: 0,
};

const MOST_EVENTS = 1_000;
const MOST_MESSAGES = 500;

/** What is known after further events. An event that is known already changes nothing. */
export function advance(before: UpdateProgress, events: readonly UpdateEvent[]): UpdateProgress {
  const last = before.events.at(-1)?.seq ?? 0;
  const news = events.filter(({ seq }) => seq > last);
  let progress: UpdateProgress = {
    ...before,
    objects: new Map(before.objects),
    containers: new Map(before.containers),
  };
  for (const event of news) progress = { ...progress, ...step(progress, event) };
  const all = [...before.events, ...news];
  return {
    ...progress,
    messages: progress.messages.slice(-MOST_MESSAGES),
    events: all.slice(-MOST_EVENTS),
    earlier: before.earlier + Math.max(0, all.length - MOST_EVENTS),
  };
}

function step(progress: UpdateProgress, { seq, at, event }: UpdateEvent): Partial<UpdateProgress> {
  switch (event.type) {
    case "state":
      return event.attempt > progress.attempt && event.state === "running"
        ? { ...begun(progress), state: event.state, attempt: event.attempt }
        : { state: event.state, attempt: event.attempt };
    case "phase":
      return { phases: [...progress.phases, { phase: event.phase, at }] };
    case "plan":
      return { plan: event.plan, objects: planned(event.plan) };
    case "object": {
      const { id, operation, state, message } = event;
      return {
        objects: set(progress.objects, id, { id, operation, state, ...(message !== undefined && { message }) }),
      };
    }
    case "readiness":
      return { containers: set(progress.containers, event.readiness.path, event.readiness) };
    case "result":
      return { result: event.result };
    case "notice": {
      const { code, title, message } = event.notice;
      const text = message || title;
      return { messages: [...progress.messages, { seq, at, severity: "note", text, code }] };
    }
    case "diagnostic":
      return { messages: [...progress.messages, said(seq, at, event.diagnostic)] };
    case "problems":
      return { messages: [...progress.messages, ...event.diagnostics.map((one) => said(seq, at, one))] };
  }
}

/** A worker that begins it again makes a new plan: what was written counts as what is there. */
function begun({ messages, events, earlier }: UpdateProgress): UpdateProgress {
  return { ...NO_PROGRESS, messages, events, earlier };
}

function planned({ changes }: Schema<"ZonePlan">): ReadonlyMap<string, ObjectProgress> {
  return new Map(changes.map(({ id, operation }) => [id, { id, operation, state: "waiting" }]));
}

/** Maps of a progress are its own until it is handed out: `advance` has copied them. */
function set<V>(map: ReadonlyMap<string, V>, key: string, value: V): ReadonlyMap<string, V> {
  return (map as Map<string, V>).set(key, value);
}

function said(seq: number, at: string, { severity, message, fix }: Schema<"Diagnostic">): Message {
  return { seq, at, severity, text: message, ...(fix !== undefined && { fix }) };
}
