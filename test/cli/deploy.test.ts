import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "mocha";
import type { Manifest } from "../../constructs/manifest.ts";
import { connectZone } from "../../engine/kubernetes-client.ts";
import { testZone } from "../support/local-zone.ts";
import { espalier, newFolder, onceSaid, type Ran, ROOT } from "./support/run-espalier.ts";

const CANARY = "canary-7f3a91-secret";
const ADDRESS = "https://backend-service-cli-deploy.local.espalier.localhost";

/** The whole life of the founding example through the real binary, in a real zone. */
describe("espalier with a zone", function () {
  this.timeout(900_000);
  const home = newFolder();
  const folder = newFolder();
  const everythingSaid: string[] = [];

  async function run(...args: string[]): Promise<Ran> {
    const ran = await espalier(args, { cwd: folder, environment: { ESPALIER_HOME: home } });
    everythingSaid.push(ran.stdout, ran.stderr);
    return ran;
  }

  /** While it is paused, a change of its Deployment is not rolled out. */
  async function pause(name: string, paused: boolean): Promise<void> {
    const client = await connectZone(await testZone());
    const metadata = { name, namespace: "cli-deploy" };
    const manifest = { apiVersion: "apps/v1", kind: "Deployment", metadata, spec: { paused } } as Manifest;
    await client.apply(manifest, { fieldManager: "test" }).finally(() => client.close());
  }

  const secret = ["--var", `db_password=${CANARY}`];

  before(async () => {
    const { kubeconfig } = await testZone();
    const text = readFileSync(join(ROOT, "templates", "gallery", "example", "espalier.json"), "utf8");
    writeFileSync(join(folder, "espalier.json"), text.replace("example_project", "cli_deploy"));
    const added = await run("zone", "add", "here", "--kubeconfig", kubeconfig, "--domain", "local.espalier.localhost");
    assert.equal(added.code, 0, added.stderr);
    const stopped = join(folder, "stopped.kubeconfig");
    writeFileSync(stopped, readFileSync(kubeconfig, "utf8").replace(/server: .*/, "server: https://127.0.0.1:1"));
    assert.equal((await run("zone", "add", "stopped", "--kubeconfig", stopped)).code, 0);
  });

  it("lists the zones as data", async () => {
    const { stdout } = await run("zone", "list", "--json");
    const zones = JSON.parse(stdout) as { name: string; default: boolean }[];
    assert.deepEqual(
      zones.map((zone) => [zone.name, zone.default]),
      [
        ["here", true],
        ["stopped", false],
      ],
    );
  });

  it("previews what would be created, and says by its exit code that there are changes", async () => {
    const { code, stdout, stderr } = await run("preview", ...secret, "--detailed-exitcode");
    assert.equal(code, 7, stderr);
    assert.match(stdout, /\+ +Namespace "cli-deploy"/);
    assert.match(stdout, /\+ \d+ to create, 0 unchanged/);
    assert.equal((await run("preview", ...secret)).code, 0);
    assert.equal((await run("preview", ...secret, "--dry-run")).code, 0);
  });

  it("shows what of the plan concerns some containers, and counts the rest", async () => {
    const { code, stdout, stderr } = await run("preview", ...secret, "--tag", "postgres");
    assert.equal(code, 0, stderr);
    assert.match(stdout, /Deployment "database"/);
    assert.doesNotMatch(stdout, /backend|Namespace "/);
    assert.match(stderr, /\d+ changes outside of these tags are not shown; up deploys the whole project/);
  });

  it("does not deploy without a yes when no one can be asked", async () => {
    const { code, stderr } = await run("up", ...secret);
    assert.equal(code, 2);
    assert.match(stderr, /confirm with --yes/);
    assert.equal((await run("up", ...secret, "--yes", "--expect-no-changes")).code, 7);
    assert.equal((await run("preview", ...secret, "--detailed-exitcode")).code, 7, "nothing was deployed");
  });

  it("deploys, waits until all is ready and prints the address as data", async () => {
    const { code, stdout, stderr } = await run("up", ...secret, "--yes");
    assert.equal(code, 0, stderr);
    assert.equal(stdout, `${ADDRESS}\n`);
    assert.match(stderr, /here: database ready, 1 of 1 ready/);
    assert.match(stderr, /✓ here: created \d+/);
  });

  it("finds nothing to change right after", async () => {
    const { code, stdout } = await run("preview", ...secret, "--detailed-exitcode", "--expect-no-changes");
    assert.equal(code, 0);
    assert.match(stdout, /nothing to change/);
    const again = await run("up", ...secret);
    assert.equal(again.code, 0, again.stderr);
    assert.match(again.stderr, /✓ here: nothing changed/);
  });

  it("shows the status, of all containers or of those with a tag", async () => {
    const { code, stdout } = await run("status", ...secret);
    assert.equal(code, 0);
    for (const container of ["backend_service", "database", "backup_service"]) {
      assert.match(stdout, new RegExp(`✓ ${container} +ready +1 of 1`));
    }
    assert.ok(stdout.includes(ADDRESS));
    const tagged = JSON.parse((await run("status", ...secret, "--tag", "postgres", "--json")).stdout);
    assert.deepEqual(
      tagged[0].status.containers.map((one: { container: string }) => one.container),
      ["database"],
    );
    const unknown = await run("status", ...secret, "--tag", "postgrs");
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /did you mean "postgres"\?/);
  });

  it("reads logs of containers there are, and suggests the nearest for one there is not", async () => {
    assert.equal((await run("logs", "database", ...secret)).code, 0);
    const unknown = await run("logs", "databse", ...secret);
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /did you mean "database"\?/);
    assert.equal((await run("logs", "database", "--tail", "many", ...secret)).code, 2);
    const tagged = await run("logs", "--tag", "service", ...secret, "--json");
    assert.equal(tagged.code, 0, tagged.stderr);
    const lines = tagged.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { container: string });
    assert.deepEqual([...new Set(lines.map(({ container }) => container))].sort(), [
      "backend_service",
      "backup_service",
    ]);
  });

  it("changes what uses a variable that changed, and nothing else; events are lines of JSON", async () => {
    const { code, stdout } = await run("up", ...secret, "--var", "db_port=5433", "--yes", "--json");
    assert.equal(code, 0);
    const events = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const changed = events.filter((event) => event.type === "object" && event.state === "done");
    assert.deepEqual(changed.map((event) => event.id.split("/").at(-1)).sort(), ["backend-service", "backup-service"]);
    assert.equal(events.at(-1).type, "result");
    assert.equal(events.at(-1).result.outcome, "succeeded");
  });

  it("deploys into the zones that answer, names the one that does not, and exits with 4", async () => {
    const { code, stdout, stderr } = await run("up", ...secret, "--yes", "--zone", "here,stopped");
    assert.equal(code, 4);
    assert.equal(stdout, `${ADDRESS}\n`);
    assert.match(stderr, /✓ here: updated 2/);
    assert.match(stderr, /✗ stopped: failed/);
    assert.match(stderr, /failed in zone stopped; the other zone is done/);
    const preview = await run("preview", ...secret, "--zone", "here,stopped", "--json");
    assert.equal(preview.code, 4);
    const { zones } = JSON.parse(preview.stdout);
    assert.deepEqual(zones[0].plan.changes, []);
    assert.match(zones[1].errors[0].message, /stopped/);
  });

  it("stops cleanly at Ctrl-C with exit code 8, and converges when run again", async () => {
    const args = ["up", ...secret, "--var", "db_port=6000", "--yes"];
    // Held up by somebody else: nobody knows whether the update or the signal would be faster.
    await pause("backend-service", true);
    const interrupted = await espalier(args, {
      cwd: folder,
      environment: { ESPALIER_HOME: home },
      started: (child) => onceSaid(child.stderr, "here: applying", () => child.kill("SIGINT")),
    });
    await pause("backend-service", false);
    assert.equal(interrupted.code, 8, interrupted.stderr);
    assert.match(interrupted.stderr, /stopping cleanly/);
    assert.match(interrupted.stderr, /here: cancelled/);
    assert.equal((await run(...args)).code, 0);
    assert.equal((await run("preview", ...args.slice(1, -1), "--detailed-exitcode")).code, 0);
  });

  it("does not call a container that fails a success, however often it is run", async () => {
    const file = join(folder, "failing.json");
    const image = "registry.invalid/nothing:1";
    const containers = [{ name: "web", image, options: { tags: ["broken"] } }];
    writeFileSync(file, JSON.stringify({ project: { name: "cli-failing" }, containers }));
    const first = await run("up", "-f", file, "--yes");
    assert.equal(first.code, 4, first.stderr);
    assert.match(first.stderr, /image "registry\.invalid\/nothing:1" cannot be pulled/);
    const again = await run("up", "-f", file);
    assert.equal(again.code, 4, again.stderr);
    assert.match(again.stderr, /cannot be pulled/);
    assert.equal((await run("status", "-f", file)).code, 4);
    assert.equal((await run("destroy", "-f", file, "--yes")).code, 0);
  });

  it("deletes volumes only after a yes of its own", async () => {
    const file = join(folder, "volume.json");
    const containers = [
      { name: "db", image: "postgres:17", options: { volumes: [{ volume: "data", path: "/data" }] } },
    ];
    const volumes = [{ name: "data", size: "1Gi" }];
    writeFileSync(file, JSON.stringify({ project: { name: "cli-volume" }, containers, volumes }));
    assert.equal((await run("up", "-f", file, "--yes")).code, 0);
    const refused = await run("destroy", "-f", file, "--yes");
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /data would be lost: .*data.* in here\n.*--allow-data-loss/);
    assert.equal((await run("destroy", "-f", file, "--yes", "--allow-data-loss")).code, 0);
  });

  it("suggests the nearest zone for one there is not", async () => {
    const { code, stderr } = await run("preview", ...secret, "--zone", "heer");
    assert.equal(code, 2);
    assert.match(stderr, /there is no zone "heer"\n {2}did you mean "here"\?/);
  });

  it("ends as one that the zone refuses with exit code 3", async () => {
    const kubeconfig = readFileSync(join(home, "kubeconfigs", "here"), "utf8");
    const stranger = join(folder, "stranger.kubeconfig");
    writeFileSync(stranger, kubeconfig.replace(/token: .*/, "token: unknown"));
    assert.equal((await run("zone", "add", "stranger", "--kubeconfig", stranger)).code, 0);
    const { code, stderr } = await run("preview", ...secret, "--zone", "stranger");
    assert.equal(code, 3, stderr);
  });

  it("destroys after a yes, leaves nothing, and has nothing to do when asked again", async () => {
    assert.equal((await run("destroy", ...secret)).code, 2);
    const { code, stderr } = await run("destroy", ...secret, "--yes");
    assert.equal(code, 0, stderr);
    assert.match(stderr, /✓ here: deleted \d+/);
    const again = await run("destroy", ...secret);
    assert.equal(again.code, 0);
    assert.match(again.stderr, /nothing to destroy/);
    assert.match((await run("status", ...secret)).stdout, /not deployed/);
  });

  it("never said or kept the secret", () => {
    const said = everythingSaid.join("\n");
    const base64 = Buffer.from(CANARY).toString("base64");
    for (const form of [CANARY, base64]) {
      assert.ok(!said.includes(form), "it stands in what was printed");
      for (const file of filesBelow(home)) assert.ok(!readFileSync(file).includes(form), `it stands in ${file}`);
    }
  });
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
