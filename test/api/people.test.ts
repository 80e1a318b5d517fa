import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, it } from "mocha";
import { setOperator } from "../../api/identity/operators.ts";
import { Browser, cookieOf, inBrowser } from "./support/browser.ts";
import { type Loose, newPerson, nobody } from "./support/client.ts";
import { interleave } from "./support/interleave.ts";
import { keyFor } from "./support/key.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { newTeam, ok, refused } from "./support/team.ts";

describe("operators of the platform", () => {
  let test: TestPlatform;
  let operator: Browser;
  before(async () => {
    test = await testPlatform();
    operator = await inBrowser(test, { operator: true });
  });
  after(() => test.close());

  it("list and search people, page by page", async () => {
    const mark = randomUUID().slice(0, 8);
    const people = await Promise.all(["c", "a", "b"].map((name) => newPerson(test, { name: `${name}-${mark}` })));
    const first = ok(await operator.get(`/people?search=${mark.toUpperCase()}&limit=2`));
    const second = ok(await operator.get(`/people?search=${mark}&limit=2&after=${first.next}`));
    const found = [...first.items, ...second.items].map(({ email }: Loose) => email);
    assert.deepEqual(found, people.map(({ email }) => email).toSorted());
    assert.deepEqual(ok(await operator.get(`/people?search=${mark}&operator=true`)).items, []);
    assert.deepEqual(ok(await operator.get(`/people/${first.items[0].id}`)), first.items[0]);
    refused(await operator.get(`/people/${randomUUID()}`), 404, "not-found");
    for (const search of ["%25", "_"]) {
      const { items } = ok(await operator.get(`/people?search=${search}`));
      assert.deepEqual(items, [], "what stands for anything elsewhere stands for itself here");
    }
    refused(await operator.get("/people?search=%00"), 422, "invalid");
  });

  it("are the only ones who see people and the audit log of all", async () => {
    const person = await inBrowser(test);
    const team = await newTeam(test);
    for (const one of [person, team.admin]) {
      for (const path of ["/people", `/people/${operator.personId}`, "/audit"]) {
        refused(await one.get(path), 403, "not-permitted");
      }
      refused(await one.post("/people", { email: "x@example.com", name: "x" }), 403, "not-permitted");
      refused(await one.patch(`/people/${one.personId}`, { operator: true }), 403, "not-permitted");
      refused(await one.post(`/people/${operator.personId}/sign-in-links`, {}), 403, "not-permitted");
    }
  });

  it("see no project that they are no member of", async () => {
    const team = await newTeam(test);
    for (const path of ["/members", "/roles", "/invitations", "/keys", "/audit"]) {
      refused(await operator.get(team.at(path)), 404, "not-found");
    }
  });

  it("work with a key too, but with none that is limited", async () => {
    const person = await newPerson(test, { operator: true });
    ok(await person.get("/people"));
    refused(await (await keyFor(test, person, { permissions: ["read"] })).get("/people"), 403, "not-permitted");
    refused(
      await (await keyFor(test, person, { projects: [(await newTeam(test)).project] })).get("/people"),
      403,
      "not-permitted",
    );
  });

  it("make operators and sign-in links in a browser only, so that a lost key is no more than a key", async () => {
    const key = await newPerson(test, { operator: true });
    const person = await newPerson(test);
    refused(await key.patch(`/people/${person.personId}`, { operator: true }), 403, "not-permitted");
    refused(await key.post(`/people/${operator.personId}/sign-in-links`, {}), 403, "not-permitted");
    assert.equal(ok(await operator.patch(`/people/${person.personId}`, { operator: true })).operator, true);
    ok(await operator.patch(`/people/${person.personId}`, { operator: false }));
    refused(await operator.patch(`/people/${randomUUID()}`, { operator: true }), 404, "not-found");
  });

  it("are one at least, also when the last two remove each other at once", async () => {
    const own = await testPlatform();
    const [one, other] = [await inBrowser(own, { operator: true }), await inBrowser(own, { operator: true })];
    const answer = await interleave(
      own.platform.database,
      (transaction) => setOperator(transaction, other.personId, false),
      () => other.patch(`/people/${one.personId}`, { operator: false }),
    );
    refused(answer, 409, "conflict");
    refused(await one.patch(`/people/${one.personId}`, { operator: false }), 409, "conflict");
    await own.close();
  });

  it("help somebody in who has lost the password, who then sets another", async () => {
    const email = `lost-${randomUUID().slice(0, 8)}@example.com`;
    const password = "correct horse battery staple";
    const facts = { address: "192.0.2.1", userAgent: "test" };
    const { person, cookies } = await test.platform.accounts.signUp({ email, password, name: "Ada" }, facts);
    const before = new Browser(test.url, cookieOf(cookies), person);
    ok(await before.get("/me"));
    const made = await operator.post(`/people/${person.id}/sign-in-links`, { forgetPassword: true });
    const { link, token } = ok(made);
    assert.equal(link, `${test.url}/sign-in/${token}`);
    refused(await before.get("/me"), 401, "not-signed-in");
    refused(await nobody(test.url).post("/sign-in", { email, password }), 401, "wrong-credentials");
    const answer = await nobody(test.url).post("/sign-in-links/use", { token });
    const browser = new Browser(test.url, cookieOf(answer.headers.getSetCookie()), ok(answer).person);
    const next = "another long password";
    ok(await browser.put("/me/password", { password: next }));
    ok(await nobody(test.url).post("/sign-in", { email, password: next }));
    const { text } = await operator.get("/audit?operation=createSignInLink");
    assert.ok(!text.includes(token) && !test.log.join("\n").includes(token));
  });

  it("make links for nobody who is not there", async () => {
    refused(await operator.post(`/people/${randomUUID()}/sign-in-links`, {}), 404, "not-found");
    refused(await operator.post("/people", { email: operator.email, name: "again" }), 409, "conflict");
    refused(await operator.post("/people", { email: "nothing", name: "x" }), 422, "invalid");
  });
});
