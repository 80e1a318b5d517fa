import assert from "node:assert/strict";
import fc from "fast-check";
import { compileSpec } from "../../constructs/compile.ts";
import { formatDiagnostic } from "../../constructs/diagnostic.ts";
import type { ProjectSpec } from "../../constructs/spec.ts";
import type { Tree } from "../../constructs/tree.ts";
import { connectZone } from "../../engine/kubernetes-client.ts";
import { planProject } from "../../engine/plan.ts";
import type { Change } from "../../engine/plan-types.ts";
import type { Zone } from "../../engine/zone.ts";
import type { ZoneClient } from "../../engine/zone-client.ts";
import { EVERY_SECRET, everyValue } from "../constructs/support/every-value.ts";
import { RANDOM_SECRETS, randomValues } from "../constructs/support/random-values.ts";
import { applyDirectly, prepare, TEST_KEY } from "./fixture-project.ts";
import { uniqueName, zoneUnderTest } from "./zone-under-test.ts";

describe("environment, files and registries in a zone", () => {
  let zone: Zone;
  let client: ZoneClient;
  const namespaces: string[] = [];

  before(async () => {
    zone = await zoneUnderTest();
    client = await connectZone(zone);
  });
  after(async () => {
    await Promise.all(namespaces.map((name) => client.delete(`/Namespace//${name}`)));
    await client.close();
  });

  function newProject(): string {
    const name = uniqueName("val");
    namespaces.push(name);
    return name;
  }

  function treeOf(spec: ProjectSpec): Tree {
    const { value, diagnostics } = compileSpec(spec, zone.context);
    assert.ok(value, diagnostics.map(formatDiagnostic).join("\n"));
    return value;
  }

  /** Applies, and says what changes; planning again finds nothing. */
  async function applied(spec: ProjectSpec, secrets: Readonly<Record<string, string>> = EVERY_SECRET) {
    const values = new Map(Object.entries(secrets));
    const update = await prepare(client, treeOf(spec), values);
    await applyDirectly(client, update);
    const again = await prepare(client, treeOf(spec), values);
    assert.deepEqual(again.plan.changes, []);
    return update.plan.changes;
  }

  const restarted = (changes: readonly Change[]) =>
    changes
      .filter(({ restarts }) => restarts)
      .map(({ id }) => id.split("/").at(-1))
      .sort();

  /** A value of a Secret as the container gets it. */
  async function secretValue(project: string, name: string, key: string): Promise<string> {
    const secret = await client.get(`/Secret/${project}/${name}`);
    assert.ok(secret, `no Secret ${name}`);
    return Buffer.from((secret.data as Record<string, string>)[key] ?? "", "base64").toString("utf8");
  }

  it("are accepted as they are made, and planning again finds nothing to do", async () => {
    await applied(everyValue(newProject()));
  });

  it("hold secrets as the place they stand in wants them", async () => {
    const project = newProject();
    await applied(everyValue(project));
    const { db_password: password, registry_password: registry } = EVERY_SECRET;
    const url = new URL(await secretValue(project, "web-env", "DATABASE_URL"));
    assert.equal(decodeURIComponent(url.password), password);
    assert.equal(url.host, "db:5432");
    const settings = JSON.parse(await secretValue(project, "web-files-etc-settings.json", "settings.json"));
    assert.equal(decodeURIComponent(new URL(settings.url).password), password);
    assert.equal(await secretValue(project, "web-files-etc-both", "secret.env"), `PASSWORD=${password}`);
    const { auths } = JSON.parse(await secretValue(project, "registries", ".dockerconfigjson"));
    assert.equal(auths["registry.example.com:5000/team"].password, registry);
    assert.equal(auths["https://index.docker.io/v1/"].username, "me");
    const secret = await client.get(`/Secret/${project}/registries`);
    assert.equal((secret as { type?: string } | undefined)?.type, "kubernetes.io/dockerconfigjson");
  });

  it("restart exactly their users when they change", async () => {
    const project = newProject();
    const spec = everyValue(project);
    const changed = (edit: (spec: ProjectSpec) => void) => {
      const copy = structuredClone(spec) as ProjectSpec;
      edit(copy);
      return copy;
    };
    await applied(spec);
    const group = changed(({ environmentGroups }) =>
      Object.assign(environmentGroups?.mail ?? {}, { MAIL_HOST: "other" }),
    );
    assert.deepEqual(restarted(await applied(group)), ["web"]);
    await applied(spec);
    assert.deepEqual(restarted(await applied(spec, { ...EVERY_SECRET, mail_password: "another" })), ["web"]);
    assert.deepEqual(restarted(await applied(spec, { ...EVERY_SECRET, registry_password: "another" })), ["web"]);
    assert.deepEqual(restarted(await applied(spec, { ...EVERY_SECRET, registry_password: "third" })), []);
    assert.deepEqual(restarted(await applied(spec, { ...EVERY_SECRET, db_password: "another" })), ["db", "web"]);
    const file = changed(({ containers }) => {
      const mount = containers[1]?.options?.volumes?.[3];
      Object.assign(mount?.files ?? {}, { "conf.d/more.conf": "x = 2" });
    });
    await applied(spec);
    assert.deepEqual(restarted(await applied(file)), ["web"]);
  });

  it("stand before the texts into which the kubelet puts them, also when they come later", async () => {
    const project = newProject();
    const web = (environment: Record<string, string>): ProjectSpec => ({
      project: { name: project },
      containers: [{ name: "web", image: "nginx:1", environment }],
    });
    const names = async () => {
      const live = await client.get(`apps/Deployment/${project}/web`);
      const { spec } = live as unknown as {
        spec: { template: { spec: { containers: { env: { name: string }[] }[] } } };
      };
      return spec.template.spec.containers[0]?.env.map(({ name }) => name);
    };
    await applied(web({ A: "a", B: "b" }));
    await applied(web({ A: "a", B: "b ${{pod.ip}} ⟦secret:db_password⟧", C: "c" }));
    assert.deepEqual(await names(), ["ESPALIER_FACT_pod.ip", "ESPALIER_SECRET_db_password", "A", "B", "C"]);
    await applied(web({ B: "${{pod.name}} and ${{pod.ip}}", C: "c" }));
    assert.deepEqual(await names(), ["ESPALIER_FACT_pod.ip", "ESPALIER_FACT_pod.name", "B", "C"]);
  });

  it("can take each other's place", async () => {
    const project = newProject();
    const web = (environment: Record<string, string>, volumes: object[], options: object = {}): ProjectSpec =>
      ({
        project: { name: project },
        environmentGroups: { shared: { A: "1" } },
        containers: [{ name: "web", image: "nginx:1", environment, options: { volumes, ...options } }],
      }) as ProjectSpec;
    const secret = "⟦secret:db_password⟧";
    const environments: Record<string, string>[] = [
      { A: "plain", B: "b" },
      { A: "${{pod.ip}}", B: "b" },
      { A: "${{limits.memory}}", B: "x ${{pod.ip}}" },
      { A: secret, B: `${secret} \${{pod.ip}}` },
      { A: "", B: "b" },
      { A: "plain" },
    ];
    const files = [
      { files: { a: "1" }, path: "/etc/a" },
      { files: { a: "1", "b/c": "2" }, path: "/etc/a", mode: "0600" },
      { files: { a: secret }, path: "/etc/a" },
      { files: { a: secret, b: "1" }, path: "/etc/a" },
      { projected: { facts: { a: "pod.name" }, token: { path: "t", audience: "v", seconds: 700 } }, path: "/etc/a" },
      { projected: { facts: { a: "limits.cpu" }, token: { path: "t", audience: "v" } }, path: "/etc/a" },
      { empty: { name: "x", size: "1Mi", memory: true }, path: "/etc/a" },
      { empty: "x", path: "/etc/a" },
    ];
    for (const environment of environments) await applied(web(environment, []));
    for (const mount of files) await applied(web({}, [mount]));
    for (const mount of files.toReversed()) await applied(web({}, [mount]));
    const amounts = [
      "small",
      { gpus: 1 },
      { requests: { memory: "64Mi" } },
      { storage: "1Gi" },
      { limits: { cpu: 1 } },
    ];
    for (const resources of amounts) await applied(web({}, [], { resources }));
  });

  it("are accepted by the API server however they are put together", async () => {
    const right = fc
      .sample(randomValues, { numRuns: 200, seed: 7 })
      .flatMap((spec) => compileSpec({ project: { name: uniqueName("val") }, ...spec }, zone.context).value ?? [])
      .slice(0, 25);
    assert.ok(right.length > 10);
    for (const tree of right) {
      const { notes } = await planProject({ tree, secrets: RANDOM_SECRETS, client, key: TEST_KEY, server: true });
      const errors = notes.filter(({ severity }) => severity === "error").map(({ message }) => message);
      assert.deepEqual(errors, []);
    }
  });
});
