import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { inspect } from "node:util";
import { after, before, beforeEach, describe, it } from "mocha";
import { pulumiBackendUrl } from "../../api/updates/pulumi-backend-url.ts";
import { SECRET_REFERENCE } from "../../constructs/secret-reference.ts";
import { stateKeys } from "../../stacks/automation/stack-state.ts";
import { StackError, type StackHost, type ZoneWriter } from "../../stacks/update.ts";
import { childrenOf } from "../stacks/processes.ts";
import { PulumiUnderTest, ZONE } from "./support/pulumi-in-database.ts";

describe("Pulumi's state in the database, and secrets", function () {
  this.timeout(600_000);
  let pulumi: PulumiUnderTest;

  before(async () => {
    pulumi = await PulumiUnderTest.open();
  });
  after(() => pulumi.end());
  beforeEach(() => pulumi.forget());

  it("holds nothing of a secret, and no file and no command line holds the password of the database", async () => {
    const canary = "canary-of-an-update-c51e";
    const { password } = new URL(pulumi.databaseUrl);
    assert.ok(password.length > 8);
    const commands: string[] = [];
    const resolving: ZoneWriter = {
      apply: async (manifest) => {
        for (const pid of await childrenOf(process.pid)) {
          commands.push(await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => ""));
        }
        JSON.stringify(manifest).replace(SECRET_REFERENCE, canary);
      },
      delete: async () => {},
    };
    await pulumi.update("secretive", { writer: resolving });
    assert.ok(commands.some((command) => command.includes("pulumi")));
    assert.ok(!commands.some((command) => command.includes(password)));
    const found = await pulumi.rows();
    assert.ok(found.some(({ data }) => data.includes("⟦secret:db_password#")));
    assert.ok(!found.some(({ data }) => data.includes(canary) || data.includes(password)));
    for (const file of await readdir(pulumi.folder, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const text = await readFile(join(file.parentPath, file.name), "utf8");
      assert.ok(!text.includes(canary) && !text.includes(password), file.name);
    }
  });

  it("says no password when it cannot be reached, or is locked by somebody else", async () => {
    const secret = "p%40ss%2Fword-of-9f3d";
    const { host } = pulumi;
    const wrong = new URL(host.backendUrl);
    wrong.password = secret;
    const blind = { ...pulumi.states, below: async () => new Map<string, string>() };
    const failing: readonly [at: StackHost, said: RegExp][] = [
      [{ ...host, backendUrl: wrong.href }, /password authentication failed/],
      [{ ...host, backendUrl: `postgres://me:${secret}@127.0.0.1:1/none?sslmode=disable` }, /connection refused/],
      [{ ...host, backendUrl: `postgres://me@127.0.0.1:1/x?password=${secret}` }, /connection refused/],
      [{ ...host, state: blind }, /currently locked by 1 lock/],
    ];
    for (const [at, said] of failing) {
      const lock = JSON.stringify({ pid: 1, hostname: "another" });
      await pulumi.states.write(`${stateKeys("foreign", ZONE).locks}1.json`, lock);
      const error = await pulumi.update("foreign", {}, at).then(
        () => assert.fail("it should have failed"),
        (reason: unknown) => reason,
      );
      assert.ok(error instanceof StackError, inspect(error));
      assert.match(error.message, said);
      const shown = inspect(error, { depth: 10 });
      for (const text of [secret, decodeURIComponent(secret), new URL(pulumi.databaseUrl).password]) {
        assert.ok(!shown.includes(text), error.message);
      }
    }
  });
});

describe("the address of Pulumi's backend", () => {
  const cases: Readonly<Record<string, string>> = {
    "postgresql://me:p%40ss@db:5433/espalier": "postgres://me:p%40ss@db:5433/espalier?sslmode=disable",
    "postgres://me@db/x?sslmode=require": "postgres://me@db/x?sslmode=verify-full",
    "postgres://me@db/x?sslmode=no-verify": "postgres://me@db/x?sslmode=require",
    "postgres://me@db/x?uselibpqcompat=true&sslmode=prefer": "postgres://me@db/x?sslmode=require",
    "postgres://me@db/x?uselibpqcompat=true&sslmode=verify-ca&sslrootcert=/ca":
      "postgres://me@db/x?sslrootcert=%2Fca&sslmode=verify-ca",
    "postgres://me@db/x?ssl=true&max=5&table=other": "postgres://me@db/x?sslmode=verify-full",
  };
  for (const [given, made] of Object.entries(cases)) {
    it(`is made of ${given}`, () => {
      assert.equal(pulumiBackendUrl(given), `${made}&application_name=espalier+pulumi`);
    });
  }
});
