import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import { newPerson } from "../api/support/client.ts";
import { type TestPlatform, testPlatform } from "../api/support/platform.ts";
import { addTestZone } from "../api/support/zones.ts";
import { espalierAtTerminal, hasTerminals } from "./support/at-terminal.ts";
import { type Somebody, somebody } from "./support/platform-cli.ts";
import { espalier, newFolder } from "./support/run-espalier.ts";

const PASSWORD = "correct horse battery staple";

/** The commands around a platform through the real binary, with the real server. Deploying is in platform-up.test.ts. */
describe("espalier at a platform", function () {
  this.timeout(0);
  let platform: TestPlatform;
  let ana: Somebody;

  before(async () => {
    platform = await testPlatform();
    await addTestZone(platform);
    ana = await somebody(platform);
  });
  after(() => platform.close());

  const keysOf = async (email: string) => {
    const rows = await platform.platform.database
      .selectFrom("api_keys")
      .innerJoin("people", "people.id", "api_keys.person_id")
      .select(["api_keys.name", "revoked_at"])
      .where("people.email", "=", email)
      .execute();
    return rows.map(({ name, revoked_at }) => ({ name, works: revoked_at === null }));
  };
  const sessionsOf = async (email: string) => {
    const { count } = await platform.platform.database
      .selectFrom("sessions")
      .innerJoin("people", "people.id", "sessions.person_id")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .where("people.email", "=", email)
      .executeTakeFirstOrThrow();
    return Number(count);
  };

  describe("logging in", () => {
    const environment = { ESPALIER_HOME: newFolder() };
    const file = join(environment.ESPALIER_HOME, "logins.json");
    const email = "boris@example.com";

    before(() =>
      platform.platform.accounts.signUp(
        { email, password: PASSWORD, name: "Boris" },
        { address: "127.0.0.1", userAgent: "test" },
      ),
    );

    it("asks for e-mail and password, keeps a key that only its owner can read, and no session", async function () {
      if (!hasTerminals()) this.skip();
      const before = await sessionsOf(email);
      const { code, stdout } = await espalierAtTerminal(
        ["login", platform.url],
        [
          [/E-mail\?/, email],
          [/Password\?/, PASSWORD],
        ],
        { environment },
      );
      assert.equal(code, 0, stdout);
      assert.ok(!stdout.includes(PASSWORD), "the password is seen");
      assert.match(stdout, /logged in at .* as .*boris@example\.com/);
      assert.equal(statSync(file).mode & 0o777, 0o600);
      assert.ok(!readFileSync(file, "utf8").includes(PASSWORD));
      assert.equal(await sessionsOf(email), before);
      assert.deepEqual(
        (await keysOf(email)).map(({ works }) => works),
        [true],
      );
    });

    it("says that a password is wrong, with the exit code for it", async function () {
      if (!hasTerminals()) this.skip();
      const { code, stdout } = await espalierAtTerminal(
        ["login", platform.url],
        [
          [/E-mail\?/, email],
          [/Password\?/, "something else altogether"],
        ],
        { environment: { ESPALIER_HOME: newFolder() } },
      );
      assert.equal(code, 3);
      assert.match(stdout, /e-mail address and password do not fit together/);
    });

    it("takes a link that works once, in place of the key it had", async () => {
      const { token } = await platform.platform.accounts.createSignInLink(email);
      const link = `${platform.url}/sign-in/${token}`;
      const first = await espalier(["login", link], { environment });
      assert.equal(first.code, 0, first.stderr);
      const works = (await keysOf(email)).filter((key) => key.works);
      assert.equal(works.length, 1);
      const again = await espalier(["login", link], { environment: { ESPALIER_HOME: newFolder() } });
      assert.notEqual(again.code, 0);
      assert.match(again.stderr, /used/);
    });

    it("tells who one is, and what the key is for", async () => {
      const { code, stdout } = await espalier(["whoami"], { environment });
      assert.equal(code, 0);
      assert.match(stdout, /Boris <boris@example\.com>/);
      assert.match(stdout, /all that the person may/);
      const json = JSON.parse((await espalier(["whoami", "--json"], { environment })).stdout);
      assert.equal(json.server, platform.url);
      assert.equal(json.person.email, email);
    });

    it("ends with logging out, which revokes the key", async () => {
      const { code, stderr } = await espalier(["logout"], { environment });
      assert.equal(code, 0, stderr);
      assert.ok((await keysOf(email)).every((key) => !key.works));
      const { code: after, stderr: why } = await espalier(["whoami", "--server", platform.url], { environment });
      assert.equal(after, 3);
      assert.match(why, /not logged in .*\n.*espalier login/);
    });

    it("leaves a key that was given as it is", async () => {
      const person = await newPerson(platform);
      const input = `${person.key}\n`;
      assert.equal((await espalier(["login", platform.url, "--key-stdin"], { environment, input })).code, 0);
      assert.equal((await espalier(["logout"], { environment })).code, 0);
      assert.equal((await person.get("/me")).status, 200);
    });

    it("refuses what is no key, no address, or a file that others can read", async () => {
      const noKey = await espalier(["login", platform.url, "--key-stdin"], { environment, input: "hunter2\n" });
      assert.equal(noKey.code, 2);
      assert.ok(!noKey.stderr.includes("hunter2"));
      assert.equal((await espalier(["login", "ftp://example.com"], { environment })).code, 2);
      assert.equal((await espalier(["login", "https://me:pass@example.com"], { environment })).code, 2);
      const home = newFolder();
      writeFileSync(join(home, "logins.json"), '{"servers":{}}', { mode: 0o644 });
      const open = await espalier(["whoami"], { environment: { ESPALIER_HOME: home } });
      assert.match(open.stderr, /can be read by others/);
    });

    it("says that nothing answers at an address", async () => {
      const { code, stderr } = await espalier(["whoami", "--server", "http://127.0.0.1:9"], {
        environment: { ESPALIER_HOME: newFolder(), ESPALIER_API_KEY: ana.person.key! },
      });
      assert.equal(code, 1);
      assert.match(stderr, /http:\/\/127\.0\.0\.1:9 cannot be reached/);
    });
  });

  it("uses a key of the environment where a server is named, and sends it to none that only a folder names", async () => {
    const environment = { ESPALIER_HOME: newFolder(), ESPALIER_API_KEY: ana.person.key! };
    const named = await espalier(["whoami", "--server", platform.url], { environment });
    assert.match(named.stdout, new RegExp(ana.person.email));
    const also = await espalier(["whoami"], { environment: { ...environment, ESPALIER_SERVER: platform.url } });
    assert.equal(also.code, 0, also.stderr);
    const folder = newFolder();
    await ana.run(["link", "lured", "--create"], { cwd: folder });
    const lured = await espalier(["env", "list"], { cwd: folder, environment });
    assert.equal(lured.code, 3);
    assert.match(lured.stderr, /set ESPALIER_SERVER=/);
  });

  describe("linking", () => {
    it("makes a project from a template, and writes its definition where there is none", async () => {
      const folder = newFolder();
      const made = await ana.run(["link", "blog", "--create", "--template", "web-postgres"], { cwd: folder });
      assert.equal(made.code, 0, made.stderr);
      assert.deepEqual(JSON.parse(readFileSync(join(folder, ".espalier", "link.json"), "utf8")), {
        server: platform.url,
        project: "blog",
        definition: 1,
      });
      const written = ["espalier.json", "espalier.jsonc", "espalier.jsonnet"].filter((name) =>
        existsSync(join(folder, name)),
      );
      assert.equal(written.length, 1);
      const { body } = await ana.person.get("/projects/blog/definition");
      assert.equal(readFileSync(join(folder, written[0]!), "utf8"), body.text);
    });

    it("takes a project there is, and suggests the nearest for one there is not", async () => {
      const folder = newFolder();
      assert.equal((await ana.run(["link", "blog"], { cwd: folder })).code, 0);
      const unknown = await ana.run(["link", "blg"], { cwd: folder });
      assert.equal(unknown.code, 2);
      assert.match(unknown.stderr, /did you mean "blog"\?/);
      const unnamed = await ana.run(["link"], { cwd: folder });
      assert.equal(unnamed.code, 2);
    });

    it("lets one choose at a terminal", async function () {
      if (!hasTerminals()) this.skip();
      const folder = newFolder();
      const { environment } = ana;
      const { code, stdout } = await espalierAtTerminal(["link"], [[/Project\?/, "blog"]], {
        cwd: folder,
        environment,
      });
      assert.equal(code, 0, stdout);
      assert.ok(existsSync(join(folder, ".espalier", "link.json")));
    });

    it("gives the address at which the project is seen", async () => {
      const folder = newFolder();
      await ana.run(["link", "blog"], { cwd: folder });
      const { stdout } = await ana.run(["open"], { cwd: folder });
      assert.equal(stdout, `${platform.url}/projects/blog\n`);
    });

    it("counts for folders below, but not for another definition there", async () => {
      const folder = newFolder();
      await ana.run(["link", "blog"], { cwd: folder });
      const inside = join(folder, "a", "b");
      mkdirSync(inside, { recursive: true });
      assert.equal((await ana.run(["open"], { cwd: inside })).code, 0);
      const other = newFolder();
      writeFileSync(join(other, "espalier.json"), "{}");
      const { code, stderr } = await ana.run(["open"], { cwd: other });
      assert.equal(code, 2);
      assert.match(stderr, /not linked/);
    });

    it("is undone by unlink", async () => {
      const folder = newFolder();
      await ana.run(["link", "blog"], { cwd: folder });
      assert.equal((await ana.run(["unlink"], { cwd: folder })).code, 0);
      assert.equal((await ana.run(["open"], { cwd: folder })).code, 2);
      assert.equal((await ana.run(["unlink"], { cwd: folder })).code, 2);
    });
  });

  describe("variables", () => {
    const SECRET = "canary-2b71-secret";
    const at = ["--project", "blog"];

    it("are set, listed and removed; a secret is shown to nobody", async () => {
      const set = await ana.run(["env", "set", "TITLE=My blog", "api_token=x", ...at]);
      assert.equal(set.code, 0, set.stderr);
      assert.match(set.stderr, /added: .*TITLE/);
      assert.equal((await ana.run(["env", "set", `DSN=${SECRET}`, "--secret", ...at])).code, 0);
      const { stdout } = await ana.run(["env", "list", ...at]);
      assert.match(stdout, /TITLE +My blog/);
      assert.match(stdout, /DSN +\(secret\)/);
      assert.match(stdout, /api_token +\(secret\)/);
      const unset = await ana.run(["env", "unset", "api_token", ...at]);
      assert.match(unset.stderr, /removed: api_token/);
    });

    it("are pulled into a file that can be set from again", async () => {
      const folder = newFolder();
      await ana.run(["env", "set", 'QUOTED=say "hi"\nback\\slash # no comment', "EMPTY=", ...at]);
      const pulled = await ana.run(["env", "pull", ...at], { cwd: folder });
      assert.equal(pulled.code, 0, pulled.stderr);
      const text = readFileSync(join(folder, ".env"), "utf8");
      assert.match(text, /^TITLE="My blog"$/m);
      assert.match(text, /^# DSN=/m);
      assert.ok(!text.includes(SECRET));
      const refused = await ana.run(["env", "pull", ...at], { cwd: folder });
      assert.equal(refused.code, 2);
      const same = await ana.run(["env", "set", "--from-file", ".env", ...at], { cwd: folder });
      assert.equal(same.code, 0, same.stderr);
      assert.doesNotMatch(same.stderr, /changed|added/);
    });

    it("are set whole or not at all", async () => {
      const { code } = await ana.run(["env", "set", "GOOD=1", "DSN=open", "1BAD=2", ...at]);
      assert.equal(code, 2);
      assert.doesNotMatch((await ana.run(["env", "list", ...at])).stdout, /GOOD/);
    });

    it("are asked for where a name stands alone", async function () {
      if (!hasTerminals()) this.skip();
      const { environment } = ana;
      const { code, stdout } = await espalierAtTerminal(["env", "set", "DSN", ...at], [[/DSN\?/, SECRET]], {
        environment,
      });
      assert.equal(code, 0, stdout);
      assert.ok(!stdout.includes(SECRET));
      assert.equal((await ana.run(["env", "set", "DSN", ...at])).code, 2, "nobody can be asked");
    });
  });

  describe("people", () => {
    const at = ["--project", "blog"];

    it("are invited by a link, get another role, and are removed", async () => {
      const guest = await newPerson(platform, { name: "guest" });
      const invited = await ana.run(["members", "invite", guest.email, "--role", "reader", ...at]);
      assert.equal(invited.code, 0, invited.stderr);
      const token = invited.stdout.trim().split("/").at(-1);
      assert.equal((await guest.post("/invitations/accept", { token })).status, 201);
      assert.match((await ana.run(["members", ...at])).stdout, /guest +guest@example\.com +reader/);
      const role = await ana.run(["members", "role", guest.email, "developer", ...at]);
      assert.match(role.stderr, /is developer now/);
      assert.equal((await ana.run(["members", "remove", guest.email, ...at])).code, 2, "nobody can be asked");
      assert.equal((await ana.run(["members", "remove", guest.email, "--yes", ...at])).code, 0);
      assert.equal((await guest.get("/projects/blog")).status, 404);
      const gone = await ana.run(["members", "role", guest.email, "admin", ...at]);
      assert.equal(gone.code, 2);
      assert.match(gone.stderr, /no member "guest@example\.com"/);
    });
  });

  describe("keys", () => {
    it("are made with less than one may, printed once, listed and revoked", async () => {
      const made = await ana.run([
        ...["keys", "create", "ci", "--permissions", "read,deploy", "--project", "blog", "--expires", "30d"],
      ]);
      assert.equal(made.code, 0, made.stderr);
      const key = made.stdout.trim();
      const me = await fetch(`${platform.url}/api/v1/me`, { headers: { authorization: `Bearer ${key}` } });
      const { key: own } = (await me.json()) as { key: Record<string, unknown> };
      assert.deepEqual(own.permissions, ["read", "deploy"]);
      assert.deepEqual(own.projects, ["blog"]);
      const days = (Date.parse(String(own.expiresAt)) - Date.now()) / 86_400_000;
      assert.ok(days > 29.9 && days <= 30);
      const { stdout } = await ana.run(["keys"]);
      assert.match(stdout, /ci +esp_\w+… +read, deploy +blog/);
      assert.ok(!stdout.includes(key));
      assert.equal((await ana.run(["keys", "revoke", "ci"])).code, 0);
      const after = await fetch(`${platform.url}/api/v1/me`, { headers: { authorization: `Bearer ${key}` } });
      assert.equal(after.status, 401);
    });

    it("of a project's own belong to no person", async () => {
      const made = await ana.run(["keys", "create", "robot", "--of", "blog", "--permissions", "read"]);
      assert.match(made.stdout, /^espp_/);
      const environment = {
        ESPALIER_HOME: newFolder(),
        ESPALIER_API_KEY: made.stdout.trim(),
        ESPALIER_SERVER: platform.url,
      };
      const { stdout } = await espalier(["whoami"], { environment });
      assert.match(stdout, /robot/);
      const refused = await espalier(["env", "set", "A=b", "--project", "blog"], { environment });
      assert.equal(refused.code, 3);
      assert.match(refused.stderr, /permission/);
      assert.match((await ana.run(["keys", "--of", "blog"])).stdout, /robot/);
      assert.equal((await ana.run(["keys", "revoke", "robot", "--of", "blog"])).code, 0);
    });

    it("are refused with a time that is none", async () => {
      assert.equal((await ana.run(["keys", "create", "x", "--expires", "soon"])).code, 2);
      assert.equal((await ana.run(["keys", "revoke", "nothing"])).code, 2);
    });
  });

  it("says of somebody else's project what it says of none", async () => {
    const eve = await somebody(platform);
    const foreign = await eve.run(["env", "list", "--project", "blog"]);
    const none = await eve.run(["env", "list", "--project", "nowhere"]);
    assert.equal(foreign.code, none.code);
    assert.equal(foreign.stderr.replace("blog", ""), none.stderr.replace("nowhere", ""));
  });

  it("never says a key that was given", () => {
    assert.ok(!ana.said.join("").includes(ana.person.key!));
  });
});
