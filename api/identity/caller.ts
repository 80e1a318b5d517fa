import type { Permission } from "./permissions.ts";

/** Who makes a request. */
export type Caller = PersonCaller | KeyOfPerson | KeyOfProject;

export interface PersonFacts {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  /** May manage zones, tiers and people. */
  readonly operator: boolean;
}

/** A person with a session: in a browser. */
export interface PersonCaller {
  readonly kind: "session";
  readonly person: PersonFacts;
  readonly sessionId: string;
}

/** A person's key: that person's rights, cut down to what the key is for. */
export interface KeyOfPerson {
  readonly kind: "key";
  readonly keyId: string;
  readonly person: PersonFacts;
  /** Null: all that the person may. */
  readonly permissions: ReadonlySet<Permission> | null;
  /** Ids of projects. Null: all of the person's. */
  readonly scope: ReadonlySet<string> | null;
}

/** A project's own key: it belongs to no person and reaches that project alone. */
export interface KeyOfProject {
  readonly kind: "project-key";
  readonly keyId: string;
  readonly projectId: string;
  readonly permissions: ReadonlySet<Permission>;
}

/** As callers are named in rows and lists: `person:ID`, `key:ID`. */
export function callerName(caller: Caller): string {
  return caller.kind === "session" ? `person:${caller.person.id}` : `key:${caller.keyId}`;
}

/** Whose rights are used; undefined for a project's own key. */
export function personOf(caller: Caller): PersonFacts | undefined {
  return caller.kind === "project-key" ? undefined : caller.person;
}

/** Whether a caller may run the platform. A key that is cut down to some projects or permissions is not for that. */
export function isOperator(caller: Caller): boolean {
  if (caller.kind === "project-key" || !caller.person.operator) return false;
  return caller.kind === "session" || (caller.permissions === null && caller.scope === null);
}

/** The person in an operation for persons, which no project's own key reaches. */
export function personIn(caller: Caller): PersonFacts {
  if (caller.kind !== "project-key") return caller.person;
  throw new Error("a project's own key got into an operation for persons");
}
