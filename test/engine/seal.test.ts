import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { Manifest } from "../../constructs/manifest.ts";
import { encodeValue } from "../../constructs/secret-reference.ts";
import { redact } from "../../engine/redact.ts";
import { revealManifest } from "../../engine/reveal.ts";
import { sealManifests } from "../../engine/seal.ts";
import { SecretKey } from "../../engine/secret-key.ts";
import { TEST_KEY } from "./fixture-project.ts";

const CANARY = "hunter2-canary";
const secrets = new Map([["password", CANARY]]);

const secret = (fields: Record<string, unknown>): Manifest => ({
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "s", namespace: "shop" },
  ...fields,
});

describe("sealing", () => {
  it("puts a keyed hash in place of every secret, another one for another value or key", () => {
    const manifest = secret({ stringData: { URL: "postgres://me:⟦secret:password⟧@db" } });
    const seal = (value: string, key = TEST_KEY) =>
      (
        sealManifests([manifest], new Map([["password", value]]), key).value!.manifests[0]!.stringData as {
          URL: string;
        }
      ).URL;
    assert.match(seal(CANARY), /^postgres:\/\/me:⟦secret:password#[0-9a-f]{16}⟧@db$/u);
    assert.equal(seal(CANARY), seal(CANARY));
    assert.notEqual(seal(CANARY), seal("other"));
    assert.notEqual(seal(CANARY), seal(CANARY, new SecretKey(Buffer.alloc(32, 8))));
  });

  it("gives a value as the place it stands in wants it", () => {
    for (const value of ["p@ss/w", 'a"b\\c\nd', "(it's*!)", "ü 🙂 %", ""]) {
      const stringData = {
        url: "postgres://me:⟦secret:password|url⟧@db/x",
        json: '{"a":"x⟦secret:password|json⟧"}',
        base64: "⟦secret:password|base64⟧",
        nested: '{"url":"http://:⟦secret:password|url|json⟧@h"}',
        plain: "⟦secret:password⟧",
      };
      const { manifests, values } = sealManifests([secret({ stringData })], new Map([["password", value]]), TEST_KEY)
        .value!;
      assert.match((manifests[0]!.stringData as typeof stringData).url, /⟦secret:password\|url#[0-9a-f]{16}⟧/u);
      const data = revealManifest(manifests[0]!, values).data as typeof stringData;
      const text = (key: keyof typeof stringData) => Buffer.from(data[key], "base64").toString("utf8");
      assert.equal(decodeURIComponent(new URL(text("url")).password), value);
      assert.equal(JSON.parse(text("json")).a, `x${value}`);
      assert.equal(Buffer.from(text("base64"), "base64").toString("utf8"), value);
      assert.equal(decodeURIComponent(new URL(JSON.parse(text("nested")).url).password), value);
      assert.equal(text("plain"), value);
    }
  });

  it("seals every other value of a Secret, too", () => {
    const manifest = secret({
      stringData: { ".plain": CANARY },
      data: { bin: Buffer.from(CANARY).toString("base64") },
    });
    const { value } = sealManifests([manifest], new Map(), TEST_KEY);
    const shown = inspect(value!.manifests, { depth: 9 });
    assert.ok(!shown.includes(CANARY) && !shown.includes(Buffer.from(CANARY).toString("base64")), shown);
  });

  it("is undone just before writing, all values in data", () => {
    const bytes = Buffer.from([0, 1, 255]).toString("base64");
    const manifest = secret({ stringData: { URL: "x:⟦secret:password⟧" }, data: { bin: bytes }, type: "Opaque" });
    const { manifests, values } = sealManifests([manifest], secrets, TEST_KEY).value!;
    const revealed = revealManifest(manifests[0]!, values);
    assert.deepEqual(revealed.data, { bin: bytes, URL: Buffer.from(`x:${CANARY}`).toString("base64") });
    assert.equal(revealed.stringData, undefined);
    assert.equal(revealed.type, "Opaque");
  });

  it("refuses to reveal what was sealed for another update", () => {
    const { manifests } = sealManifests([secret({ stringData: { A: "⟦secret:password⟧" } })], secrets, TEST_KEY).value!;
    assert.throws(() => revealManifest(manifests[0]!, new Map()), /plan again/);
  });

  it("reports every secret that has no value and every one in a place where it could be read", () => {
    const pod = { containers: [{ name: "c", args: ["--password=⟦secret:password⟧"] }] };
    const deployment = { apiVersion: "v1", kind: "Pod", metadata: { name: "p" }, spec: pod };
    const { value, diagnostics } = sealManifests(
      [secret({ stringData: { A: "⟦secret:nope⟧" } }), deployment],
      secrets,
      TEST_KEY,
    );
    assert.equal(value, undefined);
    assert.deepEqual(
      diagnostics.map(({ code, message }) => [code, message]),
      [
        ["undeclared-secret", 'Secret "s" stringData.A: secret "nope" has no value'],
        [
          "secret-outside-secret",
          'Pod "p" spec.containers[0].args[0]: a secret stands where its value could be read by anyone who sees the object',
        ],
      ],
    );
  });

  it("leaves references in the annotation that restarts pods", () => {
    const template = { metadata: { annotations: { "espalier.dev/secrets": "⟦secret:password⟧" } } };
    const deployment = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "d" }, spec: { template } };
    const { value } = sealManifests([deployment], secrets, TEST_KEY);
    assert.match(JSON.stringify(value!.manifests), /⟦secret:password#[0-9a-f]{16}⟧/u);
    assert.deepEqual(revealManifest(value!.manifests[0]!, value!.values), value!.manifests[0]);
  });

  it("takes secrets out of what others say, in every form in which they may come", () => {
    const value = 'p"ss wörd!';
    const text = `${value} ${JSON.stringify({ value })} ${Buffer.from(value).toString("base64")} ${encodeURIComponent(value)} ${encodeValue(value, "|url")}`;
    const shown = redact(text, new Map([["password", value]]));
    assert.ok(!/ss w|cCJz|p%22ss/.test(shown), shown);
  });
});
