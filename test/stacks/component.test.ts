import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { Manifest } from "../../constructs/manifest.ts";
import { EspalierProject } from "../../stacks/component.ts";
import { KUBERNETES_PACKAGE_VERSION } from "../../stacks/kubernetes-package.ts";
import { resourceName, resourceType } from "../../stacks/resource-name.ts";
import { shop } from "./shop.ts";

/** How a secret value is marked on its way to the engine (pulumi/sdk/nodejs/runtime/rpc.ts). */
const SECRET_MARK = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

const kubernetes = dirname(createRequire(import.meta.url).resolve("@pulumi/kubernetes/package.json"));

describe("the component EspalierProject", () => {
  let registered: pulumi.runtime.MockResourceArgs[];

  beforeEach(async () => {
    registered = [];
    await pulumi.runtime.setMocks({
      newResource: (args) => {
        registered.push(args);
        return { id: args.name, state: args.inputs };
      },
      call: ({ inputs }) => inputs,
    });
  });

  async function deploy(manifests: readonly Manifest[], secrets = { db_password: "canary" }): Promise<EspalierProject> {
    const project = new EspalierProject("shop", { tree: { manifests }, secrets });
    await Promise.all(
      Object.values(project.objects).map(
        (object) => new Promise((resolve) => pulumi.all([object.urn, object.id]).apply(resolve)),
      ),
    );
    return project;
  }

  it("registers every manifest with the types and names of the inline program", async () => {
    await deploy(shop());
    const children = registered.filter(({ type }) => type !== "espalier:index:Project");
    assert.deepEqual(
      children.map(({ type, name }) => `${type} ${name}`).toSorted(),
      shop()
        .map((manifest) => `${resourceType(manifest)} ${resourceName(manifest)}`)
        .toSorted(),
    );
  });

  it("registers a namespace and its limits before what runs there", async () => {
    await deploy(shop());
    const position = (name: string) => registered.findIndex((resource) => resource.name === name);
    assert.ok(position("Namespace:shop") < position("ResourceQuota:shop/claim"));
    assert.ok(position("ResourceQuota:shop/claim") < position("Deployment:shop/web"));
  });

  it("puts secrets in as secret inputs, and leaves the rest of the manifest alone", async () => {
    const project = await deploy(shop());
    const deployment = registered.find(({ name }) => name === "Deployment:shop/web");
    assert.deepEqual(
      deployment?.inputs,
      shop().find(({ kind }) => kind === "Deployment"),
    );
    const secret = registered.find(({ name }) => name === "Secret:shop/secrets");
    assert.deepEqual(secret?.inputs.stringData, { [SECRET_MARK]: SECRET, value: { password: "canary" } });
    assert.ok("Secret:shop/secrets" in project.objects);
  });

  it("says which secret has no value", () => {
    assert.throws(
      () => new EspalierProject("shop", { tree: { manifests: shop() }, secrets: {} }),
      /\/Secret\/shop\/secrets uses the secret db_password, which has no value: add it to the argument "secrets"/,
    );
  });
});

describe("the types of the program", () => {
  const kinds: [apiVersion: string, kind: string, file: string][] = [
    ["v1", "Namespace", "core/v1/namespace.js"],
    ["v1", "ResourceQuota", "core/v1/resourceQuota.js"],
    ["v1", "LimitRange", "core/v1/limitRange.js"],
    ["v1", "ServiceAccount", "core/v1/serviceAccount.js"],
    ["v1", "Secret", "core/v1/secret.js"],
    ["v1", "ConfigMap", "core/v1/configMap.js"],
    ["v1", "Service", "core/v1/service.js"],
    ["v1", "Pod", "core/v1/pod.js"],
    ["v1", "PersistentVolumeClaim", "core/v1/persistentVolumeClaim.js"],
    ["apps/v1", "Deployment", "apps/v1/deployment.js"],
    ["apps/v1", "StatefulSet", "apps/v1/statefulSet.js"],
    ["apps/v1", "DaemonSet", "apps/v1/daemonSet.js"],
    ["batch/v1", "Job", "batch/v1/job.js"],
    ["batch/v1", "CronJob", "batch/v1/cronJob.js"],
    ["policy/v1", "PodDisruptionBudget", "policy/v1/podDisruptionBudget.js"],
    ["autoscaling/v2", "HorizontalPodAutoscaler", "autoscaling/v2/horizontalPodAutoscaler.js"],
    ["networking.k8s.io/v1", "NetworkPolicy", "networking/v1/networkPolicy.js"],
    ["networking.k8s.io/v1", "Ingress", "networking/v1/ingress.js"],
    ["rbac.authorization.k8s.io/v1", "Role", "rbac/v1/role.js"],
    ["scheduling.k8s.io/v1", "PriorityClass", "scheduling/v1/priorityClass.js"],
    ["apiextensions.k8s.io/v1", "CustomResourceDefinition", "apiextensions/v1/customResourceDefinition.js"],
  ];

  for (const [apiVersion, kind, file] of kinds) {
    it(`are those of @pulumi/kubernetes for ${apiVersion} ${kind}`, () => {
      const source = readFileSync(join(kubernetes, file), "utf8");
      assert.ok(source.includes(`__pulumiType = '${resourceType({ apiVersion, kind })}'`));
    });
  }

  it("belong to the version of @pulumi/kubernetes that is installed", () => {
    const { version } = JSON.parse(readFileSync(join(kubernetes, "package.json"), "utf8"));
    assert.equal(version, KUBERNETES_PACKAGE_VERSION);
  });
});
