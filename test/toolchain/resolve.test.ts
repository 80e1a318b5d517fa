import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, it } from "mocha";
import { environmentVariableOf, resolveTool, resolveToolchain } from "../../toolchain/resolve.ts";
import { versionFits } from "../../toolchain/tool-version.ts";
import { ToolchainError } from "../../toolchain/toolchain-error.ts";
import { temporaryFolder, writeStandIn } from "./fixtures.ts";

describe("resolving a program", () => {
  const folder = temporaryFolder();
  let count = 0;
  let bin = "";
  let environment: NodeJS.ProcessEnv = {};

  /** A network in which no host is known. */
  const fetch: typeof globalThis.fetch = async () => {
    throw new TypeError("fetch failed", { cause: Object.assign(new Error("no such host"), { code: "ENOTFOUND" }) });
  };
  const resolve = () => resolveTool("etcd", { environment, fetch });

  beforeEach(() => {
    count += 1;
    const here = join(folder, String(count));
    bin = join(here, "bin");
    mkdirSync(bin, { recursive: true });
    environment = { ESPALIER_CACHE: join(here, "cache"), PATH: bin };
  });

  it("takes the path that the person set before anything else", async () => {
    const chosen = join(bin, "my-etcd");
    writeStandIn(chosen);
    writeStandIn(join(bin, "etcd"));
    environment.ESPALIER_TOOL_ETCD = chosen;
    assert.deepEqual(await resolve(), { name: "etcd", path: chosen, from: "environment" });
  });

  it("refuses a path that the person set when it does not work, and takes no other way in silence", async () => {
    writeStandIn(join(bin, "etcd"));
    for (const [path, problem] of [
      ["etcd", /the path is not absolute/],
      [join(bin, "nowhere"), /ENOENT/],
      [bin, /EACCES/],
    ] as const) {
      environment.ESPALIER_TOOL_ETCD = path;
      await assert.rejects(resolve(), (error) => {
        assert.ok(error instanceof ToolchainError);
        assert.match(error.message, problem);
        assert.match(error.message, /point ESPALIER_TOOL_ETCD at etcd 3\.6\.16, or unset it/);
        return true;
      });
    }
  });

  it("refuses a path that the person set when its version does not fit", async () => {
    const old = join(bin, "old");
    writeStandIn(old, "3.5.21");
    environment.ESPALIER_TOOL_ETCD = old;
    await assert.rejects(resolve(), /it is version 3\.5\.21/);
  });

  it("takes a program on PATH when its version fits", async () => {
    writeStandIn(join(bin, "etcd"), "3.6.20");
    assert.deepEqual(await resolve(), { name: "etcd", path: join(bin, "etcd"), from: "path" });
  });

  it("says every way that was tried, and what to install", async () => {
    writeStandIn(join(bin, "etcd"), "3.4.1");
    await assert.rejects(resolve(), (error) => {
      assert.ok(error instanceof ToolchainError);
      assert.deepEqual(
        error.attempts.map(({ way }) => way),
        process.platform === "linux"
          ? ["PATH", "download", "build from Go modules"]
          : ["PATH", "build from Go modules"],
      );
      assert.match(error.message, /etcd 3\.6\.16 is needed and could not be obtained; tried/);
      assert.match(error.message, /PATH: .*etcd is version 3\.4\.1/);
      if (process.platform === "linux") assert.match(error.message, /github\.com cannot be reached \(ENOTFOUND\)/);
      assert.match(error.message, /go is not installed/);
      assert.match(error.message, /install Go 1\.21 or newer/);
      return true;
    });
  });

  it("says that Go is too old", async () => {
    writeFileSync(join(bin, "go"), "#!/bin/sh\necho go version go1.19.8 linux/amd64\n", { mode: 0o755 });
    await assert.rejects(resolve(), /go 1\.19 is too old; 1\.21 or newer is needed/);
  });

  it("shows what Go says when a build fails, without the names of packages", async () => {
    const go =
      'case "$1" in version) echo go version go1.26.8;; *) echo some/package >&2; echo "boom: broken" >&2; exit 1;; esac';
    writeFileSync(join(bin, "go"), `#!/bin/sh\n${go}\n`, { mode: 0o755 });
    await assert.rejects(resolve(), /build from Go modules: go build failed: boom: broken\n/);
  });

  it("tells a full disk from other failures", async () => {
    const go =
      'case "$1" in version) echo go version go1.26.8;; *) echo "write x.a: no space left on device" >&2; exit 1;; esac';
    writeFileSync(join(bin, "go"), `#!/bin/sh\n${go}\n`, { mode: 0o755 });
    await assert.rejects(resolve(), /the disk is full[\s\S]*free some space and try again/);
  });

  it("builds from Go modules when nothing else is there, with the share that is done", async () => {
    const build = `shift; while [ "$1" != -o ]; do shift; done
printf '#!/bin/sh\\necho etcd Version: 3.6.16\\n' > "$2"; chmod +x "$2"
i=0; while [ $i -lt 291 ]; do echo "some/package" >&2; i=$((i+1)); done`;
    writeFileSync(
      join(bin, "go"),
      `#!/bin/sh\nPATH=/usr/bin:/bin\ncase "$1" in version) echo go version go1.26.8; exit;; esac\n${build}\n`,
      {
        mode: 0o755,
      },
    );
    const fractions: number[] = [];
    const found = await resolveTool("etcd", {
      environment,
      fetch,
      onProgress: ({ step, fraction }) => {
        if (step === "building") fractions.push(fraction ?? 0);
      },
    });
    assert.equal(found.from, "build");
    assert.equal(fractions[0], 0);
    assert.ok(Math.abs(fractions.at(-1)! - 0.45) < 0.01, `got ${fractions.at(-1)}`);
    assert.equal((await resolve()).from, "cache");
  });

  it("resolves several programs at once", async () => {
    const program = join(bin, "etcd");
    writeStandIn(program);
    assert.deepEqual(await resolveToolchain(["etcd"], { environment, fetch }), { etcd: program });
  });

  it("names the variable of a program after it", () => {
    assert.equal(environmentVariableOf("kube-controller-manager"), "ESPALIER_TOOL_KUBE_CONTROLLER_MANAGER");
  });

  it("lets later patches of the pinned minor version fit, and nothing else", () => {
    const found = ["1.36.3", "1.36.10", "1.36.2", "1.37.0", "1.35.9", "2.36.3"];
    assert.deepEqual(
      found.map((version) => versionFits(version, "1.36.3")),
      [true, true, false, false, false, false],
    );
  });
});
