import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { bareProject } from "./support/bare-project.ts";
import { newPerson, type TestClient } from "./support/client.ts";
import { checkHtml } from "./support/html-check.ts";
import { Browser, type Seen } from "./support/page-browser.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { smallDashboard } from "./support/small-dashboard.ts";

const HOSTILE = `"><script>alert('x')</script>&amp;<img src=x onerror=alert(1)>`;

describe("pages for people", () => {
  let platform: TestPlatform;

  before(async () => {
    platform = await testPlatform({}, { dashboard: smallDashboard() });
  });
  after(() => platform.close());

  /** A link by which somebody without an account can join a project. */
  async function invite(email: string): Promise<{ readonly project: string; readonly token: string }> {
    const admin = await newPerson(platform);
    const { name: project } = await bareProject(platform, admin);
    await admin.post(`/projects/${project}/roles`, { name: "guest", permissions: ["read"] });
    const { body, status, text } = await admin.post(`/projects/${project}/invitations`, { email, role: "guest" });
    assert.equal(status, 201, text);
    return { project, token: body.token };
  }

  const NOWHERE = `/invitations/${"a".repeat(43)}`;

  /** A browser in which somebody has signed in by a link. */
  async function signedIn(name: string): Promise<Browser & { readonly person: TestClient }> {
    const person = await newPerson(platform);
    await platform.platform.accounts.setName(person.personId, name);
    const { token } = await platform.platform.accounts.createSignInLink(person.email);
    const browser = new Browser(platform.url);
    assert.equal((await browser.send(`/sign-in/${token}`)).status, 303);
    return Object.assign(browser, { person });
  }

  it("are all reached by links from the documentation, to places that are there", async () => {
    for (const browser of [new Browser(platform.url), await signedIn("Ada")]) {
      const pages = new Map<string, Seen>();
      const found = ["/docs"];
      for (let path = found.pop(); path !== undefined; path = found.pop()) {
        if (pages.has(path)) continue;
        const seen = await browser.open(path);
        assert.equal(seen.status, 200, path);
        pages.set(path, seen);
        if (seen.headers.get("content-type")?.startsWith("text/html")) found.push(...targetsIn(seen.text, path));
      }
      assert.ok(pages.size >= 8, [...pages.keys()].join(" "));
      const read = new Map(Array.from(pages, ([path, { text }]) => [path, checkHtml(text)]));
      for (const [path, { links }] of read) {
        for (const link of links) {
          const [target = "", anchor] = link.split("#");
          const there = read.get(target || path)?.ids;
          if (anchor) assert.ok(there?.has(anchor), `${path} leads to ${link}, which is not there`);
        }
      }
    }
  });

  it("show nothing that runs, whatever people call themselves and describe", async () => {
    const browser = await signedIn(HOSTILE.slice(0, 90));
    const { token } = await invite(browser.person.email);
    const offer = await browser.open(`/invitations/${token}`);
    assert.ok(offer.text.includes("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"));
    assert.ok(!offer.text.includes("<script"));
    const refused = await new Browser(platform.url).send(`/invitations/${token}/sign-up`, {
      name: HOSTILE,
      email: HOSTILE,
      password: "short",
    });
    assert.equal(refused.status, 422);
    assert.ok(refused.text.includes(`value="&quot;&gt;&lt;script&gt;`));
    const nowhere = await browser.open(`/${encodeURIComponent(HOSTILE)}`);
    assert.equal(nowhere.status, 404);
    assert.ok(!nowhere.text.includes("<img"));
  });

  it("sign people up, in and out who were invited", async () => {
    const browser = new Browser(platform.url);
    const email = "mary@example.com";
    const password = "a long enough password";
    const { project, token } = await invite(email);
    const at = `/invitations/${token}`;
    const up = await browser.send(`${at}/sign-up`, { name: "Mary", email, password });
    assert.equal(up.status, 303, up.text);
    assert.equal(up.headers.get("location"), at);
    assert.match((await browser.open(at)).text, /<span class="who">Mary/);
    const session = browser.cookies;
    const out = await browser.send("/sign-out");
    assert.deepEqual([out.status, out.headers.get("location")], [303, "/"]);
    assert.equal(browser.cookies, "");
    const old = await fetch(platform.url + at, { headers: { cookie: session } });
    assert.ok(!(await old.text()).includes("Mary"));
    const wrong = await browser.send(`${at}/sign-in`, { email, password: "not the password at all" });
    assert.equal(wrong.status, 401);
    assert.ok(wrong.text.includes(email) && !wrong.text.includes("not the password at all"));
    assert.match(wrong.text, /role="alert"/);
    assert.equal((await browser.send(`${at}/sign-in`, { email, password })).status, 303);
    const accepted = await browser.send(at);
    assert.equal(accepted.headers.get("location"), `/projects/${project}`);
    const written = await platform.platform.database
      .selectFrom("audit_entries")
      .select("operation")
      .where("operation", "in", ["signUp", "signOut", "signIn"])
      .execute();
    assert.deepEqual(new Set(written.map(({ operation }) => operation)), new Set(["signUp", "signOut", "signIn"]));
  });

  it("take forms of their own site alone", async () => {
    const browser = await signedIn("Linus");
    for (const foreign of [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { "sec-fetch-site": "", origin: "https://evil.example" },
    ]) {
      for (const path of ["/sign-out", `${NOWHERE}/sign-in`, `${NOWHERE}/sign-up`, NOWHERE]) {
        const headers = Object.fromEntries(Object.entries(foreign).filter(([, value]) => value !== ""));
        const answer = await fetch(platform.url + path, {
          method: "POST",
          redirect: "manual",
          headers: { cookie: browser.cookies, ...headers },
          body: new URLSearchParams({ email: "a@example.com", password: "a long enough password", name: "x" }),
        });
        assert.equal(answer.status, 403, `${path} ${JSON.stringify(headers)}`);
      }
    }
    const { token } = await invite(browser.person.email);
    assert.match((await browser.open(`/invitations/${token}`)).text, /<span class="who">Linus/);
  });

  it("refuse what no form of theirs sends", async () => {
    const browser = new Browser(platform.url);
    assert.equal((await browser.send(`${NOWHERE}/sign-in`, { email: "x".repeat(17_000) })).status, 413);
    const json = { "content-type": "application/json" };
    assert.equal((await browser.send(`${NOWHERE}/sign-in`, {}, json)).status, 415);
    assert.equal((await browser.send(`${NOWHERE}/sign-in`, { email: "a\u0000b", password: "x" })).status, 400);
    assert.equal(
      (await browser.send(`${NOWHERE}/sign-in`, { email: "a@example.com", password: "x", operator: "1" })).status,
      422,
    );
    assert.equal((await browser.send(`${NOWHERE}/sign-in`, { ["__proto__"]: "x" })).status, 422);
  });

  it("let passwords be guessed as slowly as the API does", async () => {
    const slow = await testPlatform({}, { dashboard: smallDashboard() });
    const browser = new Browser(slow.url);
    const guess = { email: "nobody@example.com", password: "a guess of a password" };
    // At once: one after the other they may take longer than the minute that is counted.
    const answers = await Promise.all(Array.from({ length: 22 }, () => browser.send(`${NOWHERE}/sign-in`, guess)));
    await slow.close();
    const refused = answers.filter(({ status }) => status === 429);
    assert.equal(refused.length, 2);
    for (const { text } of refused) assert.match(text, /too many requests/);
    assert.equal(answers.filter(({ status }) => status === 401).length, 20);
  });

  it("are problems in HTML for browsers, and problem documents for programs", async () => {
    const page = await new Browser(platform.url).open("/nothing-here");
    assert.equal(page.status, 404);
    assert.match(page.headers.get("content-type") ?? "", /^text\/html/);
    assert.match(page.text, /there is nothing at \/nothing-here/);
    for (const [path, accept] of [
      ["/nothing-here", "*/*"],
      ["/nothing-here", "application/json"],
      ["/api/v1/nothing-here", "text/html"],
    ] as const) {
      const answer = await fetch(platform.url + path, { headers: { accept } });
      assert.equal(answer.headers.get("content-type"), "application/problem+json; charset=utf-8");
    }
  });
});

/** Paths that a page leads to. */
function targetsIn(text: string, path: string): string[] {
  // Forms lead to where they are sent, which is no page.
  const shown = text.replace(/ action="[^"]*"/g, "");
  return checkHtml(shown).links.map((link) => link.split("#")[0] || path);
}
