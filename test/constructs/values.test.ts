import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { describe, it } from "mocha";
import { secretReference } from "../../constructs/secret-reference.ts";
import type { ProjectSpec } from "../../constructs/spec.ts";
import { everyValue } from "./support/every-value.ts";
import { find, type Loose, objectOf, podContainer, problemsOf, shop, treeOf } from "./support/fixtures.ts";

const SNAPSHOT = new URL("./snapshots/every-value.json", import.meta.url);
const SECRET = secretReference("pw");

describe("everything that gives containers values", () => {
  const tree = treeOf(everyValue("shop"));

  it("becomes the manifests of the snapshot", () => {
    const text = `${JSON.stringify(tree.manifests, null, 2)}\n`;
    if (process.env.UPDATE_SNAPSHOTS) writeFileSync(SNAPSHOT, text);
    assert.deepEqual(tree.manifests, JSON.parse(readFileSync(SNAPSHOT, "utf8")));
  });

  it("shows a secret nowhere but in Secrets and in the list that restarts pods", () => {
    const shown = tree.manifests
      .filter(({ kind }) => kind !== "Secret")
      .map((manifest) => JSON.stringify(manifest).replaceAll(/"espalier\.dev\/secrets":"[^"]*"/g, ""));
    assert.ok(!JSON.stringify([shown, tree.nodes, tree.references, tree.notes]).includes("⟦secret:"));
  });

  it("is drawn: groups, registries and who calls whom", () => {
    const group = tree.nodes.find(({ kind, name }) => kind === "group" && name === "mail");
    assert.deepEqual(
      [group?.facts, group?.objects],
      [{ variables: "3" }, ["/ConfigMap/shop/mail-group", "/Secret/shop/mail-group"]],
    );
    const edges = tree.references.map(({ from, to, kind }) => `${kind} ${from} ${to}`);
    assert.ok(edges.includes("reference shop/web shop/EnvironmentGroups/mail"));
    assert.ok(edges.includes("request shop/web shop/db"));
    assert.equal(tree.nodes[0]?.facts.registries, "registry.example.com:5000/team, docker.io");
  });
});

describe("environment groups", () => {
  const groups = (environmentGroups: ProjectSpec["environmentGroups"], environmentFrom: string[], environment = {}) =>
    treeOf({ ...shop([{ name: "web", environmentFrom, environment }]), environmentGroups });

  it("are a ConfigMap and, for secrets, a Secret, which containers get whole and in their order", () => {
    const tree = groups({ one: { A: 1, S: `x${SECRET}` }, two: { B: true } }, ["two", "one"]);
    assert.deepEqual(objectOf(tree, "ConfigMap", "one-group").data, { A: "1" });
    assert.deepEqual(objectOf(tree, "Secret", "one-group").stringData, { S: `x${SECRET}` });
    assert.equal(find(tree, "Secret", "two-group"), undefined);
    assert.deepEqual(podContainer(objectOf(tree, "Deployment", "web")).envFrom, [
      { configMapRef: { name: "two-group" } },
      { configMapRef: { name: "one-group" } },
      { secretRef: { name: "one-group" } },
    ]);
  });

  it("give facts of the pod to each user itself, unless a later one or its own says otherwise", () => {
    const env = (from: string[], environment = {}) => {
      const tree = groups({ one: { IP: "${{pod.ip}}", A: "a" }, two: { IP: "none" } }, from, environment);
      return podContainer(objectOf(tree, "Deployment", "web")).env?.map(({ name, value }: Loose) => [name, value]);
    };
    assert.deepEqual(env(["one"]), [["IP", undefined]]);
    assert.equal(env(["one", "two"]), undefined);
    assert.deepEqual(env(["two", "one"]), [["IP", undefined]]);
    assert.deepEqual(env(["one"], { IP: "own" }), [["IP", "own"]]);
  });

  it("restart just their users when they change", () => {
    const annotations = (value: string) => {
      const spec = {
        ...shop([{ name: "user", environmentFrom: ["g"] }, { name: "other" }]),
        environmentGroups: { g: { A: value } },
      };
      const tree = treeOf(spec);
      return ["user", "other"].map((name) => objectOf(tree, "Deployment", name).spec.template.metadata.annotations);
    };
    const [before, after] = [annotations("a"), annotations("b")];
    assert.notDeepEqual(before[0], after[0]);
    assert.deepEqual([before[1], after[1]], [undefined, undefined]);
  });

  it("are there, under one name", () => {
    const spec = {
      ...shop([{ name: "web", environmentFrom: ["mall"] }]),
      environmentGroups: { mail: {}, m_x: {}, "m-x": {} },
    };
    const { at } = problemsOf(spec);
    assert.equal(at("containers[0].environmentFrom[0]").fix, 'did you mean "mail"?');
    assert.equal(at("environmentGroups.m-x").code, "duplicate-name");
  });

  it("hold no names that are ours", () => {
    const { at } = problemsOf({
      ...shop([]),
      environmentGroups: { g: { ESPALIER_SECRET_x: "1", ESPALIER_KEY: "mine" } },
    });
    assert.equal(at("environmentGroups.g.ESPALIER_SECRET_x").code, "reserved-name");
    assert.throws(() => at("environmentGroups.g.ESPALIER_KEY"));
  });
});

describe("private registries", () => {
  const registries = [{ host: "ghcr.io/owner", username: "me", password: SECRET }];
  const pullSecrets = (image: string, host = "ghcr.io/owner") => {
    const tree = treeOf({
      ...shop([{ name: "web", image }]),
      registries: [{ host, username: "me", password: SECRET }],
    });
    return objectOf(tree, "Deployment", "web").spec.template.spec.imagePullSecrets;
  };

  it("are one pull secret with the passwords as references", () => {
    const secret = objectOf(treeOf({ ...shop([]), registries }), "Secret", "registries");
    assert.equal(secret.type, "kubernetes.io/dockerconfigjson");
    assert.deepEqual(JSON.parse(secret.stringData[".dockerconfigjson"]), {
      auths: { "ghcr.io/owner": { username: "me", password: "⟦secret:pw|json⟧" } },
    });
  });

  it("are asked by the service account, and by pods whose images come from them", () => {
    const tree = treeOf({ ...shop([]), registries });
    assert.deepEqual(objectOf(tree, "ServiceAccount", "containers").imagePullSecrets, [{ name: "registries" }]);
    assert.deepEqual(pullSecrets("ghcr.io/owner/app:1"), [{ name: "registries" }]);
    assert.equal(pullSecrets("ghcr.io/other/app:1"), undefined);
    assert.equal(pullSecrets("nginx"), undefined);
    assert.deepEqual(pullSecrets("nginx", "docker.io"), [{ name: "registries" }]);
    assert.deepEqual(pullSecrets("docker.io/library/nginx", "index.docker.io"), [{ name: "registries" }]);
    assert.deepEqual(pullSecrets("localhost:5000/app", "localhost:5000"), [{ name: "registries" }]);
  });

  it("have secret passwords, which are told to nobody", () => {
    for (const password of ["hunter2-canary", 12345678, { secret: "hunter2-canary" }, "x".repeat(20_000)]) {
      const spec = { ...shop([]), registries: [{ host: "ghcr.io", username: "me", password }] };
      const found = problemsOf(spec).at("registries[0].password");
      assert.equal(found.severity, "error");
      assert.ok(!/canary|12345678|xxx/.test(JSON.stringify(found)), JSON.stringify(found));
    }
  });

  it("have one password each", () => {
    const twice = [
      ...registries,
      { host: "docker.io", username: "a", password: SECRET },
      { host: "index.docker.io", username: "b", password: SECRET },
    ];
    assert.equal(problemsOf({ ...shop([]), registries: twice }).at("registries[2].host").code, "duplicate-name");
  });
});

describe("variables of a zone", () => {
  it("take the place of those that hold everywhere", () => {
    const zones = { "sofia-1": { environment: { A: "zone", B: "${{web.host}}" } } };
    const tree = treeOf(shop([{ name: "web", environment: { A: "all" }, options: { zones } }]));
    assert.deepEqual(podContainer(objectOf(tree, "Deployment", "web")).env, [
      { name: "A", value: "zone" },
      { name: "B", value: "web" },
    ]);
  });

  it("are told where they are written when they are wrong", () => {
    const zones = { "sofia-1": { environment: { A: "${{web.NONE}}" } } };
    const { at } = problemsOf(shop([{ name: "web", options: { zones } }]));
    assert.equal(at("containers[0].options.zones.sofia-1.environment.A").code, "unknown-expression");
  });
});
