import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { LockedError, lockUpdate } from "../../engine/update-lock.ts";
import { until } from "../support/until.ts";
import { uniqueName } from "./zone-under-test.ts";

const HOLDER = fileURLToPath(new URL("./lock-process.ts", import.meta.url));

describe("the lock of updates", () => {
  it("lets one update at a time run for a project in a zone", async () => {
    const project = uniqueName("lock");
    const lock = await lockUpdate(project, "sofia");
    await assert.rejects(lockUpdate(project, "sofia", { patience: 50 }), (error: Error) => {
      assert.ok(error instanceof LockedError);
      assert.match(error.message, new RegExp(`another update of "${project}" in zone "sofia".*process ${process.pid}`));
      return true;
    });
    await (await lockUpdate(project, "plovdiv")).release();
    await lock.release();
    await (await lockUpdate(project, "sofia")).release();
  });

  it("is handed on to all who wait, one after the other, who are told who holds it", async () => {
    const project = uniqueName("lock");
    const first = await lockUpdate(project, "sofia");
    const told: number[] = [];
    let holders = 0;
    const others = Array.from({ length: 5 }, async () => {
      const lock = await lockUpdate(project, "sofia", { onWait: ({ pid }) => told.push(pid) });
      assert.equal(++holders, 1);
      await new Promise((resolve) => setTimeout(resolve, 5));
      holders--;
      await lock.release();
    });
    await until("all of them wait", () => told.length === 5);
    assert.equal(holders, 0);
    await first.release();
    await Promise.all(others);
    assert.equal(told.length, 5);
    assert.equal(told[0], process.pid);
  });

  it("ends with the process that holds it, even when that is killed", async () => {
    const project = uniqueName("lock");
    const holder = spawn(process.execPath, [HOLDER, project], { stdio: ["ignore", "pipe", "inherit"] });
    await once(holder.stdout, "data");
    const waiting = lockUpdate(project, "sofia", { onWait: () => holder.kill("SIGKILL") });
    await (await waiting).release();
  });

  it("is not waited for beyond one's patience, even when who holds it hangs and tells nothing", async () => {
    const project = uniqueName("lock");
    const holder = spawn(process.execPath, [HOLDER, project], { stdio: ["ignore", "pipe", "inherit"] });
    await once(holder.stdout, "data");
    holder.kill("SIGSTOP");
    await assert.rejects(lockUpdate(project, "sofia", { patience: 50 }), {
      name: "LockedError",
      message: `another update of "${project}" in zone "sofia" is running`,
    });
    holder.kill("SIGKILL");
    await (await lockUpdate(project, "sofia")).release();
  });

  it("stops waiting when told to", async () => {
    const project = uniqueName("lock");
    const lock = await lockUpdate(project, "sofia");
    const cancel = new AbortController();
    const waiting = lockUpdate(project, "sofia", { onWait: () => cancel.abort(), signal: cancel.signal });
    await assert.rejects(waiting, { name: "AbortError" });
    await lock.release();
  });
});
