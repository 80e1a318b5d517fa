import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { connectZone } from "../../engine/kubernetes-client.ts";
import type { ZoneClient } from "../../engine/zone-client.ts";
import { testZone } from "../support/local-zone.ts";
import { type TestHost, testHost } from "./stack-host.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const CANARY = "canary-by-hand-6f1c";

describe("pulumi by hand", () => {
  const namespace = `by-hand-${process.pid}`;
  let host: TestHost;
  let client: ZoneClient;
  let kubeconfig: string;

  before(async () => {
    host = await testHost();
    const zone = await testZone();
    kubeconfig = zone.kubeconfig;
    client = await connectZone(zone);
    await writeProject();
    await pulumi("stack", "init", "dev");
    await pulumi("config", "set", "--secret", "shop:password", CANARY);
    await pulumi("config", "set", "kubernetes:kubeconfig", kubeconfig);
  });
  after(async () => {
    await client.close();
    await host.remove();
  });

  /** A program of a person's own, with our language host and our provider as its plugins. */
  async function writeProject(): Promise<void> {
    const program = `
      import * as pulumi from "@pulumi/pulumi";
      import { EspalierProject } from ${JSON.stringify(join(ROOT, "stacks/component.ts"))};
      const config = new pulumi.Config();
      const namespace = ${JSON.stringify(namespace)};
      export default async () => {
        new EspalierProject("shop", {
          tree: { manifests: [
            { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings", namespace }, data: { KEY: config.get("key") ?? "1" } },
            { apiVersion: "v1", kind: "Secret", metadata: { name: "secrets", namespace }, stringData: { url: "pg://me:⟦secret:password⟧@db" } },
            { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } },
          ] },
          secrets: { password: config.requireSecret("password") },
        });
      };`;
    const settings = {
      name: "shop",
      runtime: "nodejs",
      main: "program.ts",
      plugins: {
        providers: [{ name: "kubernetes", path: join(ROOT, "engine/plugin") }],
        languages: [{ name: "nodejs", path: join(ROOT, "stacks/language") }],
      },
    };
    await mkdir(join(host.folder, "state"));
    await writeFile(join(host.folder, "program.ts"), program);
    await writeFile(join(host.folder, "package.json"), '{"type":"module"}');
    await writeFile(join(host.folder, "Pulumi.json"), JSON.stringify(settings));
    await symlink(join(ROOT, "node_modules"), join(host.folder, "node_modules"));
  }

  const pulumi = (...args: string[]) => pulumiIn(host.folder, ...args);

  async function pulumiIn(folder: string, ...args: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(join(host.pulumi, "pulumi"), [...args, "--non-interactive"], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        HOME: host.folder,
        PULUMI_HOME: host.home,
        PULUMI_BACKEND_URL: host.backendUrl,
        PULUMI_CONFIG_PASSPHRASE: "a passphrase",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        ESPALIER_HOME: join(host.folder, "espalier"),
      },
    });
    return stdout;
  }

  it("previews without writing", async () => {
    assert.match(await pulumi("preview", "--diff"), /kubernetes:core\/v1:ConfigMap.*create/s);
    assert.equal(await client.get(`/Namespace//${namespace}`), undefined);
  });

  it("deploys, with the secrets of its configuration", async () => {
    await pulumi("up", "--yes", "--skip-preview");
    const secret = await client.get(`/Secret/${namespace}/secrets`);
    const { url = "" } = (secret?.data ?? {}) as Record<string, string>;
    assert.equal(Buffer.from(url, "base64").toString(), `pg://me:${CANARY}@db`);
  });

  it("has nothing to do then", async () => {
    assert.match(await pulumi("preview", "--expect-no-changes"), /5 unchanged/);
    assert.match(await pulumi("refresh", "--yes", "--skip-preview"), /5 unchanged/);
  });

  it("updates what is changed", async () => {
    await pulumi("config", "set", "shop:key", "2");
    assert.match(await pulumi("up", "--yes", "--skip-preview"), /1 updated/);
    const settings = await client.get(`/ConfigMap/${namespace}/settings`);
    assert.deepEqual(settings?.data, { KEY: "2" });
  });

  it("keeps no secret in the clear", async () => {
    const files = await readdir(host.folder, { recursive: true, withFileTypes: true });
    for (const file of files.filter((entry) => entry.isFile())) {
      const content = await readFile(join(file.parentPath, file.name), "utf8");
      assert.ok(!content.includes(CANARY), `${file.parentPath}/${file.name} holds the secret`);
    }
  });

  it("tells about itself and its program", async () => {
    assert.match(await pulumi("about"), new RegExp(`nodejs.*${process.version}`, "s"));
  });

  it("says what the program threw, and where", async () => {
    await pulumi("config", "rm", "shop:password");
    await assert.rejects(pulumi("preview"), ({ stdout }: { stdout: string }) => /shop:password/.test(stdout));
    await pulumi("config", "set", "--secret", "shop:password", CANARY);
  });

  it("previews the founding example in the checkout itself", async () => {
    const stack = `test-${process.pid}`;
    try {
      await pulumiIn(ROOT, "stack", "init", stack);
      const preview = await pulumiIn(ROOT, "preview", "--stack", stack);
      assert.match(preview, /kubernetes:apps\/v1:Deployment Deployment:example-project\/backend-service create/);
    } finally {
      await rm(join(ROOT, `Pulumi.${stack}.yaml`), { force: true });
    }
  });

  it("destroys what it made", async () => {
    await pulumi("destroy", "--yes", "--skip-preview");
    assert.equal(await client.get(`/Namespace//${namespace}`), undefined);
  });
});
