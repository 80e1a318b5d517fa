import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { describe, it } from "mocha";
import { objectId } from "../../constructs/manifest.ts";
import { FOUNDING_EXAMPLE, find, objectOf, podContainer, treeOf } from "./support/fixtures.ts";

const SNAPSHOT = new URL("./snapshots/founding-example.json", import.meta.url);

describe("the founding example", () => {
  const tree = treeOf(FOUNDING_EXAMPLE);

  it("becomes the manifests of the snapshot", () => {
    const text = `${JSON.stringify(tree.manifests, null, 2)}\n`;
    if (process.env.UPDATE_SNAPSHOTS) writeFileSync(SNAPSHOT, text);
    assert.deepEqual(tree.manifests, JSON.parse(readFileSync(SNAPSHOT, "utf8")));
  });

  it("has every kind of object it was promised", () => {
    const count = (kind: string) => tree.manifests.filter((manifest) => manifest.kind === kind).length;
    const kinds = [
      "Namespace",
      "ResourceQuota",
      "LimitRange",
      "ServiceAccount",
      "Deployment",
      "Service",
      "Ingress",
      "Secret",
    ];
    assert.deepEqual(Object.fromEntries(kinds.map((kind) => [kind, count(kind)])), {
      Namespace: 1,
      ResourceQuota: 1,
      LimitRange: 1,
      ServiceAccount: 1,
      Deployment: 3,
      Service: 3,
      Ingress: 1,
      Secret: 3,
    });
    assert.ok(count("NetworkPolicy") > 0);
  });

  it("lists what others need first", () => {
    const kinds = [...new Set(tree.manifests.map(({ kind }) => kind))];
    assert.deepEqual(kinds, [
      "Namespace",
      "ResourceQuota",
      "LimitRange",
      "NetworkPolicy",
      "ServiceAccount",
      "Secret",
      "Deployment",
      "Service",
      "Ingress",
    ]);
  });

  it("stands in a namespace with the project's name as a host name", () => {
    assert.equal(tree.namespace, "example-project");
    const inside = tree.manifests.filter(({ kind }) => kind !== "Namespace");
    assert.ok(inside.every(({ metadata }) => metadata.namespace === "example-project"));
  });

  it("says on every object who owns it and which construct made it, and leaves the revision to the engine", () => {
    for (const { metadata } of tree.manifests) {
      assert.equal(metadata.labels?.["app.kubernetes.io/managed-by"], "espalier");
      assert.equal(metadata.labels?.["espalier.dev/project"], "example_project");
      assert.match(metadata.annotations?.["espalier.dev/path"] ?? "", /^example_project\//);
      assert.equal(metadata.labels?.["espalier.dev/revision"], undefined);
    }
  });

  it("can be found by tags, which its pods do not carry", () => {
    const deployment = objectOf(tree, "Deployment", "backend-service");
    assert.equal(deployment.metadata.labels["tag.espalier.dev/backend"], "true");
    const pods = Object.keys(deployment.spec.template.metadata.labels);
    assert.ok(!pods.some((label) => label.startsWith("tag.")));
  });

  it("chooses port 80 for `expose: true` and says so", () => {
    assert.equal(objectOf(tree, "Service", "backend-service").spec.ports[0].port, 80);
    const note = tree.notes.find(({ code }) => code === "chosen-port");
    assert.equal(note?.message, "backend_service is exposed on port 80: environment.PORT is not set");
    assert.equal(note?.severity, "note");
  });

  it("has one address, with TLS", () => {
    const { spec, metadata } = objectOf(tree, "Ingress", "backend-service");
    const host = "backend-service-example-project.sofia.example";
    assert.deepEqual(spec.tls, [{ hosts: [host], secretName: "backend-service-tls" }]);
    assert.equal(spec.rules[0].host, host);
    assert.equal(metadata.annotations["cert-manager.io/cluster-issuer"], "letsencrypt");
    assert.equal(spec.ingressClassName, "nginx");
  });

  it("lets other containers reach every port of one whose ports are not known", () => {
    assert.deepEqual(objectOf(tree, "Service", "database").spec, {
      clusterIP: "None",
      selector: { "espalier.dev/container": "database", "espalier.dev/project": "example_project" },
    });
  });

  it("keeps the password in Secrets, as a reference", () => {
    assert.deepEqual(objectOf(tree, "Secret", "backup-service-env").stringData, {
      DB_PASSWORD: "⟦secret:db_password⟧",
    });
    const { env } = podContainer(objectOf(tree, "Deployment", "backup-service"));
    assert.deepEqual(
      env.find(({ name }: { name: string }) => name === "DB_PASSWORD"),
      { name: "DB_PASSWORD", valueFrom: { secretKeyRef: { name: "backup-service-env", key: "DB_PASSWORD" } } },
    );
  });

  it("lists the containers, the address and what they have to do with each other", () => {
    assert.deepEqual(
      tree.nodes.map(({ kind, path, parent }) => [kind, path, parent]),
      [
        ["project", "example_project", undefined],
        ["container", "example_project/backend_service", "example_project"],
        ["address", "example_project/backend_service/Address", "example_project/backend_service"],
        ["container", "example_project/database", "example_project"],
        ["container", "example_project/backup_service", "example_project"],
      ],
    );
    assert.deepEqual(
      tree.references.map(({ from, to, kind, label }) => `${from} ${kind} ${to}: ${label}`),
      [
        "example_project/backend_service/Address expose example_project/backend_service: 80",
        "example_project/backend_service request example_project/database: DB_HOST",
        "example_project/backup_service request example_project/database: DB_HOST",
      ],
    );
  });

  it("names each object in exactly one node", () => {
    const named = tree.nodes.flatMap(({ objects }) => objects);
    assert.deepEqual([...named].sort(), tree.manifests.map(objectId).sort());
  });

  it("needs no volume, no disruption budget and no role", () => {
    for (const kind of ["PersistentVolumeClaim", "PodDisruptionBudget", "Role", "RoleBinding"]) {
      assert.equal(tree.manifests.filter((manifest) => manifest.kind === kind).length, 0);
    }
    assert.equal(find(tree, "Service", "backend-service-public"), undefined);
  });
});
