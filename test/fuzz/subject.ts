import { randomUUID } from "node:crypto";
import type { TestClient } from "../api/support/client.ts";
import { type TestPlatform, testPlatform } from "../api/support/platform.ts";
import { definitionOf } from "../api/support/project.ts";
import { ok } from "../api/support/team.ts";
import { makeTenant, type Tenant } from "../api/support/tenant.ts";
import { type FuzzCaller, invitationsFor, personOf, sessionsOf, signInTokens, withPassword } from "./people.ts";
import { makeSpare } from "./spare.ts";

type Values = Readonly<Record<string, readonly string[]>>;

/** What the hooks of Schemathesis are told. */
export interface Subject {
  /** Text of the caller's key; absent for those who are known by sessions. */
  readonly key?: string;
  /** Cookies; the next is used when a session has ended. */
  readonly sessions: readonly string[];
  /** By parameter of a path: what has to stay, so that what follows still meets something. */
  readonly kept: Readonly<Record<string, string>>;
  /** By parameter of a path: what may be used up instead. */
  readonly spare: Values;
  /** Values that mean something, by parameter of a path … */
  readonly names: Values;
  /** … by `query.name`, `header.name` or `body.name` … */
  readonly values: Values;
  /** … and the same for one operation, by its id. */
  readonly valuesOf: Readonly<Record<string, Values>>;
  /** What the caller may not see, since it is another tenant's. */
  readonly canaries: readonly string[];
  /** What nobody may see. */
  readonly secrets: readonly string[];
}

const MANY = 40;

/** The real server over a fresh database, and another tenant whose things nobody else may see. */
export async function fuzzedPlatform(): Promise<{ readonly platform: TestPlatform; readonly other: Tenant }> {
  const platform = await testPlatform({ ESPALIER_SIGN_IN_LIMIT: "1000000" });
  return { platform, other: await makeTenant(platform, "bora") };
}

/** A project of its own for each caller, since a run leaves it in pieces. */
export async function newSubject(platform: TestPlatform, caller: FuzzCaller, other: Tenant): Promise<Subject> {
  const tenant = await makeTenant(platform, caller);
  const project = tenant.ids.project as string;
  const person = await personOf(platform, caller, tenant);
  const spare = await makeSpare(platform, project, tenant.people.admin as TestClient, person);
  const { items } = ok(await person.get("/keys"));
  const { ids } = tenant;
  const kept = { ...ids, person: person.personId, key: items[0].id, projectKey: ids.key as string };
  return {
    ...(caller !== "browser" && { key: person.key as string }),
    sessions: caller === "browser" ? await sessionsOf(platform, project, MANY) : [],
    kept,
    spare,
    names: namesOf(kept, spare),
    values: valuesOf(kept),
    valuesOf: {
      signIn: oneOf(await withPassword(platform)),
      useSignInLink: { "body.token": await signInTokens(platform, MANY) },
      acceptInvitation: { "body.token": await invitationsFor(platform, person, MANY) },
      lookAtInvitation: { "body.token": await invitationsFor(platform, person, 2) },
      deleteProject: { "query.confirm": [project] },
      diffRevisions: { "query.from": ["1", "2"] },
      putTier: { "body.storage": ["1Gi", "500M"] },
    },
    canaries: caller === "operator" || caller === "browser" ? hiddenFromOperators(other) : other.canaries,
    secrets: [...other.secrets, ...tenant.secrets],
  };
}

function oneOf({ email, password }: { readonly email: string; readonly password: string }): Values {
  return { "body.email": [email], "body.password": [password] };
}

/** Operators see people, and in the audit log what was done to what; of the content of a project nothing. */
function hiddenFromOperators({ canaries }: Tenant): readonly string[] {
  return canaries.filter((text) => text.includes("description"));
}

function namesOf(kept: Subject["kept"], spare: Values): Values {
  const some = Object.keys(kept).map((name) => [name, [kept[name] as string, ...(spare[name] ?? []).slice(-5)]]);
  return {
    ...Object.fromEntries(some),
    // Only this one has everything.
    project: [kept.project as string],
    template: ["web-postgres", "static-site", "redis"],
  };
}

function valuesOf({ project, zone }: Subject["kept"]): Values {
  const name = project as string;
  const plain = definitionOf(name).text;
  return {
    "body.role": ["reader", "admin", "only-write"],
    "body.tier": ["starter"],
    "body.format": ["json"],
    "body.text": [
      plain,
      definitionOf(name, { containers: [{ name: "db", image: "postgres:17" }] }).text,
      definitionOf(name, { variables: { db_password: { secret: true }, size: { value: "3" } } }).text,
    ],
    "body.definition.text": [plain],
    "body.definition.format": ["json"],
    "body.template.name": ["web-postgres", "static-site"],
    "body.zones[*]": [zone as string],
    "body.projects[*]": [name],
    "body.email": Array.from({ length: 5 }, () => `fuzz-${randomUUID().slice(0, 8)}@example.com`),
    "header.If-Match": ["*", '"1"'],
  };
}
