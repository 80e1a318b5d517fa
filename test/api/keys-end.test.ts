import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { after, before, beforeEach, describe, it } from "mocha";
import type { Caller } from "../../api/identity/caller.ts";
import { addKey } from "../../api/identity/keys/add-key.ts";
import { endWithMaker } from "../../api/identity/keys/lifetime.ts";
import { revokeKey } from "../../api/identity/keys/revoke-key.ts";
import { listen, type OpenPlatform, openPlatform, stopListening } from "../../api/serve.ts";
import { readSettings } from "../../api/settings.ts";
import { SecretKey } from "../../engine/secret-key.ts";
import { type Browser, inBrowser } from "./support/browser.ts";
import { type Loose, TestClient } from "./support/client.ts";
import { interleave } from "./support/interleave.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { ok, refused } from "./support/team.ts";

const DAY = 24 * 3600 * 1000;

describe("the end of a person's key", () => {
  let test: TestPlatform;
  let person: Browser;
  before(async () => {
    test = await testPlatform();
  });
  after(() => test.close());
  beforeEach(async () => {
    person = await inBrowser(test);
  });

  const make = async (by: TestClient, body: Loose = {}) => ok(await by.post("/keys", { name: "laptop", ...body }));
  const withKey = (text: string, url = test.url) => new TestClient(url, text, { id: "", email: "" });

  it("makes none that outlives it", async () => {
    const maker = await make(person, { expiresInDays: 10 });
    const client = withKey(maker.key);
    refused(await client.post("/keys", { name: "longer", expiresInDays: 11 }), 403, "not-permitted");
    const same = await make(client);
    assert.equal(same.expiresAt, maker.expiresAt);
    assert.equal(same.madeByKey, maker.id);
    const shorter = await make(client, { expiresInDays: 1 });
    assert.ok(Date.parse(shorter.expiresAt) < Date.parse(maker.expiresAt));
  });

  it("takes along what was made with it, and what that has made, when it is revoked", async () => {
    const [first, apart] = [await make(person), await make(person)];
    const second = await make(withKey(first.key));
    const third = await make(withKey(second.key));
    for (const { key } of [first, second, third, apart]) ok(await withKey(key).get("/me"));
    ok(await person.delete(`/keys/${first.id}`));
    for (const { key } of [first, second, third]) refused(await withKey(key).get("/me"), 401, "not-signed-in");
    ok(await withKey(apart.key).get("/me"));
  });

  it("leaves nothing that works behind when it makes a key while it is being revoked", async () => {
    const leaked = await make(person);
    const caller: Caller = {
      kind: "key",
      keyId: leaked.id,
      person: { id: person.personId, email: person.email, name: "", operator: false },
      permissions: null,
      scope: null,
    };
    let text = "";
    const answer = await interleave(
      test.platform.database,
      async (transaction) => {
        const expiresAt = await endWithMaker(transaction, caller, null);
        const owner = { personId: person.personId };
        const key = { owner, name: "hidden", permissions: null, scope: null, expiresAt, caller };
        text = (await addKey(transaction, key)).text;
      },
      () => person.delete(`/keys/${leaked.id}`),
    );
    assert.equal(answer.status, 204);
    refused(await withKey(text).get("/me"), 401, "not-signed-in");
  });

  it("makes no key once it is being revoked", async () => {
    const leaked = await make(person);
    const client = withKey(leaked.key);
    ok(await client.get("/me"));
    const answer = await interleave(
      test.platform.database,
      (transaction) => revokeKey(transaction, leaked.id),
      () => client.post("/keys", { name: "hidden" }),
    );
    refused(answer, 401, "not-signed-in");
  });

  it("ends when it was to end", async () => {
    const { key, id, expiresAt } = await make(person, { expiresInDays: 30 });
    assert.ok(Math.abs(Date.parse(expiresAt) - Date.now() - 30 * DAY) < 60_000);
    ok(await withKey(key).get("/me"));
    await test.platform.database
      .updateTable("api_keys")
      .set({ expires_at: sql<Date>`now() - interval '1 second'` })
      .where("id", "=", id)
      .execute();
    test.platform.callers.forget(id);
    refused(await withKey(key).get("/me"), 401, "not-signed-in");
  });

  it("ends within the next ten years, if it is said when", async () => {
    const at = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();
    const given = at(DAY);
    assert.equal((await make(person, { expiresAt: given })).expiresAt, given);
    for (const body of [
      { expiresAt: at(-1000) },
      { expiresAt: at(3651 * DAY) },
      { expiresAt: "tomorrow" },
      { expiresAt: "9999999-01-01T00:00:00Z" },
      { expiresAt: given, expiresInDays: 1 },
      { expiresInDays: 0 },
      { expiresInDays: 3651 },
      { expiresInDays: 1.5 },
    ]) {
      refused(await person.post("/keys", { name: "x", ...body }), 422, "invalid");
    }
  });

  it("stops to work everywhere within a second of being revoked", async () => {
    const elsewhere = await another(test);
    try {
      const { key, id } = await make(person);
      ok(await withKey(key, elsewhere.url).get("/me"));
      ok(await person.delete(`/keys/${id}`));
      refused(await withKey(key).get("/me"), 401, "not-signed-in");
      await sleep(1000);
      refused(await withKey(key, elsewhere.url).get("/me"), 401, "not-signed-in");
    } finally {
      await elsewhere.close();
    }
  });
});

/** A second server over the same database, as another process would be. */
async function another(test: TestPlatform): Promise<{ readonly url: string; close(): Promise<void> }> {
  const platform: OpenPlatform = await openPlatform({
    settings: readSettings({ ESPALIER_PORT: "0" }),
    databaseUrl: test.databaseUrl,
    secretKey: new SecretKey(test.key),
    log: test.platform.log,
  });
  const { server, url } = await listen(platform);
  return {
    url,
    async close() {
      await stopListening(server, 0);
      await platform.close();
    },
  };
}
