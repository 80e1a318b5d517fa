import assert from "node:assert/strict";
import { ApiObject, App, Chart, JsonPatch, Size } from "cdk8s";
import * as kplus27 from "cdk8s-plus-27";
import * as kplus33 from "cdk8s-plus-33";
import { Construct } from "constructs";
import { describe, it } from "mocha";
import {
  Container,
  compileProject,
  compileSpec,
  DiagnosticsError,
  defineProject,
  Project,
  secretReference,
  Volume,
} from "../../constructs/index.ts";
import { type Loose, objectOf, shop, ZONE } from "./support/fixtures.ts";

/** Messages of everything that is wrong about a project. */
function problemsOf(project: Project): string[] {
  try {
    compileProject(project);
  } catch (error) {
    assert.ok(error instanceof DiagnosticsError, String(error));
    return error.diagnostics.map(({ code, message }) => `${code} ${message}`);
  }
  return [];
}

describe("a project of constructs", () => {
  it("becomes the same manifests as the spec that says the same", () => {
    const project = new Project(ZONE, "shop", { description: "sells" });
    const data = new Volume(project, "data", { size: "1Gi" });
    const db = new Container(project, "db", {
      image: "postgres:18",
      options: { ports: [5432], volumes: [{ volume: data, path: "/data" }] },
    });
    new Container(project, "web", {
      image: "nginx:1.29",
      environment: { DB: `postgres://${db.host}:${db.port}` },
      options: { expose: true },
    });
    const spec = shop(
      [
        { name: "db", image: "postgres:18", options: { ports: [5432], volumes: [{ volume: "data", path: "/data" }] } },
        { name: "web", environment: { DB: "postgres://db:5432" }, options: { expose: true } },
      ],
      [{ name: "data", size: "1Gi" }],
    );
    const { value } = compileSpec({ ...spec, project: { name: "shop", description: "sells" } }, ZONE);
    const tree = compileProject(project);
    assert.equal(JSON.stringify(tree.manifests), JSON.stringify(value?.manifests));
    assert.equal(JSON.stringify(tree.nodes), JSON.stringify(value?.nodes));
    assert.deepEqual(tree.references, value?.references);
  });

  it("compiles to the same tree again and again", () => {
    const project = new Project(ZONE, "shop");
    new Container(project, "web", { image: "nginx", options: { expose: true } });
    assert.equal(JSON.stringify(compileProject(project)), JSON.stringify(compileProject(project)));
  });

  it("gives references that can stand in environments", () => {
    const project = new Project(ZONE, "shop");
    const web = new Container(project, "web_site", { image: "nginx", options: { expose: 8080 } });
    const db = new Container(project, "db", { image: "x", options: { ports: [5432] } });
    assert.deepEqual([web.host, web.port, web.url], ["web-site", 8080, "http://web-site:8080"]);
    assert.deepEqual(
      [web.publicUrl, web.publicHost],
      ["https://web-site-shop.sofia.example", "web-site-shop.sofia.example"],
    );
    assert.deepEqual([db.host, db.port], ["db", 5432]);
    assert.throws(() => db.publicUrl, /\[shop\/db\] "db" has no public address/);
    const bare = new Container(project, "bare", { image: "x" });
    assert.throws(() => bare.port, /\[shop\/bare\] which port "bare" has is not known .*"ports"/);
  });

  it("may be grouped by constructs of the person's own", () => {
    class Backend extends Construct {
      constructor(scope: Construct, id: string) {
        super(scope, id);
        const data = new Volume(this, "data", { name: `${id}_data`, size: "1Gi" });
        new Container(this, "api", { name: id, image: "x", options: { volumes: [{ volume: data, path: "/d" }] } });
      }
    }
    const project = new Project(ZONE, "shop");
    new Backend(project, "one");
    new Backend(project, "two");
    const tree = compileProject(project);
    assert.deepEqual(
      tree.nodes.map(({ path, parent }) => [path, parent]),
      [
        ["shop", undefined],
        ["shop/one/api", "shop"],
        ["shop/two/api", "shop"],
        ["shop/one/Volumes/data", "shop"],
        ["shop/two/Volumes/data", "shop"],
      ],
    );
    assert.equal(objectOf(tree, "Deployment", "two").spec.strategy.type, "Recreate");
  });

  it("can stand in an App of the person's own", () => {
    const project = new Project(new App(), "shop", { zone: ZONE });
    assert.equal(compileProject(project).zone, "sofia-1");
    assert.throws(() => new Project(new App(), "shop", {} as Loose), /needs a zone/);
    assert.throws(() => new Container(new Chart(new App(), "c"), "web", { image: "x" }), /stands in no project/);
  });

  it("lets an object be patched as cdk8s does", () => {
    const project = new Project(ZONE, "shop");
    const web = new Container(project, "web", { image: "nginx" });
    ApiObject.of(web).addJsonPatch(JsonPatch.add("/spec/minReadySeconds", 5));
    assert.equal(objectOf(compileProject(project), "Deployment", "web").spec.minReadySeconds, 5);
  });

  it("tells everything that is wrong, by the paths of constructs", () => {
    const project = new Project(ZONE, "shop");
    new Container(project, "web", { image: "Nginx", options: { replicas: 2, expos: true } as Loose });
    new Container(project, "db", { image: "x", options: { volumes: [{ volume: "dat", path: "/x" }], replicas: 2 } });
    new Volume(project, "data", { size: "a lot" });
    const problems = problemsOf(project);
    assert.equal(problems.length, 4);
    assert.ok(problems.includes("wrong-format [shop/web] image: not written as it must be"));
    assert.ok(problems.includes('unknown-key [shop/web] options.expos: unknown key "expos"'));
    assert.ok(problems.includes("wrong-format [shop/Volumes/data] size: not written as it must be"));
    assert.ok(problems.some((problem) => problem.startsWith("unknown-volume [shop/db] options.volumes[0].volume:")));
  });
});

describe("objects of the person's own", () => {
  it("made by cdk8s stand in the project's namespace, with its labels and their path", () => {
    const project = new Project(ZONE, "shop");
    new ApiObject(project, "settings", { apiVersion: "v1", kind: "ConfigMap", data: { a: "b" } });
    const tree = compileProject(project);
    const { metadata, data } = objectOf(tree, "ConfigMap", "settings");
    assert.deepEqual(data, { a: "b" });
    assert.equal(metadata.namespace, "shop");
    assert.equal(metadata.labels["espalier.dev/project"], "shop");
    assert.equal(metadata.annotations["espalier.dev/path"], "shop/settings");
    assert.deepEqual(tree.nodes.at(-1), {
      path: "shop/settings",
      kind: "object",
      name: "settings",
      parent: "shop",
      tags: [],
      facts: { kind: "ConfigMap", apiVersion: "v1" },
      objects: ["/ConfigMap/shop/settings"],
    });
  });

  it("can be made with cdk8s-plus-27 and with cdk8s-plus-33, side by side", () => {
    const project = new Project(ZONE, "shop");
    const old = new kplus27.Deployment(project, "old", { containers: [{ image: "old:1", portNumber: 80 }] });
    old.exposeViaService({ ports: [{ port: 80 }] });
    new kplus33.StatefulSet(project, "new", {
      service: new kplus33.Service(project, "new-service", { ports: [{ port: 81 }] }),
      containers: [{ image: "new:1", portNumber: 81, resources: { memory: { limit: Size.mebibytes(64) } } }],
    });
    const tree = compileProject(project);
    const made = tree.nodes.filter(({ kind }) => kind === "object").map(({ name, facts }) => `${facts.kind} ${name}`);
    assert.deepEqual(made.sort(), ["Deployment old", "Service new-service", "Service old-service", "StatefulSet new"]);
    assert.ok(tree.manifests.every(({ kind, metadata }) => kind === "Namespace" || metadata.namespace === "shop"));
    assert.equal(objectOf(tree, "Deployment", "old").spec.template.spec.containers[0].image, "old:1");
  });

  it("made with cdk8s-plus-33 keep native sidecars", () => {
    const project = new Project(ZONE, "shop");
    new kplus33.k8s.KubeDeployment(project, "api", {
      spec: {
        selector: { matchLabels: { app: "api" } },
        template: {
          metadata: { labels: { app: "api" } },
          spec: {
            initContainers: [{ name: "listener", image: "listener:1", restartPolicy: "Always" }],
            containers: [{ name: "api", image: "api:1" }],
          },
        },
      },
    });
    const { initContainers } = objectOf(compileProject(project), "Deployment", "api").spec.template.spec;
    assert.equal(initContainers[0].restartPolicy, "Always");
  });

  it("mention containers, which the tree shows", () => {
    const project = new Project(ZONE, "shop");
    const db = new Container(project, "db", { image: "x" });
    const data = { DATABASE: `postgres://${db.host}:5432/x` };
    new ApiObject(project, "settings", { apiVersion: "v1", kind: "ConfigMap", data });
    assert.deepEqual(compileProject(project).references, [
      { from: "shop/settings", to: "shop/db", kind: "reference", label: "DATABASE" },
    ]);
  });

  it("come after the definitions they need, and cluster-wide ones get no namespace", () => {
    const project = new Project(ZONE, "shop");
    new ApiObject(project, "thing", { apiVersion: "x.example/v1", kind: "Thing", metadata: { name: "thing" } });
    new ApiObject(project, "things", {
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      metadata: { name: "things.x.example" },
      spec: { group: "x.example", scope: "Namespaced", names: { kind: "Thing", plural: "things" } },
    });
    const { manifests } = compileProject(project);
    const kinds = manifests.map(({ kind }) => kind);
    assert.ok(kinds.indexOf("CustomResourceDefinition") < kinds.indexOf("Thing"));
    const namespaceOf = (wanted: string) => manifests.find(({ kind }) => kind === wanted)?.metadata.namespace;
    assert.deepEqual([namespaceOf("CustomResourceDefinition"), namespaceOf("Thing")], [undefined, "shop"]);
  });

  const refused: [string, string, Loose][] = [
    ["in another namespace", "other-namespace", { kind: "ConfigMap", metadata: { namespace: "kube-system" } }],
    ["that belong to the whole zone", "refused-object", { kind: "ClusterRole" }],
    ["that are namespaces", "refused-object", { kind: "Namespace" }],
    ["that change the claim", "refused-object", { kind: "ResourceQuota" }],
    ["that change its defaults", "refused-object", { kind: "LimitRange" }],
    ["that show a secret", "secret-not-allowed-here", { kind: "ConfigMap", data: { a: secretReference("x") } }],
    [
      "that hide a secret where it is not resolved",
      "secret-not-allowed-here",
      { kind: "Secret", data: { a: secretReference("x") } },
    ],
  ];
  for (const [what, code, object] of refused) {
    it(`${what} are refused, with their path`, () => {
      const project = new Project(ZONE, "shop");
      new ApiObject(project, "mine", { apiVersion: "v1", ...object });
      const [problem] = problemsOf(project);
      assert.ok(problem?.startsWith(`${code} [shop/mine] `), problem);
    });
  }

  it("of a cluster-wide definition of the same tree are refused", () => {
    const project = new Project(ZONE, "shop");
    new ApiObject(project, "thing", { apiVersion: "x.example/v1", kind: "Thing" });
    new ApiObject(project, "things", {
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      spec: { group: "x.example", scope: "Cluster", names: { kind: "Thing", plural: "things" } },
    });
    assert.match(problemsOf(project)[0] ?? "", /^refused-object \[shop\/thing\]/);
  });

  it("in a Chart for another namespace are refused", () => {
    const project = new Project(ZONE, "shop");
    const chart = new Chart(project, "other", { namespace: "other" });
    new ApiObject(chart, "mine", { apiVersion: "v1", kind: "ConfigMap" });
    assert.match(problemsOf(project)[0] ?? "", /^other-namespace \[shop\/other\/mine\]/);
  });

  it("that are made twice are refused, with both paths", () => {
    const project = new Project(ZONE, "shop");
    new Container(project, "web", { image: "nginx" });
    new ApiObject(project, "mine", { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web" } });
    assert.match(problemsOf(project)[0] ?? "", /^duplicate-object \[shop\/mine\] .*shop\/web\/Deployment/);
  });

  it("with secrets may be Secrets, and those with plain values are warned of", () => {
    const project = new Project(ZONE, "shop");
    const secret = { apiVersion: "v1", kind: "Secret" };
    new ApiObject(project, "good", { ...secret, stringData: { a: secretReference("a") } });
    assert.deepEqual(compileProject(project).notes, []);
    new ApiObject(project, "plain", { ...secret, stringData: { a: "hunter2" } });
    const [note] = compileProject(project).notes;
    assert.equal(note?.code, "plain-secret");
    assert.ok(!JSON.stringify(note).includes("hunter2"));
  });

  it("that check themselves are heard, each with its path", () => {
    const project = new Project(ZONE, "shop");
    const mine = new Construct(project, "mine");
    mine.node.addValidation({ validate: () => ["needs more", "needs less"] });
    const broken = new ApiObject(project, "broken", { apiVersion: "v1", kind: "ConfigMap" });
    broken.addJsonPatch(JsonPatch.replace("/no/such/path", 1));
    const problems = problemsOf(project);
    assert.deepEqual(problems.slice(0, 2), [
      "invalid-construct [shop/mine] needs more",
      "invalid-construct [shop/mine] needs less",
    ]);
    assert.match(problems[2] ?? "", /^invalid-construct \[shop\/broken\] cannot be rendered/);
  });
});

describe("defineProject", () => {
  it("keeps the function and what it declares", async () => {
    const plain = defineProject(() => ({ project: { name: "shop" }, containers: [] }));
    assert.deepEqual([plain.kind, plain.variables], ["espalier-definition", undefined]);
    const declared = defineProject({ variables: { size: "1Gi" } }, ({ zone }) => new Project(zone, "shop"));
    assert.deepEqual(declared.variables, { size: "1Gi" });
    const context = { zone: ZONE, domain: ZONE.domain, network: "shop", vars: {}, secret: secretReference };
    assert.ok(Project.isProject(await declared.build(context as Loose)));
  });

  it("refuses what is no function, in words", () => {
    assert.throws(() => defineProject({ project: {} } as Loose), /takes a function/);
  });
});
