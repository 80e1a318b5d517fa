import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, it } from "mocha";
import { freePort } from "../support/free-port.ts";
import { espalier, newFolder, type Ran, ROOT } from "./support/run-espalier.ts";

const ADDRESS = "https://backend-service-example-project.local.espalier.localhost";

describe("espalier start", function () {
  this.timeout(0);
  const cwd = newFolder();
  let environment: Record<string, string> = {};
  let url = "";

  before(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    environment = { ESPALIER_HOME: newFolder(), ESPALIER_PORT: String(port) };
  });
  after(async () => {
    await espalier(["zone", "remove", "local", "--yes"], { environment });
  });

  const ready = async () => (await fetch(`${url}/readyz`).catch(() => undefined))?.status === 200;
  const linkIn = (text: string) => new RegExp(`${url}/sign-in/([\\w-]{43})`).exec(text);
  const signIn = (token: string) =>
    fetch(`${url}/api/v1/sign-in-links/use`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token }),
    });

  /** Starts, calls `when` as soon as it serves, and waits for its end. */
  async function serving(when: (child: ChildProcess, said: () => string) => Promise<unknown> | unknown): Promise<Ran> {
    let said = "";
    let work: Promise<unknown> | undefined;
    const ran = await espalier(["start"], {
      cwd,
      environment,
      started: (child) => {
        child.stderr!.on("data", (text) => {
          said += text;
          if (!said.includes("Ctrl-C stops the platform")) return;
          work ??= Promise.resolve(when(child, () => said)).catch((error) => {
            child.kill("SIGTERM");
            throw error;
          });
        });
      },
    });
    await work;
    return ran;
  }

  it("shows the example, serves, starts the local zone, deploys through the platform and says what to try next", async () => {
    const { code, stdout, stderr } = await espalier(["start", "--once"], { cwd, environment });
    assert.equal(code, 0, stderr);
    const order = [
      /the example is valid/,
      /its diagram is drawn/,
      /20 to create/,
      /the platform answers at/,
      /sign in as you@espalier\.localhost, once/,
      /zone local is running/,
      /created 20/,
      /Try next/,
    ];
    const places = order.map((part) => stderr.search(part));
    assert.ok(
      places.every((place) => place >= 0),
      stderr,
    );
    assert.deepEqual(
      places,
      places.toSorted((one, other) => one - other),
    );
    assert.equal(stdout, `${ADDRESS}\n`);
    assert.ok(existsSync(join(cwd, ".espalier", "example.svg")));
    assert.ok(!stderr.includes("example_password"));
    assert.doesNotMatch(stderr, /espp?_[A-Za-z0-9]{32}/);
    assert.equal(await ready(), false, "it has ended, with what it started");
  });

  it("finds everything there when run again, says that nothing changed, and serves until Ctrl-C", async () => {
    const { code, stdout, stderr } = await serving(async (child, said) => {
      assert.equal(await ready(), true);
      const [, token] = linkIn(said()) ?? [];
      assert.equal((await signIn(token!)).status, 200);
      assert.equal((await signIn(token!)).status, 410, "a link signs in once");
      child.kill("SIGINT");
    });
    assert.equal(code, 0, stderr);
    assert.match(stderr, /local: nothing changed/);
    assert.doesNotMatch(stderr, /to create/);
    assert.equal(stdout, `${ADDRESS}\n`);
    assert.equal(await ready(), false);
  });

  it("leaves none of its keys working", async () => {
    await serving(async (child, said) => {
      const [link] = linkIn(said()) ?? [];
      const home = { ESPALIER_HOME: newFolder() };
      const login = await espalier(["login", link!], { environment: home });
      assert.equal(login.code, 0, login.stderr);
      const { stdout } = await espalier(["keys", "--json"], { environment: home });
      const names = (JSON.parse(stdout) as { name: string }[]).map(({ name }) => name);
      assert.ok(names.length >= 1 && !names.includes("espalier start"), names.join());
      const status = await espalier(["status", "--project", "example_project"], { environment: home });
      assert.equal(status.code, 0, status.stderr);
      assert.match(status.stdout, /database +ready/);
      child.kill("SIGTERM");
    });
  });

  it("says that its port is taken, and how to choose another", async () => {
    const taken = createServer().listen(Number(environment.ESPALIER_PORT), "127.0.0.1");
    await once(taken, "listening");
    const { code, stderr } = await espalier(["start", "--once"], { cwd, environment });
    taken.close();
    assert.equal(code, 2, stderr);
    assert.match(stderr, /port \d+ of 127\.0\.0\.1 is taken/);
    assert.match(stderr, /ESPALIER_PORT=\d+/);
  });

  it("starts again after it was killed, as if nothing had been", async () => {
    const killed = await serving((child) => child.kill("SIGKILL"));
    assert.notEqual(killed.code, 0);
    const { code, stderr } = await espalier(["start", "--once"], { cwd, environment });
    assert.equal(code, 0, stderr);
    assert.match(stderr, /local: nothing changed/);
  });

  it("leaves the zone running, which stops and starts with what it holds", async () => {
    const state = async (): Promise<string> => {
      const { stdout } = await espalier(["zone", "list", "--json"], { environment });
      return JSON.parse(stdout)[0].state;
    };
    assert.equal(await state(), "running");
    assert.equal((await espalier(["zone", "down"], { environment })).code, 0);
    assert.equal(await state(), "stopped");
    const { code, stderr } = await espalier(["start", "--once"], { cwd, environment });
    assert.equal(code, 0, stderr);
    assert.match(stderr, /local: nothing changed/);
  });
});

describe("npm start", () => {
  it("hands a signal that reaches it alone on to the program, and waits for its end", async () => {
    const program = `
      process.on("SIGTERM", () => setTimeout(() => { console.log("stopped in order"); process.exit(7); }, 100));
      setInterval(() => {}, 1000);
      console.log("running");`;
    const setup = `
      import { runInherited } from ${JSON.stringify(pathToFileURL(join(ROOT, "bin", "setup", "steps.mjs")).href)};
      process.exitCode = await runInherited(process.execPath, ["-e", process.argv[1]], { passSignals: ["SIGTERM"] });
      process.exit();`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", setup, program], {
      stdio: ["ignore", "pipe", 2],
    });
    let said = "";
    child.stdout!.setEncoding("utf8").on("data", (text) => {
      said += text;
      if (text.includes("running")) child.kill("SIGTERM");
    });
    const [code] = await once(child, "close");
    assert.equal(said, "running\nstopped in order\n");
    assert.equal(code, 7);
  });
});
