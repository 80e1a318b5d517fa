import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import { connectZone } from "../../engine/kubernetes-client.ts";
import { localZoneStatus, removeLocalZone, upLocalZone } from "../../engine/local-zone/index.ts";
import { environmentVariableOf, resolveTool } from "../../toolchain/resolve.ts";
import { until } from "../support/until.ts";

const HELD = ["kube-apiserver", "kube-controller-manager", "kwok"] as const;

describe("starting a local zone", () => {
  let home = "";
  const outer = { ...process.env };

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "espalier-zone-ports-"));
    process.env.ESPALIER_HOME = home;
  });
  afterEach(async () => {
    await removeLocalZone("here");
    for (const name of ["ESPALIER_HOME", ...HELD.map(environmentVariableOf)]) {
      if (outer[name] === undefined) delete process.env[name];
      else process.env[name] = outer[name];
    }
    rmSync(home, { recursive: true, force: true });
  });

  const ports = () => JSON.parse(readFileSync(join(home, "zones", "here", "ports.json"), "utf8"));

  /** The real program, which stands still before its first start until there is a file `go-on`. */
  async function holdFirstStart(tool: (typeof HELD)[number]): Promise<void> {
    const { path } = await resolveTool(tool);
    const held = join(home, "held");
    const script = `#!/bin/sh
case "$*" in *--version*) exec "${path}" "$@";; esac
if [ ! -e "${held}" ]; then
  : > "${held}"
  until [ -e "${join(home, "go-on")}" ]; do sleep 0.05; done
fi
exec "${path}" "$@"
`;
    writeFileSync(join(home, tool), script, { mode: 0o755 });
    process.env[environmentVariableOf(tool)] = join(home, tool);
  }

  for (const [tool, port] of [
    ["kube-apiserver", "apiserver"],
    ["kwok", "nodes"],
  ] as const) {
    it(`takes another port when somebody takes the one of ${tool} between looking and listening`, async () => {
      await holdFirstStart(tool);
      const starting = upLocalZone("here");
      await until(`${tool} is about to start`, () => existsSync(join(home, "held")));
      const chosen = ports()[port];
      const squatter = createServer().listen(chosen, "127.0.0.1");
      await once(squatter, "listening");
      writeFileSync(join(home, "go-on"), "");
      const zone = await starting;
      squatter.close();
      assert.notEqual(ports()[port], chosen);
      assert.equal((await localZoneStatus("here")).state, "running");
      const client = await connectZone(zone);
      assert.ok(await client.get("/Namespace//default"));
      await client.close();
    });
  }

  it("goes on when the API server takes longer than its controllers wait for it", async () => {
    await holdFirstStart("kube-controller-manager");
    const starting = upLocalZone("here");
    await until("the controllers are about to start", () => existsSync(join(home, "held")));
    const pid = Number(readFileSync(join(home, "zones", "here", "processes", "kube-apiserver.pid"), "utf8"));
    process.kill(pid, "SIGSTOP");
    writeFileSync(join(home, "go-on"), "");
    const log = join(home, "zones", "here", "logs", "kube-controller-manager.log");
    await until("they have given up", () => /failed to wait for apiserver/.test(readFileSync(log, "utf8")));
    process.kill(pid, "SIGCONT");
    await starting;
    assert.equal((await localZoneStatus("here")).state, "running");
  });
});
