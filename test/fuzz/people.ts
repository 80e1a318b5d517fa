import { randomUUID } from "node:crypto";
import { newPerson, TestClient } from "../api/support/client.ts";
import type { TestPlatform } from "../api/support/platform.ts";
import { definitionOf, join } from "../api/support/project.ts";
import { ok } from "../api/support/team.ts";
import type { Tenant } from "../api/support/tenant.ts";

/** Who asks, with a key: a member who may everything in the project, one who may read, an operator who is a member too. */
export const CALLERS = ["member", "reader", "operator", "browser"] as const;
/** `browser`: operators who are members, known by sessions; only so is reached what a key may not do. */
export type FuzzCaller = (typeof CALLERS)[number];

export async function personOf(
  platform: TestPlatform,
  caller: FuzzCaller,
  { ids, people }: Tenant,
): Promise<TestClient> {
  if (caller === "reader") return people.reader as TestClient;
  if (caller === "member") return people.admin as TestClient;
  const operator = await newPerson(platform, { operator: true });
  await join(platform, ids.project as string, operator, "admin");
  return operator;
}

/**
 * Cookies of sessions, each of another operator who is a member: who ends all of his sessions, or is made a person like
 * others, ends nobody else's.
 */
export async function sessionsOf(platform: TestPlatform, project: string, count: number): Promise<string[]> {
  const cookies: string[] = [];
  for (let index = 0; index < count; index++) {
    const person = await newPerson(platform, { operator: true });
    await join(platform, project, person, "admin");
    const { accounts } = platform.platform;
    const { token } = await accounts.createSignInLink(person.email);
    const signedIn = await accounts.useSignInLink(token, { address: "192.0.2.1", userAgent: "fuzz" });
    cookies.push(signedIn.cookies.map((line) => line.split(";")[0]).join("; "));
  }
  return cookies;
}

/** Tokens of one-time links, each of another person. */
export async function signInTokens(platform: TestPlatform, count: number): Promise<string[]> {
  const tokens: string[] = [];
  for (let index = 0; index < count; index++) {
    const { email } = await newPerson(platform);
    tokens.push((await platform.platform.accounts.createSignInLink(email)).token);
  }
  return tokens;
}

/** Somebody who signs in with a password. */
export async function withPassword({ url }: TestPlatform): Promise<{ email: string; password: string }> {
  const name = `fuzz-${randomUUID().slice(0, 8)}`;
  const person = { email: `${name}@example.com`, password: `p4ss-${randomUUID()}` };
  ok(await new TestClient(url, undefined, { id: "", email: "" }).post("/sign-up", { ...person, name }));
  return person;
}

/** Tokens of invitations to projects of somebody else. */
export async function invitationsFor(platform: TestPlatform, guest: TestClient, count: number): Promise<string[]> {
  const host = await newPerson(platform);
  const tokens: string[] = [];
  for (let index = 0; index < count; index++) {
    const name = `guest-${randomUUID().slice(0, 8)}`;
    ok(await host.post("/projects", { name, definition: definitionOf(name), zones: [] }));
    tokens.push(ok(await host.post(`/projects/${name}/invitations`, { email: guest.email, role: "reader" })).token);
  }
  return tokens;
}
