import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { freePort } from "../support/free-port.ts";
import { espalier, newFolder, type Ran } from "./support/run-espalier.ts";

/** The server as a process of its own, with a PostgreSQL of its own. */
describe("espalier serve", function () {
  this.timeout(0);
  const home = newFolder();
  let port: string;
  let url: string;

  before(async () => {
    port = String(await freePort());
    url = `http://127.0.0.1:${port}`;
  });

  /** Serves until `when` is done, then gets a signal. */
  async function serving(
    args: readonly string[],
    when: (said: string) => Promise<void> = async () => {},
  ): Promise<Ran> {
    let said = "";
    let work: Promise<void> | undefined;
    const ran = await espalier(["serve", ...args], {
      environment: { ESPALIER_HOME: home, ESPALIER_LOG: "silent", ESPALIER_PORT: port },
      started: (child) => {
        const look = (text: string): void => {
          said += text;
          if (/"pid"|✓ the platform/.test(said)) work ??= when(said).finally(() => child.kill("SIGTERM"));
        };
        child.stderr!.on("data", look);
        child.stdout!.on("data", look);
      },
    });
    await work;
    return ran;
  }

  it("answers, and makes an operator who signs in by a link when there is none", async () => {
    const { code, stderr } = await serving([], async () => {
      assert.equal((await fetch(`${url}/healthz`)).status, 200);
    });
    assert.equal(code, 0, stderr);
    assert.match(stderr, new RegExp(`answers at ${url}`));
    assert.match(stderr, new RegExp(`sign in as you@espalier\\.localhost, once: ${url}/sign-in/[\\w-]{43}`));
  });

  it("prints no such link later, unless it is asked for one", async () => {
    assert.doesNotMatch((await serving([])).stderr, /sign-in/);
    assert.match((await serving(["--sign-in-link"])).stderr, /\/sign-in\/[\w-]{43}/);
  });

  it("says where it answers as data with --json", async () => {
    const { stdout } = await serving(["--json"]);
    assert.equal(JSON.parse(stdout).url, url);
  });

  it("works on updates alone, or answers alone", async () => {
    const worker = await serving(["--only", "worker"], async () => {
      await assert.rejects(fetch(`${url}/healthz`));
    });
    assert.match(worker.stderr, /the platform works on updates/);
    const api = await serving(["--only", "api"], async () => {
      assert.equal((await fetch(`${url}/readyz`)).status, 200);
    });
    assert.equal(api.code, 0, api.stderr);
  });

  it("refuses settings that cannot be, without showing their values", async () => {
    const { code, stderr } = await espalier(["serve", "--port", "99999"], {
      environment: { ESPALIER_HOME: home, DATABASE_URL: "mysql://root:hunter2@db" },
    });
    assert.equal(code, 2);
    assert.match(stderr, /ESPALIER_PORT/);
    assert.match(stderr, /DATABASE_URL/);
    assert.ok(!stderr.includes("hunter2"));
  });
});
