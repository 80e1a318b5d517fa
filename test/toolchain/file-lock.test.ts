import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, it } from "mocha";
import { withFileLock } from "../../toolchain/file-lock.ts";
import { temporaryFolder } from "./fixtures.ts";

const LOCK_MODULE = fileURLToPath(new URL("../../toolchain/file-lock.ts", import.meta.url));

describe("a file lock", () => {
  const folder = temporaryFolder();
  const lockNamed = (name: string): string => join(folder, `${name}.lock`);

  it("is held by one at a time", async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await sleep(5);
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 5 }, () => withFileLock(lockNamed("one"), work)));
    assert.equal(most, 1);
    assert.deepEqual(readdirSync(folder), []);
  });

  it("is given back when the work fails", async () => {
    const fail = (): Promise<void> => Promise.reject(new Error("no"));
    await assert.rejects(withFileLock(lockNamed("failing"), fail), /no/);
    assert.ok(!existsSync(lockNamed("failing")));
  });

  it("is taken over from a process that was killed while it held it", async () => {
    const lock = lockNamed("killed");
    const script = join(folder, "holder.ts");
    writeFileSync(
      script,
      `import { withFileLock } from "${LOCK_MODULE}";
await withFileLock("${lock}", async () => {
  process.stdout.write("held");
  await new Promise(() => setInterval(() => {}, 1000));
});`,
    );
    const holder = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
    await once(holder.stdout, "data");
    let waitedFor: number | undefined;
    const taken = withFileLock(lock, async () => "taken", {
      onWait: (pid) => {
        waitedFor = pid;
        holder.kill("SIGKILL");
      },
    });
    assert.equal(await taken, "taken");
    assert.equal(waitedFor, holder.pid);
  });

  it("is taken over when its id has been given to another process", async () => {
    const lock = lockNamed("reused");
    writeFileSync(lock, JSON.stringify({ pid: process.pid, started: "before the machine started", token: "x" }));
    assert.equal(await withFileLock(lock, async () => "taken"), "taken");
  });

  for (const content of ["", "{", "[]", '{"pid":"1"}']) {
    it(`is taken over when it holds ${JSON.stringify(content)}`, async () => {
      const lock = lockNamed("damaged");
      writeFileSync(lock, content);
      assert.equal(await withFileLock(lock, async () => "taken"), "taken");
    });
  }

  it("is not waited for when the wait is aborted", async () => {
    const lock = lockNamed("aborted");
    const abort = new AbortController();
    await withFileLock(lock, async () => {
      const second = withFileLock(lock, async () => "never", {
        signal: abort.signal,
        onWait: () => abort.abort(new Error("enough")),
      });
      await assert.rejects(second);
    });
  });
});
