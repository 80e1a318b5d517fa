import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import type { Permission } from "../../api/identity/permissions.ts";
import { bareProject } from "./support/bare-project.ts";
import { newPerson, TestClient } from "./support/client.ts";
import { Browser } from "./support/page-browser.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";

const ABSENT = "A".repeat(43);

describe("the page of a link to sign in", () => {
  let platform: TestPlatform;

  before(async () => {
    platform = await testPlatform();
  });
  after(() => platform.close());

  it("may be looked at any number of times, and signs in once", async () => {
    const person = await newPerson(platform);
    const { token } = await platform.platform.accounts.createSignInLink(person.email);
    const path = `/sign-in/${token}`;
    for (let look = 0; look < 3; look++) {
      const seen = await new Browser(platform.url).open(path);
      assert.equal(seen.status, 200);
      assert.match(seen.text, /<form method="post"><button>Sign in<\/button>/);
      assert.deepEqual(seen.headers.getSetCookie(), []);
      assert.ok(!seen.text.includes(person.email));
    }
    const browser = new Browser(platform.url);
    const used = await browser.send(path);
    assert.equal(used.status, 303);
    assert.equal(used.headers.get("location"), "/");
    assert.equal((await whoIs(platform, browser)).email, person.email);
    const again = await new Browser(platform.url).send(path);
    assert.equal(again.status, 410);
    assert.match(again.text, /This link does not work any more/);
    assert.ok(!platform.log.join("").includes(token));
  });

  it("looks the same for a link that is used up until it is tried, and says at once that a broken one is none", async () => {
    assert.equal((await new Browser(platform.url).open(`/sign-in/${ABSENT}`)).status, 200);
    assert.equal((await new Browser(platform.url).send(`/sign-in/${ABSENT}`)).status, 410);
    const broken = await new Browser(platform.url).open("/sign-in/half");
    assert.equal(broken.status, 410);
    assert.match(broken.text, /it is not whole/);
    assert.equal((await new Browser(platform.url).send("/sign-in/half")).status, 410);
  });

  it("signs in one of many who press the button at once", async () => {
    const person = await newPerson(platform);
    const { token } = await platform.platform.accounts.createSignInLink(person.email);
    const tries = await Promise.all(
      Array.from({ length: 10 }, () => new Browser(platform.url).send(`/sign-in/${token}`)),
    );
    assert.deepEqual(tries.map(({ status }) => status).toSorted(), [303, ...Array<number>(9).fill(410)]);
  });
});

/** Who a browser has signed in as. */
async function whoIs({ url }: TestPlatform, { cookies }: Browser) {
  const answer = await fetch(`${url}/api/v1/me`, { headers: { cookie: cookies } });
  const { person } = (await answer.json()) as { readonly person: { readonly email: string } };
  return person;
}

describe("the page of an invitation", () => {
  let platform: TestPlatform;
  let admin: TestClient;
  let project: { readonly id: string; readonly name: string };

  before(async () => {
    platform = await testPlatform({ ESPALIER_SIGN_UP: "invited" });
    admin = await newPerson(platform);
    project = await bareProject(platform, admin);
    await admin.post(`/projects/${project.name}/roles`, {
      name: "guest",
      permissions: ["read"] satisfies Permission[],
    });
  });
  after(() => platform.close());

  async function invite(email: string): Promise<string> {
    const answer = await admin.post(`/projects/${project.name}/invitations`, { email, role: "guest" });
    assert.equal(answer.status, 201, answer.text);
    assert.equal(answer.body.link, `${platform.url}/invitations/${answer.body.token}`);
    return answer.body.token;
  }

  it("tells who is not known nothing of it, and lets the invited sign up where nobody else may", async () => {
    const email = "hedy@example.com";
    const token = await invite(email);
    const browser = new Browser(platform.url);
    const seen = await browser.open(`/invitations/${token}`);
    assert.equal(seen.status, 200);
    assert.ok(!seen.text.includes(project.name) && !seen.text.includes(email));
    const person = { name: "Hedy", password: "a long enough password" };
    const other = await browser.send(`/invitations/${token}/sign-up`, { ...person, email: "other@example.com" });
    assert.equal(other.status, 403, other.text);
    assert.match(other.text, /for another e-mail address/);
    assert.ok(other.text.includes(`action="/invitations/${token}/sign-up"`));
    assert.equal((await browser.send(`/invitations/${ABSENT}/sign-up`, { ...person, email })).status, 404);
    const again = await browser.open(`/invitations/${token}/sign-up`);
    assert.deepEqual([again.status, again.headers.get("location")], [303, `/invitations/${token}`]);
    const signedUp = await browser.send(`/invitations/${token}/sign-up`, { ...person, email });
    assert.equal(signedUp.headers.get("location"), `/invitations/${token}`);
    const offer = await browser.open(`/invitations/${token}`);
    assert.match(offer.text, new RegExp(`Join ${project.name}`));
    assert.match(offer.text, /<code>read<\/code>/);
    const accepted = await browser.send(`/invitations/${token}`);
    assert.deepEqual([accepted.status, accepted.headers.get("location")], [303, `/projects/${project.name}`]);
    const twice = await browser.send(`/invitations/${token}`);
    assert.equal(twice.status, 410);
    assert.match(twice.text, /has been accepted already/);
    assert.ok(!platform.log.join("").includes(token));
  });

  it("is of no use to somebody else who has signed in", async () => {
    const token = await invite("mallory-is-not@example.com");
    const stranger = await newPerson(platform);
    const link = await platform.platform.accounts.createSignInLink(stranger.email);
    const browser = new Browser(platform.url);
    await browser.send(`/sign-in/${link.token}`);
    const seen = await browser.open(`/invitations/${token}`);
    assert.match(seen.text, /This invitation is for somebody else/);
    assert.ok(!seen.text.includes(project.name) && !seen.text.includes("mallory-is-not@"));
    assert.equal((await browser.send(`/invitations/${token}`)).status, 403);
    const { text } = await new TestClient(platform.url, undefined, { id: "", email: "" }).get("/projects", {
      cookie: browser.cookies,
    });
    assert.ok(!text.includes(project.name));
  });

  it("says when there is none", async () => {
    const person = await newPerson(platform);
    const link = await platform.platform.accounts.createSignInLink(person.email);
    const browser = new Browser(platform.url);
    await browser.send(`/sign-in/${link.token}`);
    for (const token of [ABSENT, "half"]) {
      const seen = await browser.open(`/invitations/${token}`);
      assert.equal(seen.status, 404);
      assert.ok(!seen.text.includes(ABSENT));
    }
    assert.equal((await new Browser(platform.url).send(`/invitations/${ABSENT}`)).status, 401);
  });
});
