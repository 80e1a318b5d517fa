import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { hostsIn, hostsUnder } from "../../constructs/hosts-in-text.ts";
import { secretReference } from "../../constructs/secret-reference.ts";
import { shop, treeOf } from "./support/fixtures.ts";

function requests(environment: Record<string, string>, args: string[] = []) {
  const tree = treeOf(
    shop([
      { name: "web", environment, args },
      { name: "db", options: { ports: [5432] } },
      { name: "job_queue" },
      { name: "api", options: { expose: { port: 80, hosts: ["api.example.com"] } } },
    ]),
  );
  const found = tree.references.filter(({ from }) => from === "shop/web");
  return { tree, found: found.map(({ to, kind, label }) => `${kind} ${to}: ${label}`) };
}

describe("hosts in a text", () => {
  const cases: [string, string[]][] = [
    ["db", ["db"]],
    ["db:5432", ["db"]],
    ["postgres://me:pw@db:5432/shop?x=1", ["db"]],
    ["mongodb://one:27017,two:27017/shop", ["one", "two"]],
    ["kafka-1:9092, kafka-2:9092", ["kafka-1", "kafka-2"]],
    ["http://web", ["web"]],
    ["http://web/path,with,commas", ["web", "with", "commas"]],
    ["the db of the shop", []],
    ["/var/lib/db", []],
    ["db/path", []],
    ["", []],
    ["x".repeat(10_000), []],
  ];
  for (const [text, hosts] of cases) {
    it(`are ${hosts.join(", ") || "none"} in ${JSON.stringify(text.slice(0, 40))}`, () => {
      assert.deepEqual(hostsIn(text), hosts);
    });
  }
});

describe("a variable", () => {
  it("names no host when its key asks for something else", () => {
    for (const key of [
      "POSTGRES_DB",
      "DB_USER",
      "database__connection__database",
      "EXECUTIONS_MODE",
      "dbName",
      "DB",
      "PGUSER",
    ]) {
      assert.deepEqual(hostsUnder(key, "db"), [], key);
    }
  });

  it("names the host that its key asks for, and the one of an address under any key", () => {
    for (const key of [
      "DB_HOST",
      "REDIS",
      "SERVER_NAME",
      "HOSTNAME",
      "HOST_NAME",
      "UPSTREAM",
      "BACKEND",
      "args",
      "command",
    ]) {
      assert.deepEqual(hostsUnder(key, "db"), ["db"], key);
    }
    assert.deepEqual(hostsUnder("DB", "postgres://db/shop"), ["db"]);
    assert.deepEqual(hostsUnder("DB_NAME", "db:80"), ["db"]);
  });
});

describe("references", () => {
  it("are found in environment values, joined for each container", () => {
    const { found } = requests({ Z: "db", A: "postgres://db/x", B: "db:5432", C: "not db" });
    assert.deepEqual(found, ["request shop/db: A, B, Z"]);
  });

  it("are found by every name a container answers to", () => {
    for (const host of ["db.shop", "db.shop.svc", "db.shop.svc.cluster.local:5432"]) {
      assert.deepEqual(requests({ HOST: host }).found, ["request shop/db: HOST"]);
    }
    assert.deepEqual(requests({ API: "https://api.example.com/v1" }).found, ["request shop/api: API"]);
    assert.deepEqual(requests({ QUEUE: "amqp://job-queue" }).found, ["request shop/job_queue: QUEUE"]);
  });

  it("are found beside a secret, and in args", () => {
    const url = `postgres://me:${secretReference("pw")}@db:5432/x`;
    assert.deepEqual(requests({ URL: url }, ["--queue=job-queue:1", "db"]).found, [
      "request shop/db: URL, args",
      "request shop/job_queue: args",
    ]);
  });

  it("never lead a container to itself", () => {
    assert.deepEqual(requests({ SELF: "web", URL: "http://web:80" }).found, []);
  });

  it("with an underscore are no host names, which is said with the fix", () => {
    const { tree, found } = requests({ QUEUE: "amqp://job_queue:5672" });
    assert.deepEqual(found, ["request shop/job_queue: QUEUE"]);
    const warning = tree.notes.find(({ code }) => code === "unreachable-name");
    assert.equal(warning?.severity, "warning");
    assert.equal(warning?.fix, 'write "job-queue"');
    assert.deepEqual(warning?.path, ["containers", 0, "environment", "QUEUE"]);
  });
});
