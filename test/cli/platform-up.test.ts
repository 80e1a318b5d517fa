import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { after, before, describe, it } from "mocha";
import { type TestPlatform, testPlatform } from "../api/support/platform.ts";
import { addRealZone, type KnownZone } from "../api/support/updates.ts";
import { TestWorkers } from "../api/support/workers.ts";
import { testZone } from "../support/local-zone.ts";
import { espalierAtTerminal, hasTerminals } from "./support/at-terminal.ts";
import { type Somebody, somebody } from "./support/platform-cli.ts";
import { newFolder, onceSaid } from "./support/run-espalier.ts";

const SECRET = "canary-91c3-secret";

/** Deploying through the platform, by the real binary, with the real server, a worker and a real zone. */
describe("espalier up in a linked folder", function () {
  this.timeout(0);
  let platform: TestPlatform;
  let zone: KnownZone;
  let workers: TestWorkers;
  let ana: Somebody;

  before(async () => {
    platform = await testPlatform();
    zone = await addRealZone(platform, await testZone());
    workers = new TestWorkers(platform);
    await workers.start();
    ana = await somebody(platform);
  });
  after(async () => {
    await workers.end();
    await platform.close();
  });

  const definition = (name: string, image = "nginx:1.29", more: object = {}) =>
    JSON.stringify(
      { project: { name }, containers: [{ name: "web", image, options: { expose: 80, ...more } }] },
      null,
      2,
    );
  const write = (folder: string, text: string, name = "espalier.json") => writeFileSync(join(folder, name), text);
  /** A folder with a definition that is linked to a new project. */
  const newProject = async (name: string, text = definition(name)): Promise<string> => {
    const folder = newFolder();
    write(folder, text);
    const linked = await ana.run(["link", name, "--create"], { cwd: folder });
    assert.equal(linked.code, 0, linked.stderr);
    return folder;
  };
  const linkOf = (folder: string) => JSON.parse(readFileSync(join(folder, ".espalier", "link.json"), "utf8"));

  describe("for the first time", () => {
    let folder: string;

    before(async () => {
      folder = await newProject("up-first");
    });
    const run = (...args: string[]) => ana.run(args, { cwd: folder });

    it("previews what would be created, and saves nothing", async () => {
      const { code, stdout, stderr } = await run("preview", "--detailed-exitcode");
      assert.equal(code, 7, stderr);
      assert.match(stdout, /\+ +Namespace "up-first"/);
      assert.match(stdout, /\+ \d+ to create, 0 unchanged/);
      assert.equal((await ana.person.get("/projects/up-first/definition")).status, 404);
      const tagged = await run("preview", "--tag", "nothing");
      assert.equal(tagged.code, 2);
    });

    it("does nothing without a yes when no one can be asked", async () => {
      const { code, stderr } = await run("up");
      assert.equal(code, 2);
      assert.match(stderr, /confirm with --yes/);
      assert.equal((await run("up", "--yes", "--expect-no-changes")).code, 7);
      assert.equal((await ana.person.get("/projects/up-first/definition")).status, 404);
    });

    it("saves, deploys, shows what happens until all is ready, and prints the address as data", async () => {
      const { code, stdout, stderr } = await run("up", "--yes", "--comment", "the beginning");
      assert.equal(code, 0, stderr);
      assert.match(stdout, /^https:\/\/web-up-first\.\S+\n$/);
      assert.match(stderr, new RegExp(`${zone.name}: web ready, 1 of 1 ready`));
      assert.match(stderr, new RegExp(`✓ ${zone.name}: created \\d+`));
      assert.equal(linkOf(folder).definition, 1);
      assert.match((await run("revisions")).stdout, /1 +.*the beginning/);
    });

    it("finds nothing to change right after", async () => {
      const { code, stderr } = await run("up");
      assert.equal(code, 0, stderr);
      assert.match(stderr, /nothing changed/);
      const { body } = await ana.person.get("/projects/up-first/revisions");
      assert.equal(body.items.length, 1);
    });

    it("tells every event as a line of data with --json", async () => {
      write(folder, definition("up-first", "nginx:1.30"));
      const { code, stdout } = await run("up", "--yes", "--json");
      assert.equal(code, 0);
      const events = stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as { type: string });
      assert.ok(events.some(({ type }) => type === "plan"));
      assert.equal(events.at(-1)!.type, "result");
    });

    it("goes back to an older revision, and says that the folder's definition stays", async () => {
      const { code, stderr } = await run("rollback", "1", "--yes");
      assert.equal(code, 0, stderr);
      assert.match(stderr, /-.*nginx:1\.30/);
      assert.match(stderr, /revision 3 is revision 1 again/);
      const { body } = await ana.person.get("/projects/up-first/definition");
      assert.match(body.text, /nginx:1\.29/);
      assert.equal((await run("rollback", "9", "--yes")).code, 2);
      assert.equal((await run("rollback", "one")).code, 2);
    });

    it("does not write over what came since, and does when told to", async () => {
      write(folder, definition("up-first", "nginx:1.31"));
      const { code, stderr } = await run("up", "--yes");
      assert.equal(code, 4, stderr);
      assert.match(stderr, /^\+.*nginx:1\.29/m);
      assert.match(stderr, /has saved version \d+/);
      assert.match((await ana.person.get("/projects/up-first/definition")).body.text, /nginx:1\.29/);
      const over = await run("up", "--yes", "--overwrite");
      assert.equal(over.code, 0, over.stderr);
      assert.match((await ana.person.get("/projects/up-first/definition")).body.text, /nginx:1\.31/);
    });
  });

  it("does not write over a definition that the folder has never met", async () => {
    await newProject("up-met");
    await ana.person.put(
      "/projects/up-met/definition",
      { format: "json", text: definition("up-met") },
      { "if-match": "*" },
    );
    const folder = newFolder();
    write(folder, definition("up-met", "httpd:2.4"));
    await ana.run(["link", "up-met"], { cwd: folder });
    const { code, stderr } = await ana.run(["up", "--yes"], { cwd: folder });
    assert.equal(code, 4);
    assert.match(stderr, /^-.*nginx:1\.29/m);
    assert.match(stderr, /^\+.*httpd:2\.4/m);
  });

  it("says what is wrong with a definition, with its place, and deploys nothing", async () => {
    const folder = await newProject("up-wrong");
    write(folder, '{ "project": { "name": "up-wrong" }, "containers": [{ "name": "web" }] }');
    const { code, stderr } = await ana.run(["up", "--yes"], { cwd: folder });
    assert.notEqual(code, 0);
    assert.match(stderr, /image/);
    assert.equal((await ana.person.get("/projects/up-wrong/revisions")).body.items.length, 0);
  });

  it("takes variables along, and says what is missing where no one can be asked", async () => {
    const text = JSON.stringify({
      project: { name: "up-vars" },
      containers: [{ name: "db", image: "postgres:17", environment: { POSTGRES_PASSWORD: "$db_password" } }],
      variables: { db_password: { secret: true } },
    });
    const folder = await newProject("up-vars", text);
    const missing = await ana.run(["up", "--yes"], { cwd: folder });
    assert.notEqual(missing.code, 0);
    assert.match(missing.stderr, /"db_password" has no value/);
    const { code, stderr } = await ana.run(["up", "--yes", "--var", `db_password=${SECRET}`], { cwd: folder });
    assert.equal(code, 0, stderr);
    assert.match((await ana.run(["env", "list"], { cwd: folder })).stdout, /db_password +\(secret\)/);
  });

  it("asks at a terminal for what is missing and whether to deploy, and shows a line for each container", async function () {
    if (!hasTerminals()) this.skip();
    const text = JSON.stringify({
      project: { name: "up-asked" },
      containers: [
        { name: "web", image: "nginx:1.29" },
        { name: "db", image: "postgres:17", environment: { POSTGRES_PASSWORD: "$db_password" } },
      ],
      variables: { db_password: { secret: true } },
    });
    const folder = await newProject("up-asked", text);
    const { code, stdout } = await espalierAtTerminal(
      ["up"],
      [
        [/db_password\?/, SECRET],
        [/Deploy into .*\?/, "y"],
      ],
      { cwd: folder, environment: ana.environment },
    );
    assert.equal(code, 0, stdout);
    assert.ok(!stdout.includes(SECRET));
    const screen = stripVTControlCharacters(stdout);
    for (const container of ["web", "db"])
      assert.match(screen, new RegExp(`✓ ${container} +ready +[\\d.]+ (s|min \\d\\d s) +1 of 1`));
    assert.match(screen, /✓ project +created/);
  });

  it("evaluates TypeScript here, and sends what comes out as JSON", async () => {
    const folder = newFolder();
    write(
      folder,
      `import { defineProject } from "espalier";
export default defineProject({ variables: { version: "1.29" } }, ({ vars, secret }) => ({
  project: { name: "up-ts" },
  containers: [{
    name: "web", image: \`nginx:\${vars.version}\`,
    environment: { TOKEN: secret("api_token", { generate: 32 }), PRICE: "$5" },
  }],
}));
`,
      "espalier.ts",
    );
    await ana.run(["link", "up-ts", "--create"], { cwd: folder });
    const { code, stderr } = await ana.run(["up", "--yes", "--var", "version=1.30"], { cwd: folder });
    assert.equal(code, 0, stderr);
    const { body } = await ana.person.get("/projects/up-ts/definition");
    assert.equal(body.format, "json");
    const held = JSON.parse(body.text);
    assert.equal(held.containers[0].image, "nginx:1.30");
    assert.deepEqual(held.containers[0].environment, { TOKEN: "${api_token}", PRICE: "$$5" });
    assert.equal(held.variables.api_token.secret, true);
    assert.match((await ana.run(["up", "--var", "version=1.30"], { cwd: folder })).stderr, /nothing changed/);
  });

  it("says why it cannot send TypeScript that builds constructs", async () => {
    const folder = newFolder();
    write(
      folder,
      `import { Container, defineProject, Project } from "espalier";
export default defineProject(({ zone }) => {
  const shop = new Project(zone, "up-built");
  new Container(shop, "web", { image: "nginx:1.29" });
  return shop;
});
`,
      "espalier.ts",
    );
    await ana.run(["link", "up-built", "--create"], { cwd: folder });
    const { code, stderr } = await ana.run(["up", "--yes"], { cwd: folder });
    assert.equal(code, 2);
    assert.match(stderr, /builds constructs/);
    assert.match(stderr, /--local/);
  });

  it("works with --server and --project in a folder that is not linked", async () => {
    await newProject("up-named");
    const folder = newFolder();
    write(folder, definition("up-named"));
    const at = ["--server", platform.url, "--project", "up-named"];
    const { code, stderr } = await ana.run(["up", "--yes", ...at], { cwd: folder });
    assert.equal(code, 0, stderr);
    const half = await ana.run(["up", "--yes", "--server", platform.url], { cwd: folder });
    assert.equal(half.code, 2);
    const both = await ana.run(["up", "--yes", "--local", ...at], { cwd: folder });
    assert.equal(both.code, 2);
  });

  it("leaves the platform out with --local", async () => {
    const folder = await newProject("up-local");
    const { code, stderr } = await ana.run(["up", "--yes", "--local"], { cwd: folder });
    assert.equal(code, 2);
    assert.match(stderr, /no zone to deploy into yet/);
  });

  it("is left by Ctrl-C, and the update goes on: it can be watched and cancelled", async () => {
    // Its update goes on until it is cancelled, however long the commands take.
    const held = { rollout: { settle: 3600, deadline: 7200 } };
    const folder = await newProject("up-left", definition("up-left", "nginx:1.29", held));
    const { code, stderr } = await ana.run(["up", "--yes"], {
      cwd: folder,
      started: (child) => onceSaid(child.stderr, "created Deployment", () => child.kill("SIGINT")),
    });
    assert.equal(code, 8, stderr);
    const id = /espalier updates watch ([0-9a-f-]{36})/.exec(stderr)?.[1];
    assert.ok(id, stderr);
    assert.match((await ana.run(["updates"], { cwd: folder })).stdout, new RegExp(`${id} +\\S+ +revision 1 +running`));
    const seen = Promise.withResolvers<void>();
    const watched = ana.run(["updates", "watch"], {
      cwd: folder,
      started: (watching) => void watching.stderr!.once("data", () => seen.resolve()),
    });
    await seen.promise;
    const cancelled = await ana.run(["updates", "cancel", id], { cwd: folder });
    assert.equal(cancelled.code, 0, cancelled.stderr);
    assert.equal((await watched).code, 8);
    const { body } = await ana.person.get(`/projects/up-left/updates/${id}`);
    assert.equal(body.state, "cancelled");
    assert.equal((await ana.run(["updates", "cancel", "nothing"], { cwd: folder })).code, 2);
  });

  it("shows the status and the logs of what runs, as the platform tells them", async () => {
    const folder = await newProject("up-seen", definition("up-seen", "nginx:1.29", { tags: ["front"] }));
    const run = (...args: string[]) => ana.run(args, { cwd: folder });
    assert.equal((await run("up", "--yes")).code, 0);
    const status = await run("status");
    assert.equal(status.code, 0, status.stderr);
    assert.match(status.stdout, /up-seen/);
    assert.match(status.stdout, /revision 1/);
    assert.match(status.stdout, /✓ web +ready +1 of 1/);
    assert.match(status.stdout, /https:\/\/web-up-seen\./);
    const json = JSON.parse((await run("status", "--tag", "front", "--json")).stdout);
    assert.equal(json[0].status.containers[0].container, "web");
    assert.equal((await run("status", "--tag", "frnt")).code, 2);
    assert.equal((await run("logs", "web")).code, 0);
    assert.equal((await run("logs", "--tag", "front", "--json")).code, 0);
    const unknown = await run("logs", "wb");
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /did you mean "web"\?/);
    assert.equal((await run("logs", "web", "--tail", "many")).code, 2);
  });

  it("follows the status until Ctrl-C", async () => {
    const folder = await newProject("up-watched");
    assert.equal((await ana.run(["up", "--yes"], { cwd: folder })).code, 0);
    const { code, stdout, stderr } = await ana.run(["status", "--watch"], {
      cwd: folder,
      started: (child) => void child.stdout!.once("data", () => child.kill("SIGINT")),
    });
    assert.equal(code, 0, stderr);
    assert.match(stdout, /web +ready/);
  });

  it("leaves a zone, and comes back into it", async () => {
    const folder = await newProject("up-back");
    assert.equal((await ana.run(["up", "--yes"], { cwd: folder })).code, 0);
    const destroyed = await ana.run(["destroy", "--yes"], { cwd: folder });
    assert.equal(destroyed.code, 0, destroyed.stderr);
    assert.deepEqual((await ana.person.get("/projects/up-back")).body.zones, []);
    assert.equal((await ana.run(["up", "--yes"], { cwd: folder })).code, 4, "it has no zone to run in");
    const back = await ana.run(["up", "--yes", "--zone", zone.name], { cwd: folder });
    assert.equal(back.code, 0, back.stderr);
    assert.match(back.stderr, /created \d+/);
  });

  it("destroys what runs, and the project itself when asked to", async () => {
    const folder = await newProject("up-gone");
    assert.equal((await ana.run(["up", "--yes"], { cwd: folder })).code, 0);
    assert.equal((await ana.run(["destroy"], { cwd: folder })).code, 2, "nobody can be asked");
    const { code, stderr } = await ana.run(["destroy", "--yes", "--delete-project"], { cwd: folder });
    assert.equal(code, 0, stderr);
    assert.match(stderr, /deleted \d+/);
    assert.equal((await ana.person.get("/projects/up-gone")).status, 404);
    assert.equal((await ana.run(["open"], { cwd: folder })).code, 2, "the folder is not linked any more");
  });

  it("never says a secret or a key", () => {
    const said = ana.said.join("");
    assert.ok(!said.includes(SECRET));
    assert.ok(!said.includes(ana.person.key!));
  });
});
