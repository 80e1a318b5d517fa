import { z } from "zod";
import type { Session, SignedIn } from "../identity/accounts.ts";
import type { findOwnKey } from "../identity/keys/own-key.ts";
import { PermissionName, viewPermissions } from "./permissions.ts";
import { PersonView, viewPerson } from "./person.ts";

export const SignedInView = z
  .strictObject({
    person: PersonView,
    expiresAt: z.string().describe("When the session ends. The session itself is in the cookie that comes along."),
  })
  .meta({ id: "SignedIn" });

export function viewSignedIn({ person, expiresAt }: SignedIn): z.output<typeof SignedInView> {
  return { person: viewPerson(person), expiresAt: expiresAt.toISOString() };
}

export const MeView = z
  .strictObject({
    kind: z.enum(["session", "key", "project-key"]).describe("How you are known."),
    person: PersonView.nullable().describe("Null for a key of a project's own."),
    key: z
      .strictObject({
        id: z.string(),
        name: z.string(),
        start: z.string(),
        permissions: z.array(PermissionName).nullable().describe("Null: all that the person may."),
        projects: z.array(z.string()).nullable().describe("Null: all of the person's."),
        expiresAt: z.string().nullable(),
      })
      .nullable()
      .describe("The key that was used; null in a session."),
  })
  .meta({ id: "Me" });

export function viewOwnKey(key: Awaited<ReturnType<typeof findOwnKey>>): z.output<typeof MeView>["key"] {
  return {
    id: key.id,
    name: key.name,
    start: key.start,
    permissions: key.permissions && viewPermissions(key.permissions),
    projects: key.projects,
    expiresAt: key.expires_at?.toISOString() ?? null,
  };
}

export const SessionView = z
  .strictObject({
    id: z.string(),
    current: z.boolean().describe("Whether it is the one that asks."),
    address: z.string().nullable().describe("Where it was begun."),
    userAgent: z.string().nullable(),
    createdAt: z.string(),
    expiresAt: z.string(),
  })
  .meta({ id: "Session" });

export function viewSession(session: Session, currentId: string): z.output<typeof SessionView> {
  return {
    id: session.id,
    current: session.id === currentId,
    address: session.address ?? null,
    userAgent: session.userAgent ?? null,
    createdAt: session.createdAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
  };
}
