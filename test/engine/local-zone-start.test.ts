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

  const held = () => join(home, "held");
  const goOn = () => join(home, "go-on");

  /** The real program, which does something else first when it is started for the first time: lines of a shell. */
  async function atFirstStart(tool: (typeof HELD)[number], lines: string): Promise<void> {
    const { path } = await resolveTool(tool);
    const script = `#!/bin/sh
case "$*" in *--version*) exec "${path}" "$@";; esac
if [ ! -e "${held()}" ]; then
  : > "${held()}"
  ${lines.replaceAll("$PROGRAM", path)}
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
      await atFirstStart(tool, `until [ -e "${goOn()}" ]; do sleep 0.05; done`);
      const starting = upLocalZone("here");
      await until(`${tool} is about to start`, () => existsSync(held()));
      const chosen = ports()[port];
      const squatter = createServer().listen(chosen, "127.0.0.1");
      await once(squatter, "listening");
      writeFileSync(goOn(), "");
      const zone = await starting;
      squatter.close();
      assert.notEqual(ports()[port], chosen);
      assert.equal((await localZoneStatus("here")).state, "running");
      const client = await connectZone(zone);
      assert.ok(await client.get("/Namespace//default"));
      await client.close();
    });
  }

  it("starts the controllers again when they have given up on an API server that takes long", async () => {
    await atFirstStart("kube-controller-manager", 'exec "$PROGRAM" "$@" --master=https://127.0.0.1:1');
    await upLocalZone("here");
    const log = readFileSync(join(home, "zones", "here", "logs", "kube-controller-manager.log"), "utf8");
    assert.match(log, /failed to wait for apiserver/);
    assert.equal((await localZoneStatus("here")).state, "running");
  });
});
