import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { ALL_PERMISSIONS } from "../../api/identity/permissions.ts";
import { openApiDocument } from "../../api/openapi/document.ts";
import type { Answer, TestClient } from "./support/client.ts";
import { nobody } from "./support/client.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { makeTenant, type Tenant } from "./support/tenant.ts";

/**
 * Two tenants × every role × every operation of the document × own, foreign and mixed ids. Made from the document: an
 * operation that is added is tested too, and one whose parameters are not known here fails the test.
 */

interface Described {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly access: "public" | "caller" | "person" | "session" | "operator" | "project";
  readonly permission: string | undefined;
  readonly parameters: readonly string[];
}

function operations(): Described[] {
  return Object.entries(openApiDocument().paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Record<string, unknown>>).map(([method, operation]) => ({
      id: String(operation.operationId),
      method: method.toUpperCase(),
      path,
      access: operation["x-access"] as Described["access"],
      permission: operation["x-permission"] as string | undefined,
      parameters: Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name as string),
    })),
  );
}

function fill(path: string, ids: Readonly<Record<string, string>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = ids[name];
    assert.ok(value !== undefined, `{${name}} of ${path} is not known to this test: add it to support/tenant.ts`);
    return encodeURIComponent(value);
  });
}

/** Streams of own things would not end; that they are refused to others is what counts. */
const isStream = ({ path }: Described) => path.endsWith("/stream");

describe("two tenants of one platform", function () {
  this.timeout(900_000);
  const all = operations();
  let platform: TestPlatform;
  let alba: Tenant;
  let bora: Tenant;
  const covered = new Set<string>();

  before(async () => {
    platform = await testPlatform();
    alba = await makeTenant(platform, "alba");
    bora = await makeTenant(platform, "bora");
  });
  after(() => platform.close());

  const send = async (client: TestClient, { id, method }: Described, path: string): Promise<Answer> => {
    covered.add(id);
    // A body that says nothing: who may not send it must be told so before it is read.
    return client.send(method, path, method === "GET" || method === "DELETE" ? undefined : {}, { "if-match": "*" });
  };

  /** Nothing that only the other tenant knows may be in an answer, but what the request itself said. */
  const holdsNothingOf = (tenant: Tenant, answer: Answer, what: string, asked = "") => {
    for (const canary of tenant.canaries.filter((text) => !asked.includes(text))) {
      assert.ok(!answer.text.includes(canary), `${what} shows ${JSON.stringify(canary)} of another tenant`);
      for (const [, value] of answer.headers) assert.ok(!value.includes(canary), `a header of ${what} shows it`);
    }
  };

  it("refuse whoever is not known, whatever is asked for", async () => {
    for (const operation of all.filter(({ access }) => access !== "public")) {
      const path = fill(operation.path, alba.ids);
      const answer = await send(nobody(platform.url), operation, path);
      assert.equal(answer.status, 401, `${operation.id} answered ${answer.status} to nobody`);
      holdsNothingOf(alba, answer, operation.id, path);
    }
  });

  it("do not find each other's projects, in any role", async () => {
    for (const operation of all.filter(({ access }) => access === "project")) {
      for (const [role, client] of Object.entries(bora.people)) {
        const path = fill(operation.path, alba.ids);
        const answer = await send(client, operation, path);
        assert.equal(answer.status, 404, `${operation.id} answered ${answer.status} to ${role} of the other tenant`);
        assert.equal(answer.body.code, "not-found");
        holdsNothingOf(alba, answer, operation.id, path);
        const absent = await send(client, operation, fill(operation.path, { ...alba.ids, project: "nothing-there" }));
        const neutral = (text: string) =>
          text
            .replaceAll(alba.ids.project!, "NAME")
            .replaceAll("nothing-there", "NAME")
            .replace(/urn:uuid:[^"]+/, "");
        assert.equal(neutral(answer.text), neutral(absent.text), `${operation.id} tells a foreign project from none`);
      }
    }
  });

  it("do not find each other's things through their own project", async () => {
    for (const operation of all.filter(({ access }) => access === "project")) {
      for (const mixed of operation.parameters.filter((name) => name !== "project" && alba.foreign.has(name))) {
        const ids = { ...bora.ids, [mixed]: alba.ids[mixed] as string };
        const path = fill(operation.path, ids);
        const answer = await send(bora.people.admin!, operation, path);
        assert.ok(
          answer.status === 404 || answer.status === 422,
          `${operation.id} answered ${answer.status} to its own project with {${mixed}} of the other tenant: ${answer.text}`,
        );
        holdsNothingOf(alba, answer, operation.id, path);
      }
    }
  });

  it("do not reach each other's keys, sessions and people", async () => {
    const about = ({ access, parameters }: Described) =>
      access !== "project" && access !== "public" && parameters.some((name) => alba.foreign.has(name));
    for (const operation of all.filter(about)) {
      const ids = { ...alba.ids, key: alba.ids.ownKey as string };
      const path = fill(operation.path, ids);
      const answer = await send(bora.people.admin!, operation, path);
      // What is wrong with the request itself may be told, but the same way of what is not there.
      assert.ok([403, 404, 422].includes(answer.status), `${operation.id} answered ${answer.status}: ${answer.text}`);
      const absent = await send(bora.people.admin!, operation, fill(operation.path, alba.absentIds));
      assert.equal(answer.status, absent.status, `${operation.id} tells a foreign thing from none`);
      holdsNothingOf(alba, answer, operation.id, path);
    }
  });

  it("show nothing of each other in any list", async () => {
    for (const operation of all.filter(
      ({ method, parameters }) => method === "GET" && !parameters.some((name) => name !== "project"),
    )) {
      if (isStream(operation)) continue;
      const answer = await send(bora.people.admin!, operation, fill(operation.path, bora.ids));
      holdsNothingOf(alba, answer, operation.id);
    }
  });

  it("let each role do what its permissions say, and nothing else", async () => {
    for (const operation of all.filter(({ access }) => access === "project")) {
      for (const [role, client] of Object.entries(alba.people)) {
        const permissions = alba.permissions[role] as ReadonlySet<string>;
        const allowed = permissions.has(operation.permission as string);
        // What is allowed is tried on things that are not there, so that it leaves the tenant as it is.
        const ids = allowed ? alba.absentIds : alba.ids;
        if (allowed && (isStream(operation) || (operation.method === "DELETE" && operation.parameters.length === 1)))
          continue;
        const answer = await send(client, operation, fill(operation.path, ids));
        const what = `${operation.id} answered ${answer.status} to ${role}: ${answer.text.slice(0, 300)}`;
        if (allowed) {
          assert.notEqual(answer.status, 401, what);
          const aboutThis = answer.status === 403 && answer.body.detail.includes(`"${operation.permission}"`);
          assert.ok(!aboutThis, what);
        } else {
          assert.equal(answer.status, permissions.size === 0 ? 404 : 403, what);
          for (const secret of alba.secrets) assert.ok(!answer.text.includes(secret), what);
        }
      }
    }
  });

  it("let nobody but operators run the platform", async () => {
    for (const operation of all.filter(({ access }) => access === "operator")) {
      for (const [role, client] of Object.entries(alba.people)) {
        const answer = await send(client, operation, fill(operation.path, alba.ids));
        assert.equal(answer.status, 403, `${operation.id} answered ${answer.status} to ${role}`);
      }
    }
  });

  it("let no key do what only a person in a browser may", async () => {
    for (const operation of all.filter(({ access }) => access === "session")) {
      const answer = await send(alba.people.admin!, operation, fill(operation.path, alba.ids));
      assert.equal(answer.status, 403, `${operation.id} answered ${answer.status} to a key`);
    }
  });

  it("cover every operation, and every permission that one asks for", () => {
    const publics = all.filter(({ access }) => access === "public").map(({ id }) => id);
    const missed = all.map(({ id }) => id).filter((id) => !covered.has(id) && !publics.includes(id));
    assert.deepEqual(missed, []);
    for (const { permission } of all) if (permission) assert.ok((ALL_PERMISSIONS as string[]).includes(permission));
  });

  it("still have everything afterwards", async () => {
    for (const tenant of [alba, bora]) {
      const { status, body } = await tenant.people.admin!.get(`/projects/${tenant.ids.project}`);
      assert.equal(status, 200);
      assert.equal(body.state, "active");
    }
  });
});
