import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { before, describe, it } from "mocha";
import { catalogFiles } from "./catalog-files.ts";
import type { CompiledFile } from "./compile-file.ts";
import { appName, differences } from "./pairs.ts";
import { compileFiles } from "./run-catalog.ts";
import { repositoryOf, shapeOf } from "./shape-of-tree.ts";

const FIXTURES = fileURLToPath(new URL("./fixtures/equivalent", import.meta.url));

describe("one app in three formats", () => {
  let files: readonly CompiledFile[];

  before(async () => {
    files = await compileFiles(catalogFiles(FIXTURES));
  });

  const shape = (format: string) => {
    const file = files.find(({ imported }) => imported?.format === format);
    assert.ok(file?.evaluation, `${format}: ${file?.failure?.reason}`);
    return shapeOf(file.evaluation.tree);
  };

  it("is recognised as each of them", () => {
    assert.deepEqual(files.map(({ imported }) => imported?.format).sort(), ["compose", "coolify", "one-click"]);
  });

  it("has the same images, ports, mounts and environment keys", () => {
    for (const format of ["one-click", "coolify"] as const) {
      assert.deepEqual(differences(shape("compose"), shape(format)), []);
    }
  });

  it("gives no address to a database that CapRover would give one", () => {
    const file = files.find(({ imported }) => imported?.format === "one-click");
    const addresses = file?.evaluation?.tree.nodes.filter(({ kind }) => kind === "address");
    assert.equal(addresses?.length, 1);
  });

  it("has what was written", () => {
    assert.deepEqual(shape("compose"), [
      {
        image: "acme/counter",
        ports: ["3000/TCP"],
        mounts: ["/app/uploads"],
        environment: ["APP_SECRET", "DATABASE_URL", "LOG_LEVEL"],
      },
      {
        image: "postgres",
        ports: shape("compose")[1]?.ports ?? [],
        mounts: ["/var/lib/postgresql/data"],
        environment: ["POSTGRES_DB", "POSTGRES_PASSWORD", "POSTGRES_USER"],
      },
    ]);
  });
});

describe("comparing apps", () => {
  it("tells what only one of two has", () => {
    const web = { image: "web", ports: ["80/TCP"], mounts: [], environment: ["A", "B"] };
    const other = { image: "web", ports: ["80/TCP"], mounts: ["/x"], environment: ["A"] };
    assert.deepEqual(differences([web], [other, { ...other, image: "db" }]), [
      { image: "web", what: "mounts", onlyIn: "other", things: ["/x"] },
      { image: "web", what: "environment", onlyIn: "one", things: ["B"] },
      { image: "db", onlyIn: "other", things: ["db"] },
    ]);
  });

  it("knows an image by its repository", () => {
    assert.equal(repositoryOf("docker.io/library/postgres:16@sha256:abc"), "postgres");
    assert.equal(repositoryOf("ghcr.io/acme/app"), "acme/app");
    assert.equal(repositoryOf("localhost:5000/app:1"), "app");
  });

  it("knows an app by the name of its file", () => {
    assert.equal(appName("n8n-with-postgresql"), "n8n");
    assert.equal(appName("Uptime-Kuma"), "uptimekuma");
    assert.equal(appName("redis-insight"), "redisinsight");
    assert.equal(appName("nextcloud-redis-mariadb"), "nextcloud");
  });
});
