import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { sql } from "kysely";
import { after, before, describe, it } from "mocha";
import { projectKey } from "../../api/definitions/project-key.ts";
import { startWorker } from "../../api/updates/worker.ts";
import { testZone } from "../support/local-zone.ts";
import { drawCore, halves } from "./support/canaries/canary.ts";
import { currentWalFile, dumpDatabase } from "./support/canaries/dump-database.ts";
import { Evidence, type Finding, type Kind } from "./support/canaries/evidence.ts";
import { endProject, liveAsProject } from "./support/canaries/life-of-a-project.ts";
import { liveAsTeam } from "./support/canaries/life-of-a-team.ts";
import { liveAsPeople } from "./support/canaries/life-of-people.ts";
import { liveAsOperator } from "./support/canaries/life-of-zones.ts";
import { startFromTemplates } from "./support/canaries/mistakes.ts";
import { recordFetch, recordOutput } from "./support/canaries/record.ts";
import { Scene } from "./support/canaries/scene.ts";
import { watchMachine } from "./support/canaries/watch-machine.ts";
import { ZoneAccess } from "./support/canaries/zone-access.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";
import { newName } from "./support/project.ts";

/**
 * Secrets of every kind go through the whole life of people, zones and projects, right and wrong. Everything that comes out
 * of it is kept, and none of them may be in it, in whatever way it is written.
 */
describe("a secret", function () {
  this.timeout(600_000);
  const evidence = new Evidence();
  const folder = mkdtempSync(join(tmpdir(), "espalier-canaries-"));
  const environment = { ESPALIER_HOME: process.env.ESPALIER_HOME, TMPDIR: process.env.TMPDIR };
  let test: TestPlatform;
  let findings: readonly Finding[] = [];

  before(async () => {
    const zone = await ZoneAccess.open(await testZone());
    test = await testPlatform({ ESPALIER_SIGN_IN_LIMIT: "1000", ESPALIER_LOG: "trace" });
    const firstWal = await currentWalFile(test.databaseUrl);
    Object.assign(process.env, { ESPALIER_HOME: join(folder, "home"), TMPDIR: folder });
    const machine = watchMachine(evidence, [folder]);
    const stopRecording = [recordFetch(evidence), recordOutput(evidence)];
    try {
      guardPlatform();
      await live(new Scene(test, evidence, zone));
      evidence.add("output", "metrics", await test.platform.metrics.registry.metrics());
    } finally {
      for (const stop of stopRecording) stop();
      await machine.stop();
      for (const [name, value] of Object.entries(environment)) restore(name, value);
    }
    for (const line of test.log) evidence.add("log", line.slice(0, 300), line);
    await dumpDatabase(evidence, test.databaseUrl, firstWal);
    findings = evidence.search();
  });

  after(async () => {
    await test?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const live = async (scene: Scene) => {
    const worker = await startWorker(test.platform, { concurrency: 4 });
    try {
      const people = await liveAsPeople(scene);
      const zone = await liveAsOperator(scene, people.operator);
      await startFromTemplates(scene, people.owner, newName("template"));
      const project = await liveAsProject(scene, people.owner, zone);
      await guardProjects(scene);
      await liveAsTeam(scene, people, project);
      await dumpDatabase(evidence, test.databaseUrl, "F".repeat(24));
      await endProject(people.owner, project);
    } finally {
      await worker.stop();
    }
  };

  /** What the platform itself keeps secret. */
  const guardPlatform = () => {
    evidence.guard({
      name: "the database's password",
      needles: halves(new URL(test.databaseUrl).password),
      allowed: [],
    });
    evidence.guard({ name: "the platform's key", needles: formsOfKey(test.key), allowed: [] });
  };
  const guardProjects = async ({ test: { platform } }: Scene) => {
    for (const { id, data_key } of await platform.database
      .selectFrom("projects")
      .select(["id", "data_key"])
      .execute()) {
      assert.ok(projectKey(platform, { id, dataKey: data_key }));
      const key = Buffer.from(platform.secretKey.decrypt(data_key, `project key ${id}`), "base64");
      evidence.guard({ name: "a project's key", needles: formsOfKey(key), allowed: [] });
    }
  };

  const KINDS: Readonly<Record<Kind, string>> = {
    response: "is in no answer, and in no error",
    stream: "is in no stream",
    log: "is in no line of the log",
    output: "is nowhere in the output and the metrics",
    row: "is in no row of any table: no event, no job, no state of Pulumi, no audit entry",
    wal: "was in no row that has been changed or removed since",
    file: "is in no file that the worker or Pulumi has written, for however short a time",
    command: "is in no command line",
  };
  for (const [kind, title] of Object.entries(KINDS)) {
    it(title, () => {
      assert.ok((evidence.bytes[kind] ?? 0) > 100, `there is no evidence of the kind ${kind}`);
      assert.deepEqual(
        findings.filter((finding) => finding.kind === kind),
        [],
      );
    });
  }

  it("would be found, wherever it was and however it was written", async () => {
    const core = drawCore();
    const writings: Readonly<Record<string, string | Buffer>> = {
      plain: `x${core}x`,
      half: core.slice(0, 12),
      json: JSON.stringify({ text: `"${core}"` }),
      url: encodeURIComponent(`é ${core}`),
      base64: Buffer.from(`${core}`).toString("base64"),
      "base64 of more": Buffer.from(`it is ${core}!`).toString("base64"),
      "base64 of more, for URLs": Buffer.from(`>?${core}>?`).toString("base64url"),
      hexadecimal: Buffer.from(core).toString("hex").toUpperCase(),
      "a buffer in JSON": JSON.stringify(Buffer.from(`a ${core}`)),
      compressed: gzipSync(`it is ${core}`),
      "compressed, in base64, in JSON": JSON.stringify({ data: gzipSync(core).toString("base64") }),
      "twice in base64": Buffer.from(Buffer.from(`a${core}`).toString("base64")).toString("base64"),
    };
    const proof = new Evidence();
    proof.guard({ name: "planted", needles: halves(core), allowed: [] });
    for (const [title, data] of Object.entries(writings)) proof.add("file", title, data);
    proof.add("file", "nothing", JSON.stringify({ core: drawCore() }));
    assert.deepEqual(
      proof.search().map(({ where }) => where),
      Object.keys(writings),
    );
    const { database } = test.platform;
    const firstWal = await currentWalFile(test.databaseUrl);
    const planted = new Evidence();
    planted.guard({ name: "planted", needles: halves(core), allowed: [] });
    await database.updateTable("tiers").set({ description: core }).where("name", "=", "large").execute();
    await sql`select graphile_worker.add_job('update', ${JSON.stringify({ updateId: core })}::json, run_at => now() + interval '1 day')`.execute(
      database,
    );
    await sql`insert into pulumi_state (key, data) values ('planted', ${JSON.stringify({ data: Buffer.from(`{${core}}`).toString("base64") })})`.execute(
      database,
    );
    await dumpDatabase(planted, test.databaseUrl, firstWal);
    await sql`delete from pulumi_state where key = 'planted'`.execute(database);
    const where = planted.search().map((finding) => `${finding.kind} ${finding.where}`);
    for (const place of ["row of public.tiers", "row of graphile_worker._private_jobs", "row of public.pulumi_state"]) {
      assert.ok(where.includes(place), `${place} is not in ${where.join(", ")}`);
    }
    assert.ok(where.some((place) => place.startsWith("wal ")));
    await writeFile(join(folder, "planted"), core);
    const watched = new Evidence();
    watched.guard({ name: "planted", needles: halves(core), allowed: [] });
    await watchMachine(watched, [folder]).stop();
    assert.deepEqual(
      watched.search().map((finding) => finding.where),
      [join(folder, "planted")],
    );
  });
});

function formsOfKey(key: Buffer): Buffer[] {
  return [key, Buffer.from(key.toString("base64").slice(0, 40)), Buffer.from(key.toString("hex"))];
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
