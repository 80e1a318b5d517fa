import assert from "node:assert/strict";
import { Ajv2020 } from "ajv/dist/2020.js";
import { after, before, describe, it } from "mocha";
import { PROBLEMS } from "../../api/http/problems.ts";
import { PERMISSIONS } from "../../api/identity/permissions.ts";
import { openApiDocument } from "../../api/openapi/document.ts";
import { exampleOf } from "../../api/pages/reference/example.ts";
import { describedOperations } from "../../api/pages/reference/operations.ts";
import { STATUS_CODES } from "../../api/updates/status-codes.ts";
import { checkHtml } from "./support/html-check.ts";
import { Browser } from "./support/page-browser.ts";
import { type TestPlatform, testPlatform } from "./support/platform.ts";

describe("the reference of the API", () => {
  let platform: TestPlatform;
  let text = "";

  before(async () => {
    platform = await testPlatform();
    text = (await new Browser(platform.url).open("/docs/api")).text;
  });
  after(() => platform.close());

  const sectionOf = (id: string) =>
    text.slice(text.indexOf(`id="${id}"`), text.indexOf("</section>", text.indexOf(`id="${id}"`)));

  it("tells every operation of the document: address, permission, parameters, body, answers", () => {
    const { operations } = describedOperations();
    assert.ok(operations.length > 20);
    for (const { id, method, path, permission, parameters, body, answers } of operations) {
      const section = sectionOf(id);
      assert.ok(section.includes(`>${method}</span><code>/api/v1${path}</code>`), id);
      if (permission) assert.ok(section.includes(`<code>${permission}</code>`), id);
      for (const { name } of parameters) assert.ok(section.includes(`<code>${name}</code>`), `${id} ${name}`);
      for (const name of Object.keys(body?.properties ?? {})) {
        assert.ok(section.includes(`<code>${name}</code>`), `${id} ${name}`);
      }
      for (const { status } of answers) assert.ok(section.includes(status), `${id} ${status}`);
      assert.ok(section.includes("curl "), id);
    }
  });

  it("says of nested fields what they are and whether they are required", () => {
    const section = sectionOf("putTier");
    assert.match(section, /<code>cpu<\/code> <span class="type">text[^<]*.*?<span class="required">required<\/span>/);
    assert.match(section, /<code>ephemeralStorage<\/code> <span class="type">text or null/);
  });

  it("has every schema once, which others refer to", () => {
    const { ids } = checkHtml(text);
    for (const name of Object.keys(openApiDocument().components?.schemas ?? {})) assert.ok(ids.has(`schema-${name}`));
  });

  it("shows bodies in its examples that fit their schemas", () => {
    const { operations, schemas } = describedOperations();
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: "document", components: { schemas } });
    const unfit = operations.flatMap(({ id, body }) => {
      if (!body) return [];
      const schema = JSON.parse(JSON.stringify(body).replaceAll('"#/components/', '"document#/components/'));
      const example = exampleOf(body, schemas);
      return ajv.validate(schema, example) ? [] : [`${id}: ${JSON.stringify(example)} ${ajv.errorsText()}`];
    });
    assert.deepEqual(unfit, []);
  });

  it("is made once, compressed, and asked for again only when it has changed", async () => {
    const first = await fetch(`${platform.url}/docs/api`, { headers: { "accept-encoding": "gzip" } });
    assert.equal(first.headers.get("content-encoding"), "gzip");
    assert.ok(Number(first.headers.get("content-length")) < 100_000);
    assert.equal(await first.text(), text);
    const again = await fetch(`${platform.url}/docs/api`, {
      headers: { "if-none-match": first.headers.get("etag") ?? "" },
    });
    assert.equal(again.status, 304);
    const [style = ""] = checkHtml(text).links.filter((link) => link.endsWith(".css"));
    const sheet = await fetch(platform.url + style);
    assert.match(sheet.headers.get("content-type") ?? "", /^text\/css/);
    assert.match(sheet.headers.get("cache-control") ?? "", /immutable/);
  });
});

describe("the pages of codes and permissions", () => {
  let platform: TestPlatform;

  before(async () => {
    platform = await testPlatform();
  });
  after(() => platform.close());

  it("explain each of them where its type leads", async () => {
    for (const [path, names] of [
      ["/docs/problems", Object.keys(PROBLEMS)],
      ["/docs/status-codes", Object.keys(STATUS_CODES)],
      ["/docs/permissions", Object.keys(PERMISSIONS)],
    ] as const) {
      const { text } = await new Browser(platform.url).open(path);
      const { ids } = checkHtml(text);
      for (const name of names) assert.ok(ids.has(name), `${path}#${name}`);
    }
    const answer = await fetch(`${platform.url}/api/v1/projects`);
    const { type } = (await answer.json()) as { type: string };
    assert.equal(type, "/docs/problems#not-signed-in");
  });

  it("tell of 707 that a quota is exceeded", async () => {
    const { text } = await new Browser(platform.url).open("/docs/status-codes");
    assert.match(text, /<tr id="707">.*quota exceeded/);
  });
});
