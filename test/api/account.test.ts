import assert from "node:assert/strict";
import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { after, before, describe, it } from "mocha";
import { Browser, cookieOf, inBrowser } from "./support/browser.ts";
import { type Answer, type Loose, newPerson, nobody } from "./support/client.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { newTeam, ok, refused } from "./support/team.ts";

const PASSWORD = "correct horse battery staple";

/** Each from an address of its own, since few of these are let through from one. */
function from(): Record<string, string> {
  return { "x-forwarded-for": `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}` };
}

function newEmail(): string {
  return `account-${randomUUID().slice(0, 8)}@example.com`;
}

describe("an account", () => {
  let test: TestPlatform;
  before(async () => {
    test = await testPlatform({ ESPALIER_PROXIES: "1" });
  });
  after(() => test.close());

  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    nobody(test.url).post(path, body, { ...from(), ...headers });
  const signUp = (body: Loose = {}) =>
    post("/sign-up", { email: newEmail(), password: PASSWORD, name: "Ada", ...body });
  const signIn = (email: string, password = PASSWORD) => post("/sign-in", { email, password });
  const browserOf = (answer: Answer) => {
    const { person } = ok(answer);
    return new Browser(test.url, cookieOf(answer.headers.getSetCookie()), person);
  };

  it("is made by signing up, and signed in with it", async () => {
    const email = newEmail();
    const answer = await signUp({ email });
    assert.equal(answer.status, 201);
    const { person, expiresAt } = answer.body;
    assert.deepEqual(person, { id: person.id, email, name: "Ada", operator: false });
    assert.ok(Date.parse(expiresAt) > Date.now());
    const me = ok(await browserOf(answer).get("/me"));
    assert.deepEqual(me, { kind: "session", person, key: null });
  });

  it("has a cookie that scripts and other sites cannot use", async () => {
    const [cookie] = (await signUp()).headers.getSetCookie();
    assert.match(cookie as string, /HttpOnly/i);
    assert.match(cookie as string, /SameSite=Lax/i);
  });

  it("is an operator's for nobody who signs up, not even the first", async () => {
    const empty = await testPlatform();
    const { person } = ok(
      await nobody(empty.url).post("/sign-up", { email: newEmail(), password: PASSWORD, name: "First" }),
    );
    assert.equal(person.operator, false);
    await empty.close();
  });

  it("is one for one e-mail address, however it is written and however many ask at once", async () => {
    const email = newEmail();
    const answers = await Promise.all([email, email.toUpperCase(), ` ${email}`].map((one) => signUp({ email: one })));
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [201, 409, 409]);
  });

  it("is signed in to with its password, the same way for a wrong one and for an unknown address", async () => {
    const { person } = ok(await signUp());
    ok(await signIn(person.email.toUpperCase()));
    const [wrong, unknown, absurd] = await Promise.all([
      signIn(person.email, "not the password"),
      signIn(newEmail()),
      signIn("nobody", "short"),
    ]);
    for (const answer of [wrong, unknown, absurd]) {
      refused(answer, 401, "wrong-credentials");
      assert.deepEqual({ ...answer.body, instance: "" }, { ...wrong.body, instance: "" });
      assert.deepEqual(answer.headers.getSetCookie(), []);
    }
  });

  it("is told what is wrong with what it is made of", async () => {
    const first = async (body: Loose) => refused(await signUp(body), 422, "invalid").diagnostics[0];
    assert.deepEqual((await first({ password: "short" })).path, ["password"]);
    assert.deepEqual((await first({ email: "not an address" })).path, ["email"]);
    assert.deepEqual((await first({ name: " " })).path, ["name"]);
    assert.deepEqual((await first({ name: "\u202Eada" })).path, ["name"]);
    assert.deepEqual((await first({ operator: true })).path, ["operator"]);
  });

  it("signs out, in this browser alone", async () => {
    const email = newEmail();
    const [one, other] = [browserOf(await signUp({ email })), browserOf(await signIn(email))];
    const answer = await one.post("/sign-out");
    assert.equal(answer.status, 204);
    assert.match(answer.headers.getSetCookie()[0] as string, /Max-Age=0/);
    refused(await one.get("/me"), 401, "not-signed-in");
    ok(await other.get("/me"));
  });

  it("can be called something else", async () => {
    const browser = browserOf(await signUp());
    assert.equal(ok(await browser.patch("/me", { name: " Ada Lovelace " })).name, "Ada Lovelace");
    assert.equal(ok(await browser.get("/me")).person.name, "Ada Lovelace");
    refused(await browser.patch("/me", { name: "x".repeat(101) }), 422, "invalid");
    refused(await browser.patch("/me", { email: newEmail() }), 422, "invalid");
    refused(await browser.patch("/me", { name: "x", operator: true }), 422, "invalid");
  });

  it("gets another password from who knows the present one, and then has no other session", async () => {
    const email = newEmail();
    const [one, other] = [browserOf(await signUp({ email })), browserOf(await signIn(email))];
    const next = "another long password";
    refused(
      await one.put("/me/password", { current: "not this one", password: next }, from()),
      401,
      "wrong-credentials",
    );
    refused(await one.put("/me/password", { password: next }, from()), 401, "wrong-credentials");
    refused(await one.put("/me/password", { current: PASSWORD, password: "short" }, from()), 422, "invalid");
    assert.equal((await one.put("/me/password", { current: PASSWORD, password: next }, from())).status, 204);
    ok(await one.get("/me"));
    refused(await other.get("/me"), 401, "not-signed-in");
    refused(await signIn(email), 401, "wrong-credentials");
    ok(await signIn(email, next));
  });

  it("lists its sessions, and ends one or all others", async () => {
    const email = newEmail();
    const one = browserOf(await signUp({ email }));
    const others = [browserOf(await signIn(email)), browserOf(await signIn(email)), browserOf(await signIn(email))];
    const { items } = ok(await one.get("/sessions"));
    assert.equal(items.length, 4);
    assert.deepEqual(
      items.map(({ current }: Loose) => current),
      [false, false, false, true],
    );
    assert.match(items[0].address, /^10\./);
    assert.equal((await one.delete(`/sessions/${items[0].id}`)).status, 204);
    refused(await one.delete(`/sessions/${items[0].id}`), 404, "not-found");
    refused(await others[2]!.get("/me"), 401, "not-signed-in");
    ok(await others[0]!.get("/me"));
    assert.equal((await one.delete("/sessions")).status, 204);
    for (const other of others) refused(await other.get("/me"), 401, "not-signed-in");
    assert.equal(ok(await one.get("/sessions")).items.length, 1);
  });

  it("ends nobody else's session", async () => {
    const [one, other] = [browserOf(await signUp()), browserOf(await signUp())];
    const { items } = ok(await one.get("/sessions"));
    refused(await other.delete(`/sessions/${items[0].id}`), 404, "not-found");
    ok(await one.get("/me"));
  });

  it("has things that no key does, however much it may", async () => {
    const person = await newPerson(test);
    const calls: [string, string, unknown?][] = [
      ["GET", "/sessions"],
      ["DELETE", "/sessions"],
      ["DELETE", `/sessions/${randomUUID()}`],
      ["POST", "/sign-out"],
      ["PUT", "/me/password", { password: PASSWORD }],
    ];
    for (const [method, path, body] of calls) {
      refused(await person.send(method, path, body, from()), 403, "not-permitted");
    }
  });

  it("is signed in to with a link, once of many at once", async () => {
    const person = await newPerson(test);
    const { token } = await test.platform.accounts.createSignInLink(person.email);
    const answers = await Promise.all(Array.from({ length: 10 }, () => post("/sign-in-links/use", { token })));
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, ...Array(9).fill(410)]);
    const browser = browserOf(answers.find(({ status }) => status === 200) as Answer);
    // Who came by a link has no password yet, and sets one.
    assert.equal((await browser.put("/me/password", { password: PASSWORD }, from())).status, 204);
    ok(await signIn(person.email));
    refused(await post("/sign-in-links/use", { token: randomBytes(32).toString("base64url") }), 410, "gone");
  });

  it("is not signed in to from another site", async () => {
    const body = { email: newEmail(), password: PASSWORD };
    const elsewhere: Record<string, string>[] = [
      { "sec-fetch-site": "cross-site" },
      { origin: "https://evil.example" },
    ];
    for (const headers of elsewhere) {
      for (const path of ["/sign-in", "/sign-up"]) refused(await post(path, body, headers), 403, "cross-site");
    }
    const browser = browserOf(await signUp());
    refused(await browser.send("PATCH", "/me", { name: "x" }, { origin: "https://evil.example" }), 403, "cross-site");
  });

  it("can be guessed at a few times a minute only, whichever way", async () => {
    const headers = from();
    const guess = () => post("/sign-in-links/use", { token: randomBytes(32).toString("base64url") }, headers);
    for (let index = 0; index < 20; index++) refused(await guess(), 410, "gone");
    refused(await guess(), 429, "too-many-requests");
    const answer = await post("/sign-in", { email: newEmail(), password: PASSWORD }, headers);
    refused(answer, 429, "too-many-requests");
    assert.ok(Number(answer.headers.get("retry-after")) > 0);
  });

  it("does not wait for ever when many sign up and in at once", async () => {
    const few = await testPlatform({ ESPALIER_PROXIES: "1", ESPALIER_DATABASE_CONNECTIONS: "2" });
    const email = newEmail();
    const one = (path: string, body: unknown) => nobody(few.url).post(path, body, from());
    ok(await one("/sign-up", { email, password: PASSWORD, name: "Ada" }));
    const answers = await Promise.all([
      ...Array.from({ length: 5 }, () => one("/sign-in", { email, password: PASSWORD })),
      ...Array.from({ length: 5 }, () => one("/sign-up", { email: newEmail(), password: PASSWORD, name: "Ada" })),
    ]);
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200, 201]));
    await few.close();
  });

  it("has a password, cookie and link that stand in no log line, no audit entry and no other row", async () => {
    const email = newEmail();
    const password = `canary ${randomUUID()}`;
    const key = { "idempotency-key": randomUUID() };
    const signedUp = await post("/sign-up", { email, password, name: "Ada" }, key);
    const browser = browserOf(signedUp);
    const { token } = await test.platform.accounts.createSignInLink(email);
    ok(await post("/sign-in-links/use", { token }, { "idempotency-key": randomUUID() }));
    await signIn(email, `${password}!`);
    await post("/sign-in", { email: password, password: email });
    const next = `next ${randomUUID()}`;
    ok(await browser.put("/me/password", { current: password, password: next }, from()));
    const cookie = browser.cookie.split("=")[1]?.split(".")[0] as string;
    const secrets = [password, next, token, cookie];
    const rows = await Promise.all(
      (["people", "accounts", "verifications", "audit_entries", "idempotency_keys"] as const).map((table) =>
        test.platform.database.selectFrom(table).selectAll().execute(),
      ),
    );
    const kept = JSON.stringify(rows) + test.log.join("\n");
    for (const secret of secrets) assert.ok(!kept.includes(secret), "a secret was kept");
  });

  it("stands in the audit log with its sign-ins", async () => {
    const { person } = ok(await signUp());
    ok(await signIn(person.email));
    const operator = await newPerson(test, { operator: true });
    for (const operation of ["signUp", "signIn"]) {
      const { items } = ok(await operator.get(`/audit?operation=${operation}&limit=100`));
      const entry = items.find(({ target }: Loose) => target.person === person.id);
      assert.deepEqual(entry.who, { kind: "nobody", id: null, name: null, keyStart: null });
    }
  });
});

describe("where people come by invitation only", () => {
  let test: TestPlatform;
  before(async () => {
    test = await testPlatform({ ESPALIER_SIGN_UP: "invited", ESPALIER_PROXIES: "1" });
  });
  after(() => test.close());

  const signUp = (email: string, invitation?: string) =>
    nobody(test.url).post("/sign-up", { email, password: PASSWORD, name: "Guest", invitation }, from());

  it("an invitation for that e-mail address lets a person sign up, and then accept it", async () => {
    const team = await newTeam(test);
    const email = newEmail();
    const { token } = ok(await team.admin.post(team.at("/invitations"), { email, role: "reader" }));
    const answer = await signUp(email.toUpperCase(), token);
    const { person } = ok(answer);
    const browser = new Browser(test.url, cookieOf(answer.headers.getSetCookie()), person);
    ok(await browser.post("/invitations/accept", { token }));
    ok(await browser.get(team.at("/members")));
  });

  it("nobody signs up without one, with somebody else's, a used one or one that was revoked", async () => {
    const team = await newTeam(test);
    const email = newEmail();
    const { token, id } = ok(await team.admin.post(team.at("/invitations"), { email, role: "reader" }));
    refused(await signUp(email), 403, "not-permitted");
    const wrong = await signUp(newEmail(), token);
    refused(wrong, 403, "not-permitted");
    assert.ok(!wrong.text.includes(email));
    refused(await signUp(email, randomBytes(32).toString("base64url")), 404, "not-found");
    ok(await team.admin.delete(team.at(`/invitations/${id}`)));
    refused(await signUp(email, token), 410, "gone");
    const member = await team.member("read");
    refused(await signUp(member.email), 403, "not-permitted");
    const { length } = await test.platform.database
      .selectFrom("people")
      .select("id")
      .where("email", "=", email)
      .execute();
    assert.equal(length, 0);
  });

  it("operators let people in", async () => {
    const operator = await inBrowser(test, { operator: true });
    const email = newEmail();
    const { id } = ok(await operator.post("/people", { email, name: "Guest" }));
    const { link } = ok(await operator.post(`/people/${id}/sign-in-links`, {}));
    const token = link.split("/").at(-1);
    const { person } = ok(await nobody(test.url).post("/sign-in-links/use", { token }, from()));
    assert.equal(person.email, email);
  });
});
