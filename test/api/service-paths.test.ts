import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, describe, it } from "mocha";
import { pino } from "pino";
import { listen, openPlatform, stopListening } from "../../api/serve.ts";
import { readSettings } from "../../api/settings.ts";
import { SecretKey } from "../../engine/secret-key.ts";
import { ownPostgres } from "../support/postgres.ts";
import { until } from "../support/until.ts";
import { newPerson, nobody } from "./support/client.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";

describe("what watches the platform", () => {
  let platform: TestPlatform;

  before(async () => {
    platform = await testPlatform();
  });
  after(() => platform.close());

  const get = (url: string, key?: string) => fetch(url, { headers: key ? { authorization: `Bearer ${key}` } : {} });

  it("is told what is measured with the whole key of an operator alone", async () => {
    const operator = await newPerson(platform, { operator: true });
    const person = await newPerson(platform);
    const cutDown = await operator.post("/keys", { name: "cut down", permissions: ["read"] });
    assert.equal(cutDown.status, 201, cutDown.text);
    await nobody(platform.url).get("/zones");
    const metrics = `${platform.url}/metrics`;
    assert.equal((await get(metrics)).status, 401);
    assert.equal((await get(metrics, person.key)).status, 403);
    assert.equal((await get(metrics, cutDown.body.key)).status, 403);
    const answer = await get(metrics, operator.key);
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get("content-type") ?? "", /^text\/plain; version=0\.0\.4/);
    const text = await answer.text();
    assert.match(text, /^espalier_request_seconds_count\{operation="listZones",method="GET",status="401"\} 1$/m);
    assert.match(text, /^process_resident_memory_bytes /m);
  });

  it("is told that it lives and is ready, and not ready while the database lacks a migration", async () => {
    assert.equal((await get(`${platform.url}/healthz`)).status, 200);
    assert.equal((await get(`${platform.url}/readyz`)).status, 200);
    const { connection } = platform.platform;
    await connection.pool.query("delete from migrations where name = '0002-platform'");
    const answer = await get(`${platform.url}/readyz`);
    assert.equal(answer.status, 503);
    assert.equal(((await answer.json()) as { code: string }).code, "unavailable");
    await connection.pool.query("insert into migrations (name, timestamp) values ('0002-platform', '')");
    assert.equal((await get(`${platform.url}/readyz`)).status, 200);
  });

  it("is told that it lives but is not ready while the database is away", async () => {
    const postgres = await ownPostgres();
    const own = await openPlatform({
      settings: readSettings({ ESPALIER_PORT: "0" }),
      databaseUrl: postgres.url,
      secretKey: new SecretKey(randomBytes(32)),
      log: pino({ level: "silent" }),
    });
    const { server, url } = await listen(own);
    await postgres.stopHard();
    const away = await get(`${url}/readyz`);
    assert.equal(away.status, 503);
    assert.equal(away.headers.get("content-type"), "application/problem+json; charset=utf-8");
    assert.equal((await get(`${url}/healthz`)).status, 200);
    assert.equal((await get(`${url}/docs/status-codes`)).status, 200);
    assert.equal((await get(`${url}/`)).status, 200);
    await postgres.start();
    await until("it is ready", async () => (await get(`${url}/readyz`)).status === 200);
    await stopListening(server, 0);
    await own.close();
    await postgres.end();
  });
});
