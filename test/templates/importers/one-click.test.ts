import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { parse } from "yaml";
import { formatDiagnostic } from "../../../constructs/diagnostic.ts";
import { importDefinition } from "../../../templates/importers/import-definition.ts";
import { matchPattern } from "../../../templates/pattern.ts";
import { catalogFiles, SHARED_CATALOG } from "../../catalog/catalog-files.ts";
import { compileFile } from "../../catalog/compile-file.ts";
import { ZONE } from "../support.ts";
import { FIXTURES, imported, rowOf } from "./support.ts";

const FOLDER = join(FIXTURES, "one-click");
const CATALOG = join(SHARED_CATALOG, "caprover");
const NOTES = join(FOLDER, "field-notes.yml");

/** An app of one service with this form. */
const appWith = (variables: readonly object[], environment: object = {}) =>
  JSON.stringify({
    captainVersion: 4,
    services: { $$cap_appname: { image: "nginx:1.29", environment } },
    caproverOneClickApp: { displayName: "App", variables },
  });

const importApp = (text: string) => imported({ file: "/apps/app.yml", text });

describe("one-click apps", () => {
  it("become a template with the same form", async () => {
    const { definition } = await imported({ file: NOTES });
    assert.deepEqual(definition.variables, {
      version: {
        label: "Version",
        description: "A tag of https://hub.docker.com/r/example/field-notes/tags",
        default: "2.1",
        pattern: "([^\\s^\\/])+",
      },
      db_version: { label: "PostgreSQL", default: "17" },
      db_user: { label: "Database user", default: "notes", pattern: "(?i:[a-z]+)" },
      db_pass: { label: "Database password", generate: { kind: "hex", length: 16 }, pattern: ".{8,}" },
      smtp_host: { label: "Mail server (optional)", default: "" },
      admin: { label: "Your address", description: "Who may do everything.", pattern: "[^@]+@[^@]+" },
      ssh_port: { label: "Port for ssh", type: "number", default: 2222, minimum: 1, maximum: 65535 },
      session_key: { generate: { kind: "hex", length: 48 } },
      worker_image: {
        description:
          "Built and pushed where the zone can pull it, from these lines:\n" +
          "FROM example/worker:1\nRUN apk add --no-cache git",
        default: "field-notes/worker:latest",
      },
    });
  });

  it("tell a gallery what they are, in words that people understand", async () => {
    const { definition } = await imported({ file: NOTES });
    assert.deepEqual(definition.template, {
      title: "Field Notes",
      description: "Keeps notes.",
      links: {
        Documentation: "https://example.com/docs",
        "example.com": "https://example.com/faq",
        "example.com 3": "https://example.com/shell",
      },
      notes:
        "Keeps notes.\n\nThe database user is <Database user>.\n\n" +
        "Done! Open https://field-notes-<project>.<domain> and log in with the password <Database password>. " +
        "The database is db.",
    });
  });

  it("name containers, hosts and addresses by what follows the name of the app", async () => {
    const { definition } = await imported({ file: NOTES });
    const [web, db, shell, worker] = definition.containers;
    assert.deepEqual(
      definition.containers.map(({ name }) => name),
      ["field-notes", "db", "shell", "worker"],
    );
    assert.deepEqual(web?.environment, {
      PUBLIC_URL: "${{field-notes.publicUrl}}",
      PUBLIC_HOST: "${{field-notes.publicHost}}",
      DATABASE_URL: "postgres://$db_user:$db_pass@db:5432/notes",
      MAIL_FROM: "notes@$domain",
      SESSION_KEY: "$session_key",
      PRICE: "$$5",
      SMTP_HOST: "$smtp_host",
    });
    assert.equal(web?.options?.expose, 3000);
    assert.deepEqual(web?.options?.volumes, [{ volume: "files", path: "/files" }]);
    assert.equal(db?.image, "postgres:$db_version");
    assert.deepEqual(db?.args, ["-c", "max_connections=50"]);
    assert.equal(db?.options?.expose, undefined);
    assert.deepEqual(shell?.options?.expose, [
      { port: 22, publicPort: "$ssh_port", protocol: "ssh" },
      { port: 51820, protocol: "udp" },
    ]);
    assert.equal(worker?.image, "$worker_image");
  });

  it("are told of key by key", async () => {
    const outcome = await imported({ file: NOTES });
    const lost = outcome.losses.filter(({ fate }) => fate === "unsupported").map(({ path }) => path.join("."));
    assert.deepEqual(lost, [
      "services.$$cap_appname-worker.caproverExtra.dockerfileLines",
      "services.$$cap_appname-worker.caproverExtra.dockerfileLines.0",
      "services.$$cap_appname-worker.caproverExtra.dockerfileLines.1",
      "caproverOneClickApp.variables.6.placeholder",
      "caproverOneClickApp.isOfficial",
    ]);
    assert.equal(rowOf(outcome, "caproverOneClickApp.variables.3.id").became, "variables.db_pass");
    assert.equal(rowOf(outcome, "caproverOneClickApp.variables.3.defaultValue").became, "variables.db_pass.generate");
    assert.match(rowOf(outcome, "services.$$cap_appname.caproverExtra.websocketSupport").became ?? "", /^nothing:/);
  });

  it("draw values within our bounds, and say so", async () => {
    const variables = [
      { id: "$$cap_short", label: "Short", defaultValue: "$$cap_gen_random_hex(6)", validRegex: "/^[0-9a-f]{6}$/" },
      { id: "$$cap_long", label: "Long", defaultValue: "$$cap_gen_random_hex(900)" },
    ];
    const outcome = await importApp(appWith(variables, { A: "$$cap_short", B: "$$cap_long" }));
    assert.deepEqual(outcome.definition.variables, {
      short: { label: "Short", generate: { kind: "hex", length: 8 } },
      long: { label: "Long", generate: { kind: "hex", length: 256 } },
    });
    const row = rowOf(outcome, "caproverOneClickApp.variables.0.defaultValue");
    assert.equal(row.became, "variables.short.generate, of 8 characters instead of 6");
    assert.match(
      rowOf(outcome, "caproverOneClickApp.variables.0.validRegex").became ?? "",
      /^nothing: the value is drawn/,
    );
  });

  it("ask for a value where their own default is none", async () => {
    const variables = [
      { id: "$$cap_folder", label: "Folder", defaultValue: "placeholder", validRegex: "/^\\//" },
      { id: "$$cap_host", label: "Host", defaultValue: "$$cap_appname.$$cap_root_domain" },
      { id: "$$cap_key", label: "Key", validRegex: "/.{10,}/" },
      { id: "$$cap_tag", label: "Tag" },
    ];
    const text = appWith(variables, { A: "$$cap_folder$$cap_host$$cap_key" }).replace(
      "nginx:1.29",
      "nginx:$$$$cap_tag",
    );
    const { definition } = await importApp(text);
    assert.deepEqual(definition.variables, {
      folder: { label: "Folder", pattern: "\\/.*" },
      host: { label: "Host", example: "app.example.com" },
      key: { label: "Key", pattern: ".{10,}" },
      tag: { label: "Tag" },
    });
  });

  it("keep secrets whose label alone says that they are", async () => {
    const variables = [{ id: "$$cap_pw", label: "Admin Password", defaultValue: "changeme" }];
    const { definition } = await importApp(appWith(variables, { A: "$$cap_pw" }));
    assert.deepEqual(definition.variables, { pw: { label: "Admin Password", default: "changeme", secret: true } });
  });

  it("of older versions are refused with the way to go", async () => {
    const text = '{"captainVersion":"1","dockerCompose":{"services":{}},"variables":[]}';
    const { value, diagnostics } = await importDefinition({ file: "/apps/old.json", text });
    assert.equal(value, undefined);
    assert.match(diagnostics.map(formatDiagnostic).join(), /one-click apps of another version.*got 1; allowed: 4/);
  });

  it("are recognised without being told", async () => {
    const { value } = await importDefinition({ file: NOTES });
    assert.equal(value?.format, "one-click");
  });
});

describe("one-click apps that mean harm", () => {
  it("have patterns that backtrack left out", async () => {
    const slow = { label: "Slow", defaultValue: `${"a".repeat(40)}!`, validRegex: "/^(a+)+$/" };
    const variables = Array.from({ length: 100 }, (_, index) => ({ id: `$$cap_v${index}`, ...slow }));
    const outcome = await importApp(appWith(variables));
    assert.deepEqual(outcome.definition.variables?.v0, { label: "Slow", default: `${"a".repeat(40)}!` });
    assert.match(rowOf(outcome, "caproverOneClickApp.variables.0.validRegex").reason ?? "", /longer than 50 ms/);
    assert.match(rowOf(outcome, "caproverOneClickApp.variables.99.validRegex").reason ?? "", /took too long to try/);
  });

  it("may ask for no more than a definition can", async () => {
    const variables = Array.from({ length: 2000 }, (_, index) => ({
      id: `$$cap_v${index}`,
      label: "V",
      defaultValue: `d${index}`,
    }));
    const outcome = await importApp(appWith(variables, { A: "$$cap_v0", B: "$$cap_v1999", C: "$$cap_other" }));
    assert.equal(Object.keys(outcome.definition.variables ?? {}).length, 200);
    assert.deepEqual(outcome.definition.containers[0]?.environment, { A: "$v0", B: "d1999", C: "" });
    assert.match(rowOf(outcome, "caproverOneClickApp.variables.1999.id").reason ?? "", /at most 200 variables/);
  });

  it("cannot name variables as they please", async () => {
    const ids = [
      "$$cap___proto__",
      "__proto__",
      "$$cap_constructor",
      "$$",
      "$$cap_domain",
      "$$cap_x",
      "$$cap_X",
      5,
      null,
    ];
    const variables = ids.map((id) => ({ id, label: "L", defaultValue: "d" }));
    const outcome = await importApp(appWith(variables, { A: "$$cap___proto__" }));
    assert.deepEqual(Object.keys(outcome.definition.variables ?? {}), [
      "proto",
      "constructor",
      "domain_name",
      "x",
      "x_2",
    ]);
    assert.equal(rowOf(outcome, "caproverOneClickApp.variables.1.id").fate, "unsupported");
  });

  it("may be of any shape", async () => {
    const shapes: unknown[] = [null, [], "x", { variables: { a: 1 } }, { variables: [null, 1, []], instructions: 5 }];
    for (const caproverOneClickApp of shapes) {
      const services = { $$cap_appname: { image: "nginx", caproverExtra: caproverOneClickApp, documentation: [1] } };
      const text = JSON.stringify({ captainVersion: 4, services, caproverOneClickApp });
      const { definition } = await importApp(text);
      assert.equal(definition.containers[0]?.image, "nginx");
    }
  });
});

const folders = [FOLDER, CATALOG].filter((folder) => existsSync(folder));

for (const folder of folders) {
  describe(`one-click apps of ${folder === FOLDER ? "these tests" : "the catalog"}`, function () {
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

    it("have equal forms, but for what is told as not supported", async () => {
      for (const name of readdirSync(folder)) {
        const file = join(folder, name);
        const { definition, losses } = await imported({ file });
        const lost = new Set(
          losses.filter(({ fate }) => fate === "unsupported").map(({ path }) => path.slice(1).join(".")),
        );
        const names = new Map(
          losses.flatMap(({ path, became }) => {
            const isId = path[1] === "variables" && path.at(-1) === "id";
            return isId ? [[Number(path[2]), became?.replace("variables.", "")]] : [];
          }),
        );
        for (const [index, entry] of formOf(file).entries()) {
          const variable = definition.variables?.[names.get(index) ?? ""];
          const isLost = (key: string) => lost.has(`variables.${index}.${key}`);
          if (isLost("id") || entry.id === "$$cap_appname") continue;
          assert.ok(typeof variable === "object", `${name}: ${entry.id}`);
          assert.equal(variable.label, entry.label?.trim(), `${name}: ${entry.id}`);
          assert.equal(variable.description, entry.description?.trim() || undefined, `${name}: ${entry.id}`);
          if (!isLost("defaultValue")) assertDefault(variable, entry, name);
          if (variable.pattern !== undefined) assertPattern(variable.pattern, entry, name);
        }
      }
    });
  });
}

interface Entry {
  readonly id: string;
  readonly label?: string;
  readonly description?: string;
  readonly defaultValue?: string | number | boolean;
  readonly validRegex?: string;
}

function formOf(file: string): Entry[] {
  return parse(readFileSync(file, "utf8"), { logLevel: "silent" }).caproverOneClickApp.variables ?? [];
}

function assertDefault(variable: object, entry: Entry, name: string): void {
  const { default: value, generate, type } = variable as { default?: unknown; generate?: object; type?: string };
  const drawn = /^\$\$cap_gen_random_hex\((\d+)\)$/.exec(String(entry.defaultValue ?? "").trim());
  const about = `${name}: ${entry.id}`;
  if (drawn) {
    const length = Math.min(256, Math.max(8, Number(drawn[1])));
    assert.deepEqual(generate, { kind: "hex", length }, about);
  } else if (String(entry.defaultValue ?? "") !== "") {
    assert.equal(value, type === "number" ? Number(entry.defaultValue) : String(entry.defaultValue), about);
  } else assert.ok(value === "" || value === undefined, about);
}

/** Ours matches the whole value where theirs looks for a place: on values of one line they must agree. */
function assertPattern(pattern: string, entry: Entry, name: string): void {
  const [, source = "", flags = ""] = /\/(.*)\/(.*)/.exec(entry.validRegex ?? "") ?? [];
  const theirs = new RegExp(source, flags);
  for (const value of [
    "",
    "a",
    "A b",
    "12",
    "true",
    "x".repeat(70),
    "/a/b",
    "a@b.c",
    String(entry.defaultValue ?? ""),
  ]) {
    const before = theirs.test(value);
    assert.equal(matchPattern(pattern, value) === "matches", before, `${name}: ${entry.id} takes "${value}"`);
  }
}
