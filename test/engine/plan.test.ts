import assert from "node:assert/strict";
import { type Diagnostic, DiagnosticsError } from "../../constructs/diagnostic.ts";
import { LABEL, type Manifest } from "../../constructs/manifest.ts";
import { formatPlan } from "../../engine/format-plan.ts";
import { planProject } from "../../engine/plan.ts";
import type { Plan } from "../../engine/plan-types.ts";
import type { ZoneClient } from "../../engine/zone-client.ts";
import { applyDirectly, prepare, TEST_KEY, treeOf } from "./fixture-project.ts";
import { clientUnderTest, uniqueName } from "./zone-under-test.ts";

describe("a plan", () => {
  let client: ZoneClient;
  const projects: string[] = [];

  before(async () => {
    client = await clientUnderTest();
  });
  after(async () => {
    await Promise.all(projects.map((project) => client.delete(`/Namespace//${project}`)));
    await client.close();
  });

  function newProject(): string {
    const project = uniqueName("plan");
    projects.push(project);
    return project;
  }

  const object = (project: string, apiVersion: string, kind: string, name: string, fields: object = {}): Manifest => ({
    apiVersion,
    kind,
    metadata: {
      name,
      ...(kind !== "Namespace" && { namespace: project }),
      labels: { [LABEL.managedBy]: "espalier", [LABEL.project]: project },
      annotations: { "espalier.dev/path": `${project}/${name}/${kind}` },
    },
    ...fields,
  });
  const namespace = (project: string) => object(project, "v1", "Namespace", project);
  const claim = (project: string, storage: string, mode = "ReadWriteOnce") =>
    object(project, "v1", "PersistentVolumeClaim", "data", {
      spec: { accessModes: [mode], storageClassName: "none", resources: { requests: { storage } } },
    });
  const deployment = (project: string, app: string, image: string) =>
    object(project, "apps/v1", "Deployment", "web", {
      spec: {
        replicas: 0,
        selector: { matchLabels: { app } },
        template: { metadata: { labels: { app } }, spec: { containers: [{ name: "web", image }] } },
      },
    });

  const plan = async (project: string, manifests: readonly Manifest[]): Promise<Plan> =>
    (await prepare(client, treeOf(project, manifests))).plan;

  async function deployed(manifests: (project: string) => Manifest[]): Promise<string> {
    const project = newProject();
    await applyDirectly(client, await prepare(client, treeOf(project, manifests(project))));
    return project;
  }

  async function refusal(manifests: readonly Manifest[], project: string): Promise<readonly Diagnostic[]> {
    try {
      await plan(project, manifests);
    } catch (error) {
      assert.ok(error instanceof DiagnosticsError, String(error));
      return error.diagnostics;
    }
    return assert.fail("it was not refused");
  }

  const brief = ({ changes }: Plan) =>
    changes.map(({ operation, id, because, dataAtRisk, restarts }) => ({
      what: `${operation} ${id.split("/")[1]}`,
      ...(because && { because }),
      ...(dataAtRisk && { dataAtRisk }),
      ...(restarts && { restarts }),
    }));

  it("says what restarts", async () => {
    const project = await deployed((name) => [namespace(name), deployment(name, "web", "nginx:1")]);
    const found = await plan(project, [namespace(project), deployment(project, "web", "nginx:2")]);
    assert.deepEqual(brief(found), [{ what: "update Deployment", restarts: true }]);
    assert.deepEqual(found.changes[0]?.fields, [
      { path: "spec.template.spec.containers[web].image", from: "nginx:1", to: "nginx:2" },
    ]);
  });

  it("replaces what cannot be changed in place, and says why", async () => {
    const project = await deployed((name) => [namespace(name), deployment(name, "web", "nginx:1")]);
    const found = await plan(project, [namespace(project), deployment(project, "shop", "nginx:1")]);
    assert.deepEqual(brief(found), [
      {
        what: "replace Deployment",
        because: "spec.selector.matchLabels.app cannot be changed in place",
        restarts: true,
      },
    ]);
  });

  it("warns of data that would be lost", async () => {
    const project = await deployed((name) => [namespace(name), claim(name, "2Gi")]);
    assert.deepEqual(brief(await plan(project, [namespace(project), claim(project, "4Gi")])), [
      { what: "update PersistentVolumeClaim" },
    ]);
    const shrunk = await plan(project, [namespace(project), claim(project, "1Gi")]);
    const because = "spec.resources.requests.storage: a volume cannot shrink";
    assert.deepEqual(brief(shrunk), [
      { what: "replace PersistentVolumeClaim", because, dataAtRisk: true, restarts: true },
    ]);
    const removed = await plan(project, [namespace(project)]);
    assert.deepEqual(brief(removed), [{ what: "delete PersistentVolumeClaim", dataAtRisk: true }]);
    const codes = ({ notes }: Plan) => notes.map(({ code }) => code);
    assert.deepEqual(codes(shrunk), ["restarts", "data-at-risk"]);
    assert.deepEqual(codes(removed), ["data-at-risk"]);
  });

  it("writes nothing", async () => {
    const project = newProject();
    await plan(project, [namespace(project), claim(project, "1Gi")]);
    assert.equal(await client.get(`/Namespace//${project}`), undefined);
  });

  it("leaves alone what controllers and others have made, even with the project's labels", async () => {
    const project = await deployed((name) => [namespace(name)]);
    const copied = { ...object(project, "v1", "ConfigMap", "copied"), data: { a: "1" } };
    await client.apply(copied, { fieldManager: "some-controller" });
    assert.deepEqual(brief(await plan(project, [namespace(project)])), []);
  });

  it("refuses what stands in another namespace and kinds that the zone does not know, all at once", async () => {
    const project = newProject();
    const elsewhere = { ...claim(project, "1Gi"), metadata: { name: "data", namespace: "kube-system" } };
    const unknown = object(project, "cert-manager.io/v1", "Certificate", "tls");
    const found = await refusal([namespace(project), elsewhere, unknown], project);
    assert.deepEqual(
      found.map(({ code, got }) => [code, got]),
      [
        ["outside-namespace", '"kube-system"'],
        ["unknown-kind", "Certificate (cert-manager.io/v1)"],
      ],
    );
  });

  it("accepts objects of a kind that a definition in the same tree brings", async () => {
    const project = newProject();
    const definition = object(project, "apiextensions.k8s.io/v1", "CustomResourceDefinition", "things.example.com", {
      spec: { group: "example.com", names: { kind: "Thing", plural: "things" }, scope: "Namespaced", versions: [] },
    });
    const found = await plan(project, [
      namespace(project),
      definition,
      object(project, "example.com/v1", "Thing", "one"),
    ]);
    assert.equal(found.changes.length, 3);
  });

  it("lets the API server check what would be written, before the namespace exists", async () => {
    const project = newProject();
    const wrong = object(project, "v1", "Service", "web", { spec: { ports: [{ port: 99_999 }] } });
    const unknown = object(project, "v1", "ConfigMap", "typo", { dta: {} });
    const tree = treeOf(project, [namespace(project), wrong, unknown, claim(project, "1Gi")]);
    const { notes } = await planProject({ tree, secrets: new Map(), client, key: TEST_KEY, server: true });
    const errors = notes.filter(({ severity }) => severity === "error").map(({ message }) => message);
    assert.equal(errors.length, 2, errors.join("\n"));
    assert.match(errors.join("\n"), /spec\.ports\[0\]\.port: Invalid value: 99999/);
    assert.match(errors.join("\n"), /field not declared in schema/);
    assert.equal(await client.get(`/Namespace//${project}`), undefined);
  });

  it("says what the project asks for of its claim", async () => {
    const project = newProject();
    const quota = object(project, "v1", "ResourceQuota", "claim", {
      spec: { hard: { pods: 5, "limits.memory": "1Gi" } },
    });
    const limits = { type: "Container", default: { memory: "256Mi" } };
    const range = object(project, "v1", "LimitRange", "claim", { spec: { limits: [limits] } });
    const web = deployment(project, "web", "nginx:1");
    const three = { ...web, spec: { ...(web.spec as object), replicas: 3 } };
    const { notes } = await plan(project, [namespace(project), quota, range, three]);
    assert.deepEqual(
      notes.map(({ message }) => message),
      ["asks for 3 of 5 pods, 768Mi of 1Gi limits.memory"],
    );
  });

  it("is shown as the tree of the project", async () => {
    const project = await deployed((name) => [namespace(name), deployment(name, "web", "nginx:1"), claim(name, "1Gi")]);
    const found = await plan(project, [namespace(project), deployment(project, "web", "nginx:2")]);
    assert.equal(
      formatPlan(found).replaceAll(project, "shop"),
      `shop in zone test
  web
    ~  Deployment "web" (restarts)
         ~ spec.template.spec.containers[web].image: "nginx:1" → "nginx:2"
  data
    -  PersistentVolumeClaim "data" (data at risk)

  warning: shop/data/PersistentVolumeClaim is deleted with the data it holds — make a copy of the data first [data-at-risk]

~ 1 to update, - 1 to delete, 1 unchanged`,
    );
  });
});
