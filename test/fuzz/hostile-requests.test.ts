import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import type { Operation } from "../../api/http/operation.ts";
import { OPERATIONS } from "../../api/operations/index.ts";
import type { TestClient } from "../api/support/client.ts";
import { type TestPlatform, testPlatform } from "../api/support/platform.ts";
import { makeTenant, type Tenant } from "../api/support/tenant.ts";
import { type RawAnswer, rawGet, rawPost, sendRaw } from "./raw-request.ts";

/** What stands in addresses that no honest client makes; encoded. */
const HOSTILE = [
  "%00",
  "a%00b",
  "%ff%fe",
  "%ed%a0%80",
  "%c0%ae%c0%ae",
  "%",
  "%zz",
  "..%2f..%2fetc%2fpasswd",
  "%2e%2e",
  "%0d%0aSet-Cookie:%20a=b",
  "%e2%80%ae",
  "%f0%9f%92%a9",
  "%27%20or%201=1--",
  "%25",
  "__proto__",
  "constructor",
  "-1",
  "0",
  "1e309",
  "NaN",
  "99999999999999999999",
  "2147483648",
  "9223372036854775808",
  "00000000-0000-0000-0000-000000000000",
  "W10",
  "WyJcdTAwMDAiXQ",
  "WyJcdWQ4MDAiXQ",
  "WzFlMzA4XQ",
  "WzIxNDc0ODM2NDhd",
  "a".repeat(3000),
];

const BODIES = [
  "",
  "null",
  "[]",
  '"text"',
  "0",
  "1e999",
  "{",
  "\ufeff[]",
  '{"__proto__":{"admin":true}}',
  '{"constructor":{"prototype":{"admin":true}}}',
  '{"name":"\\u0000"}',
  '{"name":"\\ud800"}',
  `${"[".repeat(100_000)}`,
  `${'{"a":'.repeat(200)}1${"}".repeat(200)}`,
  `{"${"k".repeat(100_000)}":1}`,
  JSON.stringify(Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`k${index}`, index]))),
];

describe("hostile requests", function () {
  this.timeout(600_000);
  let test: TestPlatform;
  let tenant: Tenant;
  let key: Record<string, string>;

  before(async () => {
    test = await testPlatform({ ESPALIER_SIGN_IN_LIMIT: "1000000" });
    tenant = await makeTenant(test, "alba");
    key = { Authorization: `Bearer ${(tenant.people.admin as TestClient).key}` };
  });
  after(() => test.close());

  const send = (bytes: string | Uint8Array) => sendRaw(test.url, bytes);
  /** Refused with a problem document; by whom a request was refused that never was one, is for Node to say. */
  const assertRefused = (answer: RawAnswer | undefined, what: string): void => {
    assert.ok(answer, `${what}: no answer`);
    assert.ok(answer.status >= 400 && answer.status < 500, `${what}: ${answer.status} ${answer.body.slice(0, 300)}`);
    assert.match(answer.headers["content-type"] ?? "", /^application\/problem\+json/, what);
    assert.equal(JSON.parse(answer.body).status, answer.status, what);
  };
  const fill = (path: string, ids: Readonly<Record<string, string>>) =>
    `/api/v1${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] as string)}`;

  it("are refused wherever a name in an address is none", async () => {
    const ask = async ({ id, method, path }: Operation, name: string, value: string) => {
      const address = fill(path, { ...tenant.ids, [name]: value });
      const headers = { ...key, "If-Match": "*" };
      const bytes = method === "get" ? rawGet(address, headers) : rawPost(address, "{}", headers, method.toUpperCase());
      const answer = await send(bytes);
      const what = `${id} with {${name}} ${value.slice(0, 40)}`;
      // What a container may be called is wider than what one is called: there is nothing to tell of it, and that is told.
      if (name === "container" && answer?.status === 200) assert.match(answer.body, /"events":\[\]/, what);
      else assertRefused(answer, what);
    };
    for (const operation of OPERATIONS) {
      for (const [, name = ""] of operation.path.matchAll(/\{(\w+)\}/g)) {
        await Promise.all(HOSTILE.map((value) => ask(operation, name, value)));
      }
    }
  });

  it("are answered, but never with a failure of ours, whatever a query says", async () => {
    const ask = async ({ id, path, query }: Operation, name: string, value: string) => {
      const answer = await send(rawGet(`${fill(path, tenant.ids)}?${name}=${value}`, key));
      const what = `${id} with ${name}=${value.slice(0, 40)}`;
      if (query && name in query.shape) assert.ok(answer && answer.status < 500, `${what}: ${answer?.status}`);
      else assertRefused(answer, what);
    };
    for (const operation of OPERATIONS.filter(({ method, stream }) => method === "get" && !stream)) {
      const { id, path, query } = operation;
      for (const name of [...Object.keys(query?.shape ?? {}), "unknown", "__proto__", "a[b]", "%00"]) {
        await Promise.all(HOSTILE.map((value) => ask(operation, name, value)));
        const twice = await send(rawGet(`${fill(path, tenant.ids)}?${name}=1&${name}=2`, key));
        assertRefused(twice, `${id} with ${name} twice`);
      }
    }
  });

  it("are refused whatever a body is that fits nothing", async () => {
    const ask = async ({ id, method, path, body }: Operation, text: string) => {
      const address = fill(path, tenant.absentIds);
      const answer = await send(rawPost(address, text, { ...key, "If-Match": "*" }, method.toUpperCase()));
      const what = `${id} with ${text.slice(0, 40)}`;
      if (text === "" || !body) assert.ok(answer && answer.status < 500, `${what}: ${answer?.status}`);
      else assertRefused(answer, what);
    };
    for (const operation of OPERATIONS.filter(({ method }) => method !== "get")) {
      await Promise.all(BODIES.map((text) => ask(operation, text)));
    }
  });

  it("are refused whatever a header holds", async () => {
    const values = [
      "\x01",
      "a\x7fb",
      "é",
      "\u00ff\u00fe",
      ",",
      ";",
      "=",
      '"',
      "*",
      "x".repeat(9_000),
      "Bearer",
      "Bearer ",
      "Basic YTpi",
    ];
    const names = [
      "Authorization",
      "Cookie",
      "Content-Type",
      "Content-Encoding",
      "If-Match",
      "Idempotency-Key",
      "Accept",
    ];
    const path = `${fill("/projects/{project}/roles", tenant.ids)}`;
    for (const name of names) {
      for (const value of values) {
        const bytes = Buffer.from(rawPost(path, "{}", { ...key, [name]: value }), "latin1");
        const answer = await send(bytes);
        assert.ok(
          answer && answer.status >= 400 && answer.status < 500,
          `${name}: ${value.slice(0, 20)}: ${answer?.status}`,
        );
      }
    }
    for (const name of [
      "X-Request-Id",
      "Origin",
      "Referer",
      "X-Forwarded-For",
      "User-Agent",
      "If-None-Match",
      "Last-Event-ID",
    ]) {
      for (const value of values.filter((one) => !one.startsWith("\x01"))) {
        const answer = await send(Buffer.from(rawGet("/api/v1/me", { ...key, [name]: value }), "latin1"));
        assert.ok(answer && answer.status < 500, `${name}: ${value.slice(0, 20)}: ${answer?.status}`);
      }
    }
  });

  it("are refused whatever the method", async () => {
    for (const method of ["TRACE", "OPTIONS", "PUT", "PROPFIND", "QUERY", "PURGE", "LOCK"]) {
      const answer = await send(rawGet("/api/v1/projects", key, method));
      assertRefused(answer, method);
      assert.equal(answer?.status, 405);
      assert.equal(answer?.headers.allow, "GET, POST");
      assert.ok(!answer?.body.includes(key.Authorization as string), "what was sent is not sent back");
    }
    for (const method of ["CONNECT", "get", "FOO", "G\x00T"]) {
      const answer = await send(rawGet("/api/v1/projects", key, method));
      assert.ok(answer === undefined || (answer.status >= 400 && answer.status < 500), `${method}: ${answer?.status}`);
    }
  });

  it("end at once where only the head of a stream was asked for", async () => {
    for (const { id, path } of OPERATIONS.filter(({ stream }) => stream)) {
      const answer = await send(rawGet(fill(path, tenant.ids), key, "HEAD"));
      assert.ok(answer && answer.status < 500, `${id}: ${answer?.status}`);
      assert.equal(answer.body, "");
    }
  });

  it("end alone when they are no HTTP", async () => {
    const requests = [
      "\r\n\r\n",
      "GET\r\n\r\n",
      "GET /api/v1/me HTTP/9.9\r\n\r\n",
      "GET /api/v1/me HTTP/1.1\r\n\r\n",
      "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
      rawGet("/api/v1/me", { Host: "a\r\nHost: b" }),
      rawGet("/api/v1/me", { "X-Long": "a".repeat(20_000) }),
      rawPost("/api/v1/keys", "{}", { ...key, "Content-Length": "-1" }),
      rawPost("/api/v1/keys", "{}", { ...key, "Content-Length": "2\r\nContent-Length: 3" }),
      rawPost("/api/v1/keys", "{}", { ...key, "Transfer-Encoding": "chunked" }),
      rawPost("/api/v1/keys", "zz\r\n", { ...key, "Transfer-Encoding": "chunked", "Content-Length": "" }),
      rawPost("/api/v1/keys", "{}", { ...key, Expect: "the unexpected" }),
      rawPost("/api/v1/keys", "{}", { ...key, Upgrade: "websocket", Connection: "Upgrade" }),
    ];
    for (const bytes of requests) {
      const answer = await sendRaw(test.url, Buffer.from(bytes, "latin1"), true);
      const what = JSON.stringify(bytes.slice(0, 80));
      assert.ok(answer === undefined || (answer.status >= 400 && answer.status < 500), `${what}: ${answer?.status}`);
    }
    assert.equal((await send(rawGet("/api/v1/me", key)))?.status, 200);
  });

  it("leave nothing in the log as a failure of ours", () => {
    const failures = test.log.filter((line) => (JSON.parse(line) as { level: number }).level >= 50);
    assert.deepEqual(failures, []);
  });
});
