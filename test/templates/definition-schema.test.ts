import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import { parse } from "jsonc-parser";
import { describe, it } from "mocha";
import { definitionSchema, formatSchema } from "../../templates/definition-schema.ts";
import { listTemplates } from "../../templates/gallery.ts";
import { packageFile } from "../../templates/package-file.ts";
import { fixture } from "./support.ts";

const FILE = packageFile("templates", "definition.schema.json");

describe("the JSON Schema of definitions", () => {
  const validate = new Ajv2020.default({ validateFormats: false, allowUnionTypes: true }).compile(definitionSchema());
  const accepts = (definition: unknown) => validate(definition);
  const withContainer = (container: object, more: object = {}) => ({
    project: { name: "shop" },
    containers: [{ name: "web", image: "nginx", ...container }],
    ...more,
  });

  it("is in the file that is published; else run: node templates/schema-cli.ts", () => {
    assert.equal(readFileSync(FILE, "utf8"), formatSchema(definitionSchema()));
  });

  it("accepts what the gallery and the tests write", () => {
    const files = listTemplates().map(({ file }) => file);
    for (const file of [...files, fixture("shop.jsonc")].filter((one) => /\.jsonc?$/.test(one))) {
      assert.ok(accepts(parse(readFileSync(file, "utf8"))), `${file}: ${JSON.stringify(validate.errors)}`);
    }
  });

  it("accepts variables where numbers, choices and texts of a form stand", () => {
    const options = {
      replicas: "$n",
      expose: "${port}",
      importance: "$i",
      security: "$s",
      tags: ["$t"],
      health: { http: "/$p" },
    };
    assert.ok(accepts(withContainer({ image: "nginx:$tag", options })), JSON.stringify(validate.errors));
  });

  it("refuses typos, wrong types and values out of range", () => {
    for (const wrong of [
      withContainer({ imgae: "x" }),
      withContainer({ options: { replicas: "three" } }),
      withContainer({ options: { replicas: -1 } }),
      withContainer({ options: { importance: "highest" } }),
      withContainer({ name: "Web Server" }),
      withContainer({}, { variables: { a: { typ: "string" } } }),
      withContainer({}, { variables: { "a-b": "x" } }),
      withContainer({}, { varaibles: {} }),
      { containers: [] },
      [],
    ]) {
      assert.equal(accepts(wrong), false, JSON.stringify(wrong));
    }
  });

  it("says what each key means", () => {
    const { properties } = JSON.parse(readFileSync(FILE, "utf8"));
    const { image, options } = properties.containers.items.properties;
    assert.match(image.description, /Image to run/);
    for (const [key, schema] of Object.entries(options.properties)) {
      assert.ok("description" in (schema as object) || key === "resources", key);
    }
  });
});
