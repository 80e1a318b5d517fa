import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { importDefinition } from "../../../templates/importers/import-definition.ts";
import { catalogFiles, SHARED_CATALOG } from "../../catalog/catalog-files.ts";
import { compileFile } from "../../catalog/compile-file.ts";
import { ZONE } from "../support.ts";
import { FIXTURES, imported, rowOf } from "./support.ts";

const FOLDER = join(FIXTURES, "coolify");
const CATALOG = join(SHARED_CATALOG, "coolify");
const NOTES = join(FOLDER, "field-notes.yaml");

const importTemplate = (text: string) => imported({ file: "/compose/app.yaml", text, format: "coolify" });

describe("Coolify templates", () => {
  it("draw what Coolify draws, and ask for what it asks for", async () => {
    const { definition } = await imported({ file: NOTES });
    assert.deepEqual(definition.variables, {
      POSTGRES_USER: { generate: 16, secret: false },
      POSTGRES_PASSWORD: { generate: true },
      SESSION_PASSWORD: { generate: 64 },
      APP_KEY: { generate: { kind: "base64", bytes: 32 } },
      SALT: { generate: { kind: "hex", length: 32 } },
      JWTSECRET: { generate: 128 },
      POSTGRES_DB: "notes",
      SMTP_HOST: "",
      SMTP_PASSWORD: "",
      ADMIN: { description: "For notes." },
      MODE: "fast",
    });
  });

  it("lead addresses to their services", async () => {
    const { definition } = await imported({ file: NOTES });
    const [notes, api] = definition.containers;
    assert.equal(notes?.options?.expose, 3000);
    assert.deepEqual(api?.options?.expose, { port: 4000, path: "/v1" });
    assert.equal(notes?.environment?.PUBLIC_URL, "${{notes.publicUrl}}");
    assert.equal(notes?.environment?.PUBLIC_HOST, "${{notes.publicHost}}");
    assert.deepEqual(api?.environment, { NOTES: "http://notes:3000", SELF: "${{api.publicUrl}}" });
  });

  it("bring their files along as they are", async () => {
    const { definition } = await imported({ file: NOTES });
    assert.deepEqual(definition.containers[0]?.options?.volumes, [
      { volume: "files", path: "/files" },
      {
        file: "proxy_set_header Host $$host;\n# $${SERVICE_URL_NOTES} is not known here\n",
        path: "/etc/nginx/nginx.conf",
      },
      { volume: "data", path: "/data" },
    ]);
  });

  it("are told of key by key, with the comments at their head", async () => {
    const outcome = await imported({ file: NOTES });
    assert.deepEqual(
      outcome.losses.slice(0, 6).map(({ path, fate, position }) => [path[0], fate, position?.line]),
      [
        ["# documentation", "carried", 1],
        ["# slogan", "carried", 2],
        ["# category", "carried", 3],
        ["# tags", "carried", 4],
        ["# logo", "unsupported", 5],
        ["# port", "translated", 6],
      ],
    );
    assert.equal(rowOf(outcome, "services.notes.environment.0").became, "containers.notes.options.expose");
    assert.match(rowOf(outcome, "services.notes.environment.4").became ?? "", /with \$SESSION_PASSWORD$/);
    assert.equal(rowOf(outcome, "services.notes.volumes.1.content").fate, "translated");
    assert.equal(rowOf(outcome, "services.notes.volumes.2.is_directory").became, "nothing: it is a folder");
    assert.equal(rowOf(outcome, "services.migrate.exclude_from_hc").fate, "translated");
  });

  it("are recognised by their magic names alone", async () => {
    const text = "services:\n  a:\n    image: nginx\n    environment:\n      - X=$SERVICE_PASSWORD_A\n";
    const { value } = await importDefinition({ file: "/compose/app.yaml", text });
    assert.equal(value?.format, "coolify");
  });

  it("give the main service the port of the template where no address is asked for", async () => {
    const { definition } = await importTemplate(
      "# slogan: A.\n# port: 8123\nservices:\n  a:\n    image: nginx\n  b:\n    image: redis\n",
    );
    assert.deepEqual(
      definition.containers.map(({ options }) => options?.expose),
      [8123, undefined],
    );
  });

  it("ask for a token that nobody can draw", async () => {
    const { definition } = await importTemplate(
      "services:\n  a:\n    image: nginx\n    environment:\n      ANON: ${SERVICE_SUPABASEANON_KEY}\n",
    );
    assert.deepEqual(definition.variables, {
      ANON_KEY: {
        description: "A JSON web token with the role anon, signed with the JWT secret (HS256).",
        secret: true,
      },
    });
  });

  it("cannot name variables as they please", async () => {
    const names = [
      "SERVICE_PASSWORD___proto__",
      "SERVICE_USER_constructor",
      "SERVICE_PASSWORD_64",
      "SERVICE_HEX_999_A",
    ];
    const environment = names.map((name, index) => `      - V${index}=$${name}\n`).join("");
    const { definition } = await importTemplate(`services:\n  a:\n    image: nginx\n    environment:\n${environment}`);
    assert.deepEqual(Object.keys(definition.variables ?? {}), [
      "PROTO_PASSWORD",
      "CONSTRUCTOR_USER",
      "PASSWORD",
      "A_KEY",
    ]);
  });

  it("end in a diagnostic or a definition, whatever stands at their head", async () => {
    const heads = [
      "# port: 99999999\n",
      "# port: -1\n",
      `# slogan: ${"x".repeat(9000)}\n`,
      `# tags: ${"a,".repeat(500)}\n`,
    ];
    for (const head of heads) {
      const text = `# slogan: S\n# logo: l\n${head}services:\n  a:\n    image: nginx\n`;
      const { definition } = await importTemplate(text);
      assert.equal(definition.containers.length, 1);
    }
  });
});

for (const folder of [FOLDER, CATALOG].filter((one) => existsSync(one))) {
  describe(`Coolify templates of ${folder === FOLDER ? "these tests" : "the catalog"}`, function () {
    this.timeout(600_000);

    it("all compile, with every key accounted for", async () => {
      for (const file of catalogFiles(folder)) {
        const { failure, unaccounted } = await compileFile(file, ZONE);
        assert.deepEqual(
          { name: file.name, failure, unaccounted },
          { name: file.name, failure: undefined, unaccounted: [] },
        );
      }
    });
  });
}
