import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, it } from "mocha";
import { readReceipt } from "../../toolchain/cache.ts";
import { type Fetcher, installedProgram, installTool } from "../../toolchain/install.ts";
import { ETCD, standIn, temporaryFolder, writeStandIn } from "./fixtures.ts";

describe("installing a program", () => {
  const folder = temporaryFolder();
  let count = 0;
  let cache = "";
  let environment: NodeJS.ProcessEnv = {};
  let fetched = 0;

  const fetcher: Fetcher = async (target) => {
    fetched += 1;
    writeStandIn(target);
    return "build of the test";
  };
  const install = (how: Fetcher = fetcher): Promise<string> =>
    installTool(ETCD, how, { onProgress: () => {}, environment });
  const entries = (): string[] => readdirSync(join(cache, "toolchain"));

  beforeEach(() => {
    count += 1;
    fetched = 0;
    cache = join(folder, `cache-${count}`);
    environment = { ...process.env, ESPALIER_CACHE: cache };
  });

  it("puts the program alone into the bin folder of its entry, with a receipt", async () => {
    const program = await install();
    assert.match(program, /etcd-3\.6\.16-[a-z]+-[a-z0-9]+\/bin\/etcd$/);
    assert.deepEqual(readdirSync(dirname(program)), ["etcd"]);
    const receipt = readReceipt(join(dirname(program), ".."));
    assert.equal(receipt?.bytes, standIn().length);
    assert.equal(receipt?.origin, "build of the test");
    assert.equal(entries().length, 1);
  });

  it("fetches an installed program no second time", async () => {
    assert.equal(await install(), await install());
    assert.equal(fetched, 1);
  });

  it("lets one of many installing processes do the work", async () => {
    const programs = await Promise.all(Array.from({ length: 5 }, () => install()));
    assert.equal(new Set(programs).size, 1);
    assert.equal(fetched, 1);
  });

  it("installs a truncated program anew", async () => {
    const program = await install();
    truncateSync(program, 10);
    assert.equal(await installedProgram(ETCD, environment), undefined);
    await install();
    assert.equal(statSync(program).size, standIn().length);
    assert.equal(entries().length, 1);
  });

  it("installs a changed program of the same size anew", async () => {
    const program = await install();
    writeFileSync(program, standIn("9.9.999"));
    await install();
    assert.equal(readFileSync(program, "utf8"), standIn());
  });

  it("takes a copied cache, whose times differ, for what it is", async () => {
    const program = await install();
    execFileSync("touch", ["-d", "2001-01-01", program]);
    assert.equal(await installedProgram(ETCD, environment), program);
    assert.equal(await installedProgram(ETCD, environment), program);
  });

  for (const damage of ["", "{", "null", '{"version":"3.6.16"}', "[1,2]"]) {
    it(`installs a program with the receipt ${JSON.stringify(damage)} anew`, async () => {
      const program = await install();
      writeFileSync(join(dirname(program), "..", "receipt.json"), damage);
      await install();
      assert.equal(fetched, 2);
    });
  }

  it("refuses a program of another version than the pinned one, and leaves nothing", async () => {
    const wrong: Fetcher = async (target) => {
      writeStandIn(target, "3.5.0");
      return "build of the test";
    };
    await assert.rejects(install(wrong), /it reports version 3\.5\.0 instead of 3\.6\.16/);
    assert.deepEqual(entries(), []);
  });

  it("refuses a program that cannot be run, and leaves nothing", async () => {
    const broken: Fetcher = async (target) => {
      writeFileSync(target, "\x7fELF half of it", { mode: 0o755 });
      return "build of the test";
    };
    await assert.rejects(install(broken));
    assert.deepEqual(entries(), []);
  });

  it("leaves nothing when the disk is full", async function () {
    if (!existsSync("/dev/full")) this.skip();
    const full: Fetcher = async (target) => {
      writeFileSync(target, "the first part");
      writeFileSync("/dev/full", "the rest");
      return "build of the test";
    };
    await assert.rejects(install(full), /ENOSPC/);
    assert.deepEqual(entries(), []);
    await install();
    assert.equal(entries().length, 1);
  });

  it("leaves nothing that is taken for whole when the process is killed, and cleans up the next time", async () => {
    const script = join(folder, "killed.ts");
    const room = fileURLToPath(new URL("../../toolchain/", import.meta.url));
    writeFileSync(
      script,
      `import { writeFileSync } from "node:fs";
import { installTool } from "${room}install.ts";
import { TOOLS } from "${room}tools.ts";
const fetcher = async (target) => {
  writeFileSync(target, "half of it");
  process.stdout.write("half");
  return new Promise(() => setInterval(() => {}, 1000));
};
await installTool(TOOLS.etcd, fetcher, { onProgress: () => {} });`,
    );
    const child = spawn(process.execPath, [script], { env: environment, stdio: ["ignore", "pipe", "inherit"] });
    await once(child.stdout, "data");
    assert.equal(await installedProgram(ETCD, environment), undefined);
    child.kill("SIGKILL");
    await once(child, "exit");
    assert.ok(entries().some((name) => name.startsWith("partial-")));
    assert.equal(await installedProgram(ETCD, environment), undefined);
    const program = await install();
    assert.equal(readFileSync(program, "utf8"), standIn());
    assert.equal(entries().length, 1);
  });

  it("says who is installing it while it waits", async () => {
    let release = (): void => {};
    const blocked = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow: Fetcher = async (target) => {
      await blocked;
      return fetcher(target);
    };
    mkdirSync(join(cache, "toolchain"), { recursive: true });
    const first = install(slow);
    const told: string[] = [];
    const second = installTool(ETCD, fetcher, {
      environment,
      onProgress: ({ step, detail }) => {
        told.push(`${step}: ${detail}`);
        release();
      },
    });
    await Promise.all([first, second]);
    assert.equal(told[0], `waiting: process ${process.pid} is installing it`);
  });
});
