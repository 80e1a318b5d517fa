import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { type Connection, connectDatabase } from "../../../api/database/connect.ts";
import { databaseStackHost, databaseStates } from "../../../api/updates/pulumi-state.ts";
import { runStackUpdate } from "../../../stacks/run-update.ts";
import type { StateStore } from "../../../stacks/state-store.ts";
import type { StackHost, StackUpdate } from "../../../stacks/update.ts";
import { resolveTool } from "../../../toolchain/resolve.ts";
import { RecordingWriter } from "../../stacks/recording-writer.ts";
import { shop } from "../../stacks/shop.ts";
import { testDatabase } from "../../support/postgres.ts";

const PROCESS = fileURLToPath(new URL("./pulumi-update-process.ts", import.meta.url));

export const ZONE = "sofia-1";
/** Objects that `update` writes. */
export const ALL = 12;

/** The real CLI with its states in a database of its own, and how often it was started. */
export class PulumiUnderTest {
  readonly folder: string;
  readonly databaseUrl: string;
  readonly host: StackHost;
  readonly states: StateStore;
  writer = new RecordingWriter();
  readonly #connection: Connection;

  private constructor(folder: string, databaseUrl: string, connection: Connection) {
    const { database } = connection;
    this.folder = folder;
    this.databaseUrl = databaseUrl;
    this.#connection = connection;
    this.host = databaseStackHost({ pulumi: join(folder, "bin"), home: join(folder, "home"), databaseUrl, database });
    this.states = databaseStates(database, databaseUrl);
  }

  static async open(): Promise<PulumiUnderTest> {
    const folder = await mkdtemp(join(tmpdir(), "espalier-pulumi-state-"));
    await writeCountingPulumi(folder, (await resolveTool("pulumi")).path);
    const { url } = await testDatabase();
    return new PulumiUnderTest(folder, url, connectDatabase(url, { connections: 4 }));
  }

  get database(): Connection["database"] {
    return this.#connection.database;
  }

  async end(): Promise<void> {
    await this.#connection.close();
    // What a killed process has started may write to it for a moment yet.
    await rm(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }

  /** What was written to the zone, and what was started. */
  async forget(): Promise<void> {
    this.writer = new RecordingWriter();
    await writeFile(join(this.folder, "starts"), "");
  }

  update(project: string, more: Partial<StackUpdate> = {}, host: StackHost = this.host): Promise<void> {
    return runStackUpdate(host, {
      operation: "up",
      project,
      zone: ZONE,
      manifests: shop(["web", "db", "cache", "queue"]),
      decide: () => "same",
      writer: this.writer,
      onEvent: () => {},
      ...more,
    });
  }

  /** Every object is written once more, and the state is whole again. */
  async assertRecovers(project: string): Promise<void> {
    this.writer.calls.length = 0;
    await this.update(project);
    assert.equal(this.writer.calls.length, ALL);
    await this.update(project);
    assert.equal(this.writer.calls.length, ALL);
  }

  /** Commands of the CLI's processes since `forget`. */
  async starts(): Promise<string[]> {
    return (await readFile(join(this.folder, "starts"), "utf8")).split("\n").filter(Boolean);
  }

  /** Rows of Pulumi's table, with the texts they hold. */
  async rows(): Promise<readonly { readonly key: string; readonly data: string }[]> {
    const found = await sql<{ key: string; data: string }>`select key,
      convert_from(decode(data->>'data', 'base64'), 'UTF8') as data from pulumi_state order by key`.execute(
      this.database,
    );
    return found.rows;
  }

  async keysOf(project: string): Promise<string[]> {
    return (await this.rows()).map(({ key }) => key).filter((key) => key.includes(`/${project}/`));
  }

  /** An update of the project `killed` in a process of its own; resolves once it has begun. */
  async startProcess(): Promise<ChildProcess> {
    const log = join(this.folder, "log");
    await writeFile(log, "");
    const { pulumi, home } = this.host;
    const given = JSON.stringify({ pulumi, home, databaseUrl: this.databaseUrl });
    const child = spawn(process.execPath, [PROCESS, given, log], { stdio: "inherit" });
    while (!(await readFile(log, "utf8")).includes("start")) await sleep(10);
    return child;
  }
}

/** A program that notes each start and then becomes the real one. */
async function writeCountingPulumi(folder: string, real: string): Promise<void> {
  const bin = join(folder, "bin");
  await mkdir(bin);
  const note = `echo "$1" >> "${join(folder, "starts")}"`;
  await writeFile(join(bin, "pulumi"), `#!/bin/sh\n${note}\nexec "${join(dirname(real), "pulumi")}" "$@"\n`);
  await chmod(join(bin, "pulumi"), 0o755);
}
