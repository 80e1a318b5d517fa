import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, describe, it } from "mocha";
import { failure, ofKind } from "./support/account-failures.ts";
import { BROWSER, cookieHeader, type TestAccounts, testAccounts } from "./support/accounts.ts";

describe("a link to sign in", () => {
  let test: TestAccounts;
  before(async () => {
    test = await testAccounts();
    await test.accounts.createPerson({ email: "ada@example.org", name: "Ada", operator: true });
  });
  after(() => test.close());

  it("signs its person in, once", async () => {
    const { token, expiresAt } = await test.accounts.createSignInLink(" ADA@example.org ");
    assert.match(token, /^[\w-]{43}$/);
    assert.ok(Math.abs(expiresAt.getTime() - Date.now() - 3_600_000) < 60_000);
    const { person, cookies } = await test.accounts.useSignInLink(token, BROWSER);
    assert.deepEqual([person.email, person.operator], ["ada@example.org", true]);
    assert.deepEqual((await test.accounts.session(cookieHeader(cookies)))?.person, person);
    assert.equal((await test.accounts.sessions(person.id))[0]?.userAgent, "Firefox");
    await assert.rejects(test.accounts.useSignInLink(token, BROWSER), ofKind("link-used-or-expired"));
  });

  it("makes one session of fifty uses at once in several processes", async () => {
    const { id } = await test.accounts.createPerson({ email: "fifty@example.org", name: "Fifty", operator: false });
    const { token } = await test.accounts.createSignInLink("fifty@example.org");
    const processes = Array.from({ length: 5 }, () => test.another());
    const uses = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) => processes[index % 5]!.useSignInLink(token, BROWSER)),
    );
    assert.equal(uses.filter(({ status }) => status === "fulfilled").length, 1);
    for (const use of uses) if (use.status === "rejected") ofKind("link-used-or-expired")(use.reason);
    assert.equal((await test.accounts.sessions(id)).length, 1);
  });

  it("ends by itself, at a time that can be chosen", async () => {
    const { token, expiresAt } = await test.accounts.createSignInLink("ada@example.org", { expiresIn: 60 });
    assert.ok(Math.abs(expiresAt.getTime() - Date.now() - 60_000) < 30_000);
    await test.database
      .updateTable("verifications")
      .set({ expires_at: new Date(Date.now() - 1000) })
      .execute();
    await assert.rejects(test.accounts.useSignInLink(token, BROWSER), ofKind("link-used-or-expired"));
    for (const expiresIn of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 604_801]) {
      await assert.rejects(test.accounts.createSignInLink("ada@example.org", { expiresIn }), RangeError);
    }
  });

  it("is worth nothing once its person is gone, and leads to nobody else", async () => {
    const { id } = await test.accounts.createPerson({ email: "gone@example.org", name: "Gone", operator: false });
    const { token } = await test.accounts.createSignInLink("gone@example.org");
    await test.database.deleteFrom("people").where("id", "=", id).execute();
    await test.accounts.createPerson({ email: "gone@example.org", name: "Heir", operator: false });
    await assert.rejects(test.accounts.useSignInLink(token, BROWSER), ofKind("link-used-or-expired"));
  });

  it("is made for people who are there", async () => {
    await assert.rejects(test.accounts.createSignInLink("nobody@example.org"), ofKind("no-such-person"));
    await assert.rejects(test.accounts.createSignInLink("nobody"), ofKind("invalid-email"));
  });

  it("cannot be used by who has read the database", async () => {
    const { token } = await test.accounts.createSignInLink("ada@example.org");
    const rows = await test.database.selectFrom("verifications").selectAll().execute();
    assert.ok(rows.length > 0 && !JSON.stringify(rows).includes(token));
    for (const { identifier, value, id } of rows) {
      for (const guess of [identifier, value, id, `sign-in-link:${identifier}`]) {
        await assert.rejects(test.accounts.useSignInLink(guess, BROWSER), ofKind("link-used-or-expired"));
      }
    }
    await test.accounts.useSignInLink(token, BROWSER);
  });

  it("is refused, whatever it is made to look like", async () => {
    const other = createHash("sha256").update("guess").digest("base64url");
    const looks = [
      "",
      other,
      `${other}\0`,
      `${other} `,
      "a".repeat(1_000_000),
      "' or 1=1 --",
      "%",
      "🦊",
      null,
      7,
      {},
      [],
    ];
    for (const look of looks) {
      ofKind("link-used-or-expired")(await failure(test.accounts.useSignInLink(look as string, BROWSER)));
    }
  });
});
