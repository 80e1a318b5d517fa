import assert from "node:assert/strict";
import { inspect } from "node:util";
import fc from "fast-check";
import { CompiledQuery, Kysely, PostgresDialect } from "kysely";
import { after, before, describe, it } from "mocha";
import pg from "pg";
import { connectDatabase } from "../../api/database/connect.ts";
import type { Database } from "../../api/database/tables.ts";
import { isDatabaseAway } from "../../api/http/problem-of-error.ts";
import { readEmail, readName } from "../../api/identity/account-input.ts";
import { AccountError, createAccounts, type SignedIn } from "../../api/identity/accounts.ts";
import { createPasswords } from "../../api/identity/passwords.ts";
import { sessionCookie } from "../../api/identity/session-cookie.ts";
import { signInLibrary } from "../../api/identity/sign-in-library.ts";
import { failure, ofKind } from "./support/account-failures.ts";
import { BROWSER, cookieHeader, PASSWORD, SECRET, type TestAccounts, testAccounts } from "./support/accounts.ts";

/** What no field may be. */
const HOSTILE: readonly unknown[] = [
  "",
  " ",
  "\0",
  "a\0b@example.org",
  "x".repeat(1_000_000),
  "\ud800",
  "' or '1'='1' --",
  "'); drop table people; --",
  "../../etc/passwd",
  "\r\nSet-Cookie: a=b",
  undefined,
  null,
  7,
  true,
  {},
  [],
  ["ada@example.org"],
  { toString: () => "ada@example.org" },
];

describe("accounts against hostile input", () => {
  let test: TestAccounts;
  let ada: SignedIn;
  before(async () => {
    test = await testAccounts();
    ada = await test.accounts.signUp({ email: "ada@example.org", password: PASSWORD, name: "Ada" }, BROWSER);
  });
  after(() => test.close());

  it("refuse it by its kind, everywhere, and keep nothing of it", async () => {
    const { accounts } = test;
    const [email, name, personId] = ["new@example.org", "New", ada.person.id];
    const count = () => test.database.selectFrom("people").select("id").execute();
    const people = await count();
    for (const hostile of HOSTILE as readonly string[]) {
      ofKind("invalid-email")(await failure(accounts.signUp({ email: hostile, password: PASSWORD, name }, BROWSER)));
      ofKind("invalid-email")(await failure(accounts.createPerson({ email: hostile, name, operator: true })));
      ofKind("invalid-email")(await failure(accounts.createSignInLink(hostile)));
      ofKind("wrong-credentials")(await failure(accounts.signIn({ email: hostile, password: PASSWORD }, BROWSER)));
      ofKind("no-such-person")(await failure(accounts.setName(hostile, name)));
      ofKind("no-such-person")(await failure(accounts.changePassword({ personId: hostile, next: PASSWORD })));
      assert.deepEqual(await accounts.sessions(hostile), []);
      assert.equal(await accounts.endSession(personId, hostile), false);
      assert.equal(await accounts.endSession(hostile, hostile), false);
      assert.equal(await accounts.endOtherSessions(hostile, hostile), 0);
      assert.equal(await accounts.session(hostile), undefined);
      assert.equal((await accounts.signOut(hostile)).length, 1);
      // Some of it is an odd, but usable password or name.
      if (typeof hostile === "string" && hostile.length > 9 && hostile.length < 100) continue;
      ofKind("weak-password")(await failure(accounts.signUp({ email, password: hostile, name }, BROWSER)));
      ofKind("weak-password")(await failure(accounts.changePassword({ personId, current: PASSWORD, next: hostile })));
      ofKind("wrong-credentials")(
        await failure(accounts.signIn({ email: "ada@example.org", password: hostile }, BROWSER)),
      );
      ofKind("invalid-name")(await failure(accounts.signUp({ email, password: PASSWORD, name: hostile }, BROWSER)));
      ofKind("invalid-name")(await failure(accounts.setName(personId, hostile)));
    }
    assert.deepEqual(await count(), people);
    assert.deepEqual((await accounts.session(cookieHeader(ada.cookies)))?.person, ada.person);
  });

  it("keep what is odd, but a person's own", async () => {
    const names = [
      "O'Brien; drop table people",
      "李小龙",
      "👩‍💻",
      "Zoë",
      "%",
      "${x} {{y}} <b>",
      "x".repeat(100),
      "𝒜".repeat(100),
    ];
    for (const name of names) assert.equal((await test.accounts.setName(ada.person.id, name)).name, name);
    await test.accounts.setName(ada.person.id, "Ada");
    const password = "'; drop table accounts; -- \0 🦊";
    await test.accounts.signUp({ email: "o'brien+tag@sub.example.org", password, name: "O" }, BROWSER);
    await test.accounts.signIn({ email: "o'brien+tag@sub.example.org", password }, BROWSER);
  });

  it("take a name that looks like another for what it is", () => {
    for (const name of ["\u200b", "Ada\u202egro", "a\nb", "\u2066x", "x".repeat(101), "\u00a0"]) {
      assert.throws(() => readName(name), ofKind("invalid-name"));
    }
    const letterK = `boo\u212A@example.org`;
    assert.equal(letterK.toLowerCase(), "book@example.org");
    assert.throws(() => readEmail(letterK), ofKind("invalid-email"));
    assert.throws(() => readEmail(`${"a".repeat(243)}@example.org`), ofKind("invalid-email"));
    assert.equal(readEmail(`${"a".repeat(242)}@example.org`).length, 254);
  });

  it("read any text as an address or refuse it", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.emailAddress()), (text) => {
        try {
          const email = readEmail(text);
          assert.equal(readEmail(email), email);
          assert.match(email, /^[\x21-\x7e]{3,254}$/);
        } catch (error) {
          ofKind("invalid-email")(error);
        }
      }),
    );
  });

  it("survive any cookies", async () => {
    const name = "espalier_session";
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), async (before, value) => {
        assert.equal(await test.accounts.session(`${before}; ${name}=${value}`), undefined);
      }),
    );
    const mine = cookieHeader(ada.cookies);
    for (const cookies of [
      `${name}=%E0%A4%A; x`,
      `${name}=`,
      name,
      `${mine}0`,
      mine.slice(0, -1),
      `${";".repeat(17_000)}${mine}`,
    ]) {
      assert.equal(await test.accounts.session(cookies), undefined, cookies.slice(0, 80));
    }
    assert.ok(await test.accounts.session(mine));
  });

  it("keep of where a request comes from what can be shown", async () => {
    for (const from of [
      { address: "not an address\r\nx: y", userAgent: `\u0000Fire\r\nfox\u00e9 ${"x".repeat(100_000)}` },
      { address: 7, userAgent: {} } as never,
      {},
    ]) {
      const { person } = await test.accounts.signIn({ email: "ada@example.org", password: PASSWORD }, from);
      const [session] = await test.accounts.sessions(person.id);
      assert.match(session?.userAgent ?? "", /^(Fire fox x{100,290})?$/);
    }
  });

  it("ask the database once for a session, and not at all for a cookie that nobody has signed", async () => {
    const statements: string[] = [];
    const pool = new pg.Pool({ connectionString: test.url, max: 1 });
    const database = new Kysely<Database>({
      dialect: new PostgresDialect({ pool }),
      log: ({ query }) => void statements.push(query.sql),
    });
    try {
      const accounts = createAccounts({ database, secret: SECRET, baseUrl: "http://127.0.0.1" });
      assert.ok(await accounts.session(cookieHeader(ada.cookies)));
      assert.equal(statements.length, 1);
      await accounts.session(`espalier_session=${"a".repeat(32)}.${"A".repeat(43)}=`);
      assert.equal(statements.length, 1);
    } finally {
      await database.destroy();
    }
  });

  it("let errors of the database through as they are, so that the API can say it is away", async () => {
    const { database, close } = connectDatabase("postgres://nobody:none@127.0.0.1:1/none", { connections: 2 });
    const accounts = createAccounts({ database, secret: SECRET, baseUrl: "http://127.0.0.1" });
    const cookies = cookieHeader(ada.cookies);
    const attempts = [
      accounts.signUp({ email: "new@example.org", password: PASSWORD, name: "New" }, BROWSER),
      accounts.signIn({ email: "ada@example.org", password: PASSWORD }, BROWSER),
      accounts.session(cookies),
      accounts.signOut(cookies),
      accounts.createSignInLink("ada@example.org"),
      accounts.useSignInLink("x".repeat(43), BROWSER),
      accounts.sessions(ada.person.id),
      accounts.setName(ada.person.id, "Ada"),
      accounts.changePassword({ personId: ada.person.id, current: PASSWORD, next: PASSWORD }),
    ];
    for (const error of await Promise.all(attempts.map(failure))) assert.ok(isDatabaseAway(error), inspect(error));
    await close();
  });

  it("show no password and no token, whatever fails and wherever it is told", async () => {
    const told: unknown[] = [];
    const methods = ["log", "info", "warn", "error", "debug"] as const;
    const originals = methods.map((method) => console[method]);
    for (const method of methods) console[method] = (...args: unknown[]) => void told.push(args);
    const { fetch } = globalThis;
    globalThis.fetch = async (input) => assert.fail(`it asked ${input}`);
    const canary = "canary password 4711";
    let secrets: string[] = [canary];
    try {
      const accounts = test.another({ log: { error: (message) => void told.push(message) } });
      const { cookies, person } = await accounts.signUp(
        { email: "canary@example.org", password: canary, name: "C" },
        BROWSER,
      );
      const { token } = await accounts.createSignInLink(person.email);
      secrets = [...secrets, token, decodeURIComponent(cookieHeader(cookies)).slice("espalier_session=".length, -45)];
      const input = { email: person.email, password: canary };
      told.push(await failure(accounts.signUp({ ...input, name: "C" }, BROWSER)));
      told.push(await failure(accounts.signUp({ ...input, email: canary, name: "C" }, BROWSER)));
      told.push(await failure(accounts.signIn({ ...input, password: `${canary}!` }, BROWSER)));
      told.push(await failure(accounts.signIn({ ...input, email: canary }, BROWSER)));
      told.push(await failure(accounts.useSignInLink(`${token}!`, BROWSER)));
      told.push(await failure(accounts.changePassword({ personId: person.id, current: `${canary}!`, next: canary })));
      await test.database.executeQuery(CompiledQuery.raw("alter table sessions rename to away"));
      try {
        told.push(await failure(accounts.signIn(input, BROWSER)));
        told.push(await failure(accounts.useSignInLink(token, BROWSER)));
        told.push(await failure(accounts.session(cookieHeader(cookies))));
      } finally {
        await test.database.executeQuery(CompiledQuery.raw("alter table away rename to sessions"));
      }
    } finally {
      globalThis.fetch = fetch;
      for (const [index, method] of methods.entries()) console[method] = originals[index]!;
    }
    const everything = inspect(told, { depth: 20, showHidden: true, maxArrayLength: null, maxStringLength: null });
    assert.ok(told.filter((one) => one instanceof AccountError).length >= 6);
    assert.equal(secrets.length, 3);
    for (const secret of secrets) assert.ok(!everything.includes(secret), everything);
    assert.deepEqual(
      told.filter((one) => Array.isArray(one)),
      [],
      "something was written to the console",
    );
  });

  it("sign cookies with our secret, whatever better-auth finds in the environment", async () => {
    const held = process.env.BETTER_AUTH_SECRETS;
    process.env.BETTER_AUTH_SECRETS = `2:${"somebody else's secret".repeat(3)}`;
    try {
      const { cookies } = await test.another().signIn({ email: "ada@example.org", password: PASSWORD }, BROWSER);
      assert.ok(await test.accounts.session(cookieHeader(cookies)));
    } finally {
      if (held === undefined) delete process.env.BETTER_AUTH_SECRETS;
      else process.env.BETTER_AUTH_SECRETS = held;
    }
  });

  it("need a secret that cannot be guessed", () => {
    assert.throws(() => test.another({ secret: "too short" }), RangeError);
  });

  it("have the tables that better-auth asks for", async () => {
    const library = () =>
      signInLibrary({
        database: test.database,
        secret: SECRET,
        origin: "http://127.0.0.1",
        cookie: sessionCookie(SECRET, false),
        passwords: createPasswords(),
      });
    await library().checkTables();
    const rename = (from: string, to: string) =>
      test.database.executeQuery(CompiledQuery.raw(`alter table accounts rename column ${from} to ${to}`));
    await rename("scope", "scopes");
    try {
      assert.match((await failure(library().checkTables())).message, /scope/);
    } finally {
      await rename("scopes", "scope");
    }
  });
});
