import assert from "node:assert/strict";
import { k8s } from "cdk8s-plus-33";
import { describe, it } from "mocha";
import { compileProject } from "../../constructs/compile.ts";
import { Container } from "../../constructs/container.ts";
import { EnvironmentGroup } from "../../constructs/environment-group.ts";
import { type Override, override } from "../../constructs/override.ts";
import { Project } from "../../constructs/project.ts";
import { Volume } from "../../constructs/volume.ts";
import { ZONE } from "../templates/support.ts";

const web = ["containers", { name: "web" }] as const;

async function built(overrides: readonly Override[], more: (project: Project) => void = () => {}): Promise<Project> {
  const build = () => {
    const shop = new Project(ZONE, "shop");
    const data = new Volume(shop, "data", { size: "1Gi" });
    new EnvironmentGroup(shop, "common", { LEVEL: "info" });
    const options = { ports: [80], volumes: [{ volume: data, path: "/data" }] };
    new Container(shop, "web", { image: "nginx:1.29", environmentFrom: ["common"], options });
    new Container(shop, "worker", { image: "busybox:1", environment: { WEB: "$" + "{{web.url}}" } });
    more(shop);
    return shop;
  };
  const result = await override(build, overrides).build({
    zone: ZONE,
    domain: ZONE.domain,
    network: "private",
    vars: {},
    secret: () => "",
  });
  assert.ok(Project.isProject(result));
  return result;
}

describe("overrides of a definition that builds constructs", () => {
  it("change the containers they name, and what others say of them", async () => {
    const shop = await built([
      { set: [...web, "image"], to: "nginx:2" },
      { set: [...web, "options", "ports"], to: [8080] },
    ]);
    assert.deepEqual(
      shop.toSpec().containers.map(({ name, image }) => [name, image]),
      [
        ["web", "nginx:2"],
        ["worker", "busybox:1"],
      ],
    );
    const { manifests } = compileProject(shop);
    assert.match(JSON.stringify(manifests), /http:\/\/web:8080/);
    assert.equal(manifests.filter(({ kind, metadata }) => kind === "Deployment" && metadata.name === "web").length, 1);
  });

  it("add and remove parts in the order that they say", async () => {
    const shop = await built([
      { insert: { name: "cache", image: "redis:8" }, into: ["containers"], after: "web" },
      { remove: ["containers", { name: "worker" }] },
      { set: ["volumes", { name: "data" }, "size"], to: "2Gi" },
      { set: ["environmentGroups", "more"], to: { A: "b" } },
    ]);
    const spec = shop.toSpec();
    assert.deepEqual(
      spec.containers.map(({ name }) => name),
      ["web", "cache"],
    );
    const claims = compileProject(shop).manifests.filter(({ kind }) => kind === "PersistentVolumeClaim");
    assert.match(JSON.stringify(claims), /"2Gi"/);
    assert.deepEqual(Object.keys(spec.environmentGroups ?? {}), ["common", "more"]);
  });

  it("keep what else stands in the project", async () => {
    const shop = await built([{ set: [...web, "image"], to: "nginx:2" }], (project) => {
      new k8s.KubeConfigMap(project, "own", { metadata: { name: "own" } });
    });
    const names = compileProject(shop).manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    assert.ok(names.includes("ConfigMap own"), names.join("\n"));
  });

  it("change the network of a project, but not of one with objects of its own", async () => {
    const overrides = [{ set: ["network", "internet"], to: false }];
    assert.deepEqual((await built(overrides)).toSpec().network, { internet: false });
    const own = (project: Project) => void new k8s.KubeConfigMap(project, "own", { metadata: { name: "own" } });
    await assert.rejects(built(overrides, own), /\[shop\] has objects of its own/);
  });

  it("refuse a path that leads nowhere", async () => {
    await assert.rejects(
      built([{ set: [...web, "image", "tag"], to: "2" }]),
      /containers\.web\.image\.tag leads to nothing/,
    );
  });

  it("do nothing when there are none, and leave what they are given as it was", async () => {
    const given = { project: { name: "shop" }, containers: [{ name: "web", image: "nginx:1.29" }] };
    const context = { zone: ZONE, domain: "", network: "", vars: {}, secret: () => "" };
    assert.deepEqual(await override(given, []).build(context), given);
    const changed = await override(given, [{ set: [...web, "image"], to: "nginx:2" }]).build(context);
    assert.deepEqual(changed, { ...given, containers: [{ name: "web", image: "nginx:2" }] });
    assert.equal(given.containers[0]?.image, "nginx:1.29");
  });
});
