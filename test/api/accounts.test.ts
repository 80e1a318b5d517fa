import assert from "node:assert/strict";
import { createHook } from "node:async_hooks";
import { after, before, describe, it } from "mocha";
import { AccountError, type SignedIn } from "../../api/identity/accounts.ts";
import { createPasswords } from "../../api/identity/passwords.ts";
import { failure, ofKind } from "./support/account-failures.ts";
import { BROWSER, cookieHeader, PASSWORD, SECRET, type TestAccounts, testAccounts } from "./support/accounts.ts";

const UNKNOWN_ID = "00000000-0000-4000-8000-000000000000";

describe("accounts", () => {
  let test: TestAccounts;
  before(async () => {
    test = await testAccounts();
  });
  after(() => test.close());

  const signUp = (email: string): Promise<SignedIn> =>
    test.accounts.signUp({ email, password: PASSWORD, name: "Ada Lovelace" }, BROWSER);
  const signIn = (email: string, password = PASSWORD): Promise<SignedIn> =>
    test.accounts.signIn({ email, password }, BROWSER);

  describe("signing up", () => {
    it("makes a person with a session", async () => {
      const { person, cookies, expiresAt } = await signUp("ada@example.org");
      const found = await test.accounts.session(cookieHeader(cookies));
      assert.deepEqual(found?.person, person);
      assert.deepEqual(
        { ...person, id: typeof person.id, createdAt: person.createdAt instanceof Date },
        { id: "string", email: "ada@example.org", name: "Ada Lovelace", operator: false, createdAt: true },
      );
      const [session] = await test.accounts.sessions(person.id);
      assert.equal(session?.id, found?.sessionId);
      assert.ok(Math.abs(expiresAt.getTime() - session!.expiresAt.getTime()) < 60_000);
      assert.deepEqual([session?.address, session?.userAgent], ["192.0.2.7", "Firefox"]);
    });

    it("knows an address however it is written", async () => {
      const { person } = await signUp("  Grace.Hopper@Example.ORG\n");
      assert.equal(person.email, "grace.hopper@example.org");
      assert.equal((await signIn("GRACE.hopper@example.org")).person.id, person.id);
      await assert.rejects(signUp("grace.HOPPER@example.org"), ofKind("email-taken"));
    });

    it("makes one person of fifty at once with one address", async () => {
      const attempts = await Promise.allSettled(
        Array.from({ length: 50 }, (_, index) => signUp(index % 2 ? "fifty@example.org" : "Fifty@Example.org")),
      );
      assert.equal(attempts.filter(({ status }) => status === "fulfilled").length, 1);
      for (const attempt of attempts) {
        if (attempt.status === "rejected") ofKind("email-taken")(attempt.reason);
      }
      const people = await test.database.selectFrom("people").select("id").where("email", "=", "fifty@example.org");
      const [person, ...others] = await people.execute();
      assert.deepEqual(others, []);
      assert.equal((await test.accounts.sessions(person!.id)).length, 1);
    });
  });

  describe("signing in", () => {
    it("says the same of a wrong password, an unknown address and a person without a password", async () => {
      await signUp("known@example.org");
      await test.accounts.createPerson({ email: "without@example.org", name: "Without", operator: false });
      const errors = [];
      for (const email of ["known@example.org", "unknown@example.org", "without@example.org", "not an address"]) {
        errors.push(await failure(signIn(email, "a wrong password")));
      }
      for (const error of errors) ofKind("wrong-credentials")(error);
      assert.equal(new Set(errors.map(({ message }) => message)).size, 1);
    });

    it("does the same work for each of them", async () => {
      const works: string[] = [];
      const hook = createHook({ init: (_, type) => type === "SCRYPTREQUEST" && works.push(type) }).enable();
      try {
        for (const email of ["known@example.org", "unknown@example.org", "without@example.org"]) {
          await failure(signIn(email, "a wrong password"));
        }
      } finally {
        hook.disable();
      }
      assert.equal(works.length, 3);
    });

    it("takes a password for the same whichever keyboard has typed it", async () => {
      const [composed, decomposed] = ["Z\u00fcrich im M\u00e4rz", "Zu\u0308rich im Ma\u0308rz"];
      await test.accounts.signUp({ email: "keys@example.org", password: composed, name: "K" }, BROWSER);
      assert.equal((await signIn("keys@example.org", decomposed)).person.email, "keys@example.org");
    });

    it("leaves the event loop to others while it hashes", async () => {
      let turns = 0;
      let done = false;
      const turn = (): void => {
        turns++;
        if (!done) setImmediate(turn);
      };
      setImmediate(turn);
      await createPasswords().hash(PASSWORD);
      done = true;
      assert.ok(turns > 20, `${turns} turns`);
    });

    it("says that it is busy rather than let a queue grow without end", async () => {
      const passwords = createPasswords();
      const verify = () => passwords.verify("no hash", PASSWORD);
      const errors = await Promise.all(Array.from({ length: 300 }, () => failure(verify())));
      assert.equal(errors.filter((error) => error instanceof AccountError && error.kind === "busy").length, 98);
      assert.equal(await passwords.verify(await passwords.hash(PASSWORD), PASSWORD), true);
    });
  });

  describe("sessions", () => {
    it("end at once in every process", async () => {
      const elsewhere = test.another();
      const first = await signUp("ends@example.org");
      const second = await signIn("ends@example.org");
      const [one, two] = [cookieHeader(first.cookies), cookieHeader(second.cookies)];
      const { sessionId } = (await elsewhere.session(one))!;
      assert.equal(await test.accounts.endSession(first.person.id, sessionId), true);
      assert.equal(await elsewhere.session(one), undefined);
      assert.equal(await test.accounts.endSession(first.person.id, sessionId), false);
      assert.ok(await elsewhere.session(two));
      await test.accounts.signOut(two);
      assert.equal(await elsewhere.session(two), undefined);
    });

    it("are ended by their own person alone", async () => {
      const [mine, theirs] = [await signUp("mine@example.org"), await signUp("theirs@example.org")];
      const { sessionId } = (await test.accounts.session(cookieHeader(theirs.cookies)))!;
      assert.equal(await test.accounts.endSession(mine.person.id, sessionId), false);
      await test.accounts.endOtherSessions(mine.person.id, UNKNOWN_ID);
      assert.ok(await test.accounts.session(cookieHeader(theirs.cookies)));
      assert.deepEqual(await test.accounts.sessions(mine.person.id), []);
    });

    it("are listed newest first, without what opens them", async () => {
      const { person } = await signUp("lists@example.org");
      await test.accounts.signIn(
        { email: person.email, password: PASSWORD },
        { address: "2001:db8::7", userAgent: "curl" },
      );
      const sessions = await test.accounts.sessions(person.id);
      assert.deepEqual(
        sessions.map(({ address, userAgent }) => [address, userAgent]),
        [
          ["2001:db8::7", "curl"],
          ["192.0.2.7", "Firefox"],
        ],
      );
      const tokens = await test.database.selectFrom("sessions").select("token").execute();
      for (const { token } of tokens) assert.ok(!JSON.stringify(sessions).includes(token));
    });

    it("end by themselves, and are removed then", async () => {
      const { person, cookies } = await signUp("late@example.org");
      await test.accounts.createSignInLink(person.email);
      const past = new Date(Date.now() - 1000);
      await test.database
        .updateTable("sessions")
        .set({ expires_at: past })
        .where("person_id", "=", person.id)
        .execute();
      assert.equal(await test.accounts.session(cookieHeader(cookies)), undefined);
      assert.deepEqual(await test.accounts.sessions(person.id), []);
      await test.database.updateTable("verifications").set({ expires_at: past }).execute();
      assert.equal(await test.accounts.removeExpired(), 2);
      assert.equal(await test.accounts.removeExpired(), 0);
      assert.ok((await test.database.selectFrom("sessions").select("id").execute()).length > 0);
    });
  });

  describe("their cookie", () => {
    it("is for our host, paths and servers alone when people come over https", async () => {
      const secure = test.another({ baseUrl: "https://platform.example.org/x" });
      const { cookies } = await secure.signUp({ email: "https@example.org", password: PASSWORD, name: "H" }, BROWSER);
      const [set, ...others] = cookies;
      assert.deepEqual(others, []);
      assert.match(set!, /^__Host-espalier_session=\S+; Max-Age=1209600; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
      assert.ok(await secure.session(`other=1; ${cookieHeader(cookies)}; more=2`));
      assert.deepEqual(await secure.signOut(cookieHeader(cookies)), [
        "__Host-espalier_session=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax",
      ]);
    });

    it("can be kept by a browser that comes over http", async () => {
      const { cookies } = await signUp("http@example.org");
      assert.equal(cookies.length, 1);
      assert.match(cookies[0]!, /^espalier_session=\S+; Max-Age=1209600; Path=\/; HttpOnly; SameSite=Lax$/);
      assert.deepEqual(await test.accounts.signOut("nothing=1"), [
        "espalier_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
      ]);
    });

    it("cannot be made from what is in the database", async () => {
      const { person, cookies } = await signUp("dump@example.org");
      const { token } = await test.database
        .selectFrom("sessions")
        .select("token")
        .where("person_id", "=", person.id)
        .executeTakeFirstOrThrow();
      const whole = decodeURIComponent(cookieHeader(cookies));
      assert.ok(whole.includes(token) && (await test.accounts.session(whole)));
      const signature = whole.split(".").at(-1)!;
      const others = test.another({ secret: SECRET.toUpperCase() });
      const theirs = await others.signIn({ email: person.email, password: PASSWORD }, BROWSER);
      const foreign = decodeURIComponent(cookieHeader(theirs.cookies)).split(".").at(-1)!;
      const forged = [
        token,
        `${token}.`,
        `${token}.${"A".repeat(43)}=`,
        `${token}.${foreign}`,
        `${"a".repeat(32)}.${signature}`,
      ];
      for (const value of forged)
        assert.equal(await test.accounts.session(`espalier_session=${value}`), undefined, value);
      assert.equal(await test.accounts.session(cookieHeader(theirs.cookies)), undefined);
    });
  });

  describe("a person", () => {
    it("is made without a password, as an operator too, and chooses one", async () => {
      const person = await test.accounts.createPerson({ email: "First@example.org", name: "First", operator: true });
      assert.deepEqual([person.email, person.operator], ["first@example.org", true]);
      await test.accounts.changePassword({ personId: person.id, next: PASSWORD });
      const { person: same, cookies } = await signIn("first@example.org");
      assert.deepEqual(same, person);
      assert.deepEqual((await test.accounts.session(cookieHeader(cookies)))?.person, person);
    });

    it("changes the name", async () => {
      const { person, cookies } = await signUp("name@example.org");
      assert.equal((await test.accounts.setName(person.id, " Augusta  ")).name, "Augusta");
      assert.equal((await test.accounts.session(cookieHeader(cookies)))?.person.name, "Augusta");
      await assert.rejects(test.accounts.setName(UNKNOWN_ID, "Nobody"), ofKind("no-such-person"));
    });

    it("changes the password, which ends the other sessions and open links", async () => {
      const { person, cookies } = await signUp("change@example.org");
      const other = await signIn("change@example.org");
      const link = await test.accounts.createSignInLink(person.email);
      const { sessionId } = (await test.accounts.session(cookieHeader(cookies)))!;
      const change = { personId: person.id, next: "another long password", sessionId };
      for (const current of ["a wrong password", "", undefined, 7 as unknown as string]) {
        await assert.rejects(
          test.accounts.changePassword({ ...change, ...(current !== undefined && { current }) }),
          ofKind("wrong-credentials"),
        );
      }
      await test.accounts.changePassword({ ...change, current: PASSWORD });
      assert.ok(await test.accounts.session(cookieHeader(cookies)));
      assert.equal(await test.accounts.session(cookieHeader(other.cookies)), undefined);
      await assert.rejects(test.accounts.useSignInLink(link.token, BROWSER), ofKind("link-used-or-expired"));
      await assert.rejects(signIn("change@example.org"), ofKind("wrong-credentials"));
      assert.ok(await signIn("change@example.org", "another long password"));
    });

    it("changes it once when many try at the same time, and nobody stays who signed in with the old one", async () => {
      const { person, cookies } = await signUp("race@example.org");
      const { sessionId } = (await test.accounts.session(cookieHeader(cookies)))!;
      const changes = Array.from({ length: 4 }, (_, index) =>
        test.another().changePassword({
          personId: person.id,
          current: PASSWORD,
          next: `the new password ${index}`,
          sessionId,
        }),
      );
      // They read the old password at the same time and then wait for each other, so that the change comes in between.
      const elsewhere = test.another();
      const signIns = Array.from({ length: 12 }, () =>
        elsewhere.signIn({ email: person.email, password: PASSWORD }, BROWSER),
      );
      const [changed] = await Promise.all([Promise.allSettled(changes), Promise.allSettled(signIns)]);
      assert.equal(changed.filter(({ status }) => status === "fulfilled").length, 1);
      assert.deepEqual(
        (await test.accounts.sessions(person.id)).map(({ id }) => id),
        [sessionId],
      );
    });
  });
});
