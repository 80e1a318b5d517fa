import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import type { ContainerOptions } from "../../constructs/spec.ts";
import type { TestDeployments } from "./deploy-request.ts";
import { type Loose, WAIT, type Words, wordsInZone } from "./vocabulary-zone.ts";

describe("a stateful container in a zone", function () {
  this.timeout(600_000);
  const { reached, newProject, manifestsOf, settle, unchanged, planned, list } = wordsInZone();
  let deployments: TestDeployments;
  before(() => {
    ({ deployments } = reached());
  });

  const project = newProject();
  const stateful = (...volumes: NonNullable<ContainerOptions["volumes"]>): Words => ({
    name: "db",
    options: { workload: "stateful", replicas: 2, ports: [5432], volumes },
  });
  const data = (size: string) => ({ each: { name: "data", size }, path: "/data" });
  const database = (size: string) => manifestsOf(project, [stateful(data(size))]);
  const uids = async (key: string) => (await list(key, project)).map(({ metadata }) => metadata.uid).sort();

  it("has pods with stable names and a volume each", async () => {
    await settle(project, database("1Gi"));
    assert.deepEqual((await list("/Pod", project)).map(({ metadata }) => metadata.name).sort(), ["db-0", "db-1"]);
    const claims = await list("/PersistentVolumeClaim", project);
    assert.deepEqual(claims.map(({ metadata }) => metadata.name).sort(), ["data-db-0", "data-db-1"]);
    const [service] = await list("/Service", project);
    assert.deepEqual([service?.metadata.name, (service as Loose).spec.clusterIP], ["db", "None"]);
  });

  it("is replaced around its pods and volumes, which the plan says, when the volumes of new ones change", async () => {
    const [pods, claims] = await Promise.all([uids("/Pod"), uids("/PersistentVolumeClaim")]);
    const result = await deployments.up(project, database("2Gi"), {}, { wait: WAIT });
    assert.deepEqual([result.outcome, result.replaced], ["succeeded", 1]);
    const notes = planned()?.notes.map(({ code }) => code) ?? [];
    assert.ok(notes.includes("volumes-stay"));
    assert.ok(!notes.includes("data-at-risk"));
    assert.deepEqual([await uids("/Pod"), await uids("/PersistentVolumeClaim")], [pods, claims]);
    await unchanged(project, database("2Gi"));
  });

  it("ends its pods when each gets a further volume, which none that runs can be given", async () => {
    const further = { each: { name: "log", size: "1Gi" }, path: "/log" };
    const wider = manifestsOf(project, [stateful(data("2Gi"), further)]);
    const before = await uids("/Pod");
    await settle(project, wider);
    const claims = await list("/PersistentVolumeClaim", project);
    assert.deepEqual(claims.map(({ metadata }) => metadata.name).sort(), [
      "data-db-0",
      "data-db-1",
      "log-db-0",
      "log-db-1",
    ]);
    assert.ok((await uids("/Pod")).every((uid) => !before.includes(uid)));
  });

  it("leaves its volumes behind when it goes", async () => {
    const claims = await uids("/PersistentVolumeClaim");
    await deployments.up(project, manifestsOf(project, []));
    assert.ok(planned()?.notes.some(({ code, message }) => code === "volumes-stay" && /stay/.test(message)));
    assert.deepEqual(await uids("/PersistentVolumeClaim"), claims);
    await unchanged(project, manifestsOf(project, []));
  });
});
