import assert from "node:assert/strict";
import { parse } from "jsonc-parser";
import { describe, it } from "mocha";
import { importDefinition } from "../../../templates/importers/import-definition.ts";

interface Written {
  readonly name: string;
  readonly options?: { readonly ports?: unknown; readonly waitFor?: unknown };
}

/** What a service called api becomes, and one that waits for it, with these lines of api's. */
async function imported(api: string, web = ""): Promise<Record<string, Written["options"]>> {
  const text = `services:
  web:
    image: acme/web:1
    depends_on: [api]
    environment: { NAME: web${web} }
  api:
    image: acme/api:1
    ${api}
`;
  const { value, diagnostics } = await importDefinition({ file: "/nowhere/compose.yaml", text, name: "x" });
  assert.ok(value, JSON.stringify(diagnostics));
  const { containers } = parse(value.text) as { containers: readonly Written[] };
  return Object.fromEntries(containers.map(({ name, options }) => [name, options]));
}

describe("the port that a health check tells", () => {
  it("is what others wait for, and closes no other port", async () => {
    const { web, api } = await imported(
      "healthcheck: { test: [CMD, curl, -f, 'http://127.0.0.1:6060/ready?full=1&x'] }",
    );
    assert.deepEqual(web?.waitFor, [{ container: "api", port: 6060 }]);
    assert.equal(api?.ports, undefined);
  });

  it("comes before one that an address without a port only seems to mean", async () => {
    const check = "healthcheck: { test: [CMD, node, -e, \"require('http').get({host:'127.0.0.1', port:6060})\"] }";
    const { web, api } = await imported(check, ", API: 'http://api'");
    assert.deepEqual(api?.ports, [6060, 80]);
    assert.deepEqual(web?.waitFor, ["api"]);
  });

  it("is not what a container says of its own address", async () => {
    const { web, api } = await imported("environment: { OWN: 'http://api' }");
    assert.equal(api?.ports, undefined);
    assert.equal(web?.waitFor, undefined);
  });

  it("is also that of a program which asks a server of its own kind", async () => {
    const portOf = async (test: string) => {
      const { web } = await imported(`healthcheck: { test: ${JSON.stringify(test)} }`);
      return (web?.waitFor as readonly { readonly port: number }[] | undefined)?.[0]?.port;
    };
    assert.equal(await portOf("pg_isready -U postgres -h 127.0.0.1"), 5432);
    assert.equal(await portOf("pg_isready -p 6432"), 6432);
    assert.equal(await portOf("redis-cli ping"), 6379);
    assert.equal(await portOf("mysqladmin ping -h localhost -psecret"), 3306);
    assert.equal(await portOf("pg_isready -h db"), undefined);
  });
});
