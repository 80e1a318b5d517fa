import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { before, describe, it } from "mocha";
import { testZone } from "../support/local-zone.ts";
import { CATALOG_CLAIM } from "./catalog-claim.ts";
import { catalogFiles, SHARED_CATALOG } from "./catalog-files.ts";
import { type CompiledFile, compileFile } from "./compile-file.ts";
import { compileFiles, tryAll } from "./run-catalog.ts";
import { folderRows, isReached } from "./table.ts";

const OWN = [
  fileURLToPath(new URL("./fixtures", import.meta.url)),
  fileURLToPath(new URL("../templates/importers/fixtures", import.meta.url)),
].filter((folder) => existsSync(folder));

/** Of each format some with databases, files, waits, jobs, many services; always the same. */
const SAMPLE: ReadonlySet<string> = new Set([
  "compose/elasticsearch-logstash-kibana",
  "compose/nextcloud-redis-mariadb",
  "compose/prometheus-grafana",
  "compose/wordpress-mysql",
  "compose/minecraft",
  "caprover/authentik",
  "caprover/baserow",
  "caprover/calcom",
  "caprover/codimd",
  "caprover/activepieces",
  "coolify/activepieces",
  "coolify/appsmith",
  "coolify/authentik",
  "coolify/bluesky-pds",
  "coolify/calcom",
]);

const nameOf = ({ folder, name }: CompiledFile) => `${folder}/${name}`;
const unaccountedIn = (files: readonly CompiledFile[]) =>
  files.filter(({ unaccounted }) => unaccounted.length).map((one) => [nameOf(one), ...one.unaccounted]);
const failuresIn = (files: readonly CompiledFile[]) =>
  files.flatMap((one) => (one.failure ? [`${nameOf(one)} ${one.failure.step}: ${one.failure.reason}`] : []));

describe("definitions that others wrote", function () {
  this.timeout(600_000);

  it("become projects: every fixture of ours that imports compiles, safely, with every key accounted for", async () => {
    const files = (await Promise.all(OWN.map((folder) => compileFiles(catalogFiles(folder))))).flat();
    assert.ok(files.some(({ evaluation }) => evaluation));
    assert.deepEqual(failuresIn(files.filter(({ imported }) => imported)), []);
    assert.deepEqual(unaccountedIn(files), []);
  });

  it("become the same again", async () => {
    const [file] = catalogFiles(OWN[0] as string);
    assert.ok(file);
    const zone = { ...(await testZone()).context, claim: CATALOG_CLAIM };
    const [one, other] = await Promise.all([compileFile(file, zone), compileFile(file, zone)]);
    assert.equal(one.imported?.text, other.imported?.text);
  });

  it("have names of their own, so that a zone can hold all", () => {
    for (const root of [...OWN, ...(existsSync(SHARED_CATALOG) ? [SHARED_CATALOG] : [])]) {
      const names = catalogFiles(root).map(({ project }) => project);
      assert.equal(new Set(names).size, names.length, root);
    }
  });

  describe("of the shared catalog", () => {
    let files: readonly CompiledFile[] = [];

    before(async function () {
      if (!existsSync(SHARED_CATALOG)) this.skip();
      files = await compileFiles(catalogFiles(SHARED_CATALOG));
    });

    it("import as often as is aimed at, and compile whenever they import", () => {
      const missed = folderRows(files, false).flatMap(({ folder, shares }) =>
        shares
          .filter((share) => !isReached(share))
          .map(({ name, count, of }) => `${folder}: ${count} of ${of} ${name}`),
      );
      assert.deepEqual(missed, [], failuresIn(files).join("\n"));
    });

    it("lose no key without a word", () => {
      assert.deepEqual(unaccountedIn(files), []);
    });

    it("say why when they do not import", () => {
      const silent = files.filter(({ imported, failure }) => !imported && !/\[[a-z-]+\]/.test(failure?.reason ?? ""));
      assert.deepEqual(silent.map(nameOf), []);
    });

    it("are accepted by the API server, and planned empty afterwards: a sample", async () => {
      const zone = await testZone();
      const context = { ...zone.context, claim: CATALOG_CLAIM };
      const sample = files.filter((file) => SAMPLE.has(nameOf(file)));
      assert.equal(sample.length, SAMPLE.size);
      const compiled = [];
      for (const file of sample) compiled.push(await compileFile(file, context));
      const results = await tryAll(compiled, { ...zone, context });
      const failures = results.flatMap(({ tried, failure }) => [
        ...(failure ? [failure] : []),
        ...(tried?.failures ?? []),
      ]);
      assert.deepEqual(failures, []);
    });
  });
});
