import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "mocha";
import { importDefinition } from "../../../templates/importers/import-definition.ts";
import { containerOf, imported, importText, rowOf } from "./support.ts";

/** Mistakes that files of well-known projects showed, each by the smallest file that has it. */
describe("compose files as they are found", () => {
  it("leaves a user's name in a command alone when the password is the same word", async () => {
    const db = await containerOf(
      "environment: { POSTGRES_USER: postgres, POSTGRES_PASSWORD: postgres }\nhealthcheck: { test: pg_isready -U postgres }",
    );
    assert.deepEqual(db.options?.health, { command: ["sh", "-c", "pg_isready -U postgres"] });
    assert.equal(db.environment?.POSTGRES_PASSWORD, "$web_password");
  });

  it("takes a password of digits for a password", async () => {
    const { text, definition } = await importText(
      "services: { db: { image: postgres, environment: { POSTGRES_PASSWORD: 12345, MAX_TOKEN: 4096 } } }",
    );
    assert.equal(definition.containers[0]?.environment?.POSTGRES_PASSWORD, "$db_password");
    assert.equal(definition.containers[0]?.environment?.MAX_TOKEN, 4096, text);
  });

  it("mounts nothing where a program looks for the Docker socket, whatever blank stands before it", async () => {
    const outcome = await importText(
      "services: { web: { image: nginx, volumes: ['${SOCKET}:/var/run/docker.sock:ro'] } }",
    );
    assert.equal(outcome.definition.volumes, undefined);
    assert.equal(rowOf(outcome, "services.web.volumes.0").fate, "unsupported");
    assert.ok(outcome.diagnostics.some(({ code }) => code === "host-mount"));
  });

  it("makes no volume of a file without an ending", async () => {
    const outcome = await importText(
      "services: { web: { image: caddy, volumes: ['./Caddyfile:/etc/caddy/Caddyfile'] } }",
    );
    assert.equal(outcome.definition.volumes, undefined);
    assert.equal(rowOf(outcome, "services.web.volumes.0").fate, "unsupported");
  });

  it("keeps the data folder of a service that can be built from around it", async () => {
    const web = await containerOf("build: ../..\nvolumes: ['./files:/data', './src:/app']");
    assert.deepEqual(web.options?.volumes, [{ volume: "files", path: "/data" }]);
  });

  it("calls a second volume of the same name by whose it is", async () => {
    const { definition } = await importText(
      "services: { web: { image: a, volumes: ['./web/data:/data'] }, db: { image: b, volumes: ['./db/data:/data'] } }",
    );
    assert.deepEqual(
      definition.volumes?.map(({ name }) => name),
      ["data", "db-data"],
    );
  });

  it("reads a port behind an empty address", async () => {
    const web = await containerOf("ports: ['${PORT-:2283:2283}']");
    assert.equal(web.options?.expose, 2283);
  });

  for (const [test, port] of [
    ["[CMD, nc, -z, localhost, '9092']", 9092],
    ["nc -w 2 localhost 2181 | grep imok", 2181],
    ["[CMD-SHELL, \"bash -c '</dev/tcp/127.0.0.1/27017'\"]", 27017],
    ["[CMD, node, -e, \"fetch('http://api:3000/up').then(ok)\"]", 3000],
    ["[CMD, wget, --spider, 'http://other-api:3000/up']", undefined],
  ] as const) {
    it(`waits for the port that ${test} asks`, async () => {
      const { definition } = await importText(
        `services:\n  web: { image: a, depends_on: [api] }\n  api:\n    image: b\n    healthcheck: { test: ${test} }\n`,
      );
      const expected = port === undefined ? undefined : [{ container: "api", port }];
      assert.deepEqual(definition.containers[0]?.options?.waitFor, expected);
    });
  }

  it("leaves out what only a shell may have, where it is too much to ask for", async () => {
    const names = Array.from({ length: 300 }, (_, index) => `SETTING_${index}`);
    const outcome = await importText(
      `services: { web: { image: a, environment: [${names.join(", ")}, DB_PASSWORD, MODE=1] } }`,
    );
    assert.deepEqual(outcome.definition.containers[0]?.environment, { DB_PASSWORD: "$DB_PASSWORD", MODE: "1" });
    assert.equal(rowOf(outcome, "services.web.environment.0").fate, "translated");
    assert.ok(outcome.diagnostics.some(({ code }) => code === "shell-values"));
  });

  it("knows images whose address has the port of something else", async () => {
    const { definition, diagnostics } = await importText(
      "services: { a: { image: n8nio/n8n:1, ports: ['5678:5678'] }, b: { image: prom/alertmanager, ports: ['9093:9093'] }, c: { image: node, ports: ['80:80', '5678:5678'] } }",
    );
    assert.deepEqual(
      definition.containers.map(({ options }) => options?.expose),
      [5678, 9093, 80],
    );
    assert.deepEqual(diagnostics, []);
  });

  it("never takes along the folder of the file itself, nor .env", async () => {
    const folder = mkdtempSync(join(tmpdir(), "espalier-seen-"));
    try {
      mkdirSync(join(folder, "conf"));
      mkdirSync(join(folder, "env"));
      writeFileSync(join(folder, ".env"), "KEY=hunter2\n");
      writeFileSync(join(folder, "env", ".env"), "KEY=hunter2\n");
      writeFileSync(join(folder, "conf", "a.conf"), "on\n");
      const file = join(folder, "compose.yaml");
      writeFileSync(
        file,
        "services: { web: { image: a, volumes: ['.:/etc/all', './env:/etc/env', './conf:/etc/conf', './none:/etc/none:ro'] } }",
      );
      const { definition, text, diagnostics } = await imported({ file });
      assert.doesNotMatch(text, /hunter2/);
      assert.deepEqual(definition.containers[0]?.options?.volumes?.[2], {
        files: { "a.conf": "on\n" },
        path: "/etc/conf",
      });
      const told = diagnostics.filter(({ code }) => code === "empty-folder").map(({ message }) => message);
      assert.equal(told.length, 3);
      assert.match(told[2] ?? "", /there is no such folder/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("runs what sets something up once, and not for ever", async () => {
    const outcome = await importText(`services:
  kratos-migrate: { image: a, restart: on-failure }
  buckets: { image: mc, depends_on: [minio], entrypoint: "/bin/sh -c 'mc mb a/b; exit 0'" }
  setup-ui: { image: a, ports: ["80:80"] }
  db-init: { image: a, restart: always }
  minio: { image: minio/minio }
`);
    const kinds = outcome.definition.containers.map(({ name, options }) => [name, options?.workload]);
    assert.deepEqual(kinds, [
      ["kratos-migrate", "job"],
      ["buckets", "job"],
      ["setup-ui", undefined],
      ["db-init", undefined],
      ["minio", undefined],
    ]);
    assert.match(rowOf(outcome, "services.buckets").became ?? "", /a job/);
  });

  it("tells what an init container cannot have", async () => {
    const outcome = await importText(`services:
  web: { image: a, user: "50000:0", depends_on: { init: { condition: service_completed_successfully } } }
  init: { image: a, user: "0:0", tty: true, stop_grace_period: 5s }
`);
    assert.equal(rowOf(outcome, "services.init.user").fate, "unsupported");
    assert.equal(rowOf(outcome, "services.init.tty").fate, "unsupported");
    assert.ok(outcome.diagnostics.some(({ code }) => code === "init-user"));
    const same = await importText(`services:
  web: { image: a, user: "1000", depends_on: { init: { condition: service_completed_successfully } } }
  init: { image: a, user: "1000" }
`);
    assert.equal(rowOf(same, "services.init.user").fate, "carried");
    assert.deepEqual(same.diagnostics, []);
  });

  it("copies no text of .env and no private key into a definition", async () => {
    const folder = mkdtempSync(join(tmpdir(), "espalier-seen-"));
    try {
      writeFileSync(join(folder, ".env"), "KEY=hunter2\n");
      writeFileSync(
        join(folder, "tls.key"),
        "-----BEGIN RSA PRIVATE KEY-----\nhunter3\n-----END RSA PRIVATE KEY-----\n",
      );
      const file = join(folder, "compose.yaml");
      writeFileSync(
        file,
        "services: { web: { image: a, configs: [env.sh], volumes: ['./tls.key:/etc/tls.key:ro', './.env:/app/.env'] } }\nconfigs: { env.sh: { file: .env } }\n",
      );
      const { definition, text } = await imported({ file });
      assert.doesNotMatch(text, /hunter/);
      const files = definition.containers[0]?.options?.volumes?.map((one) => (one as { file?: string }).file);
      assert.equal(files?.length, 3);
      for (const one of files ?? []) assert.match(one ?? "", /^\$\w+$/);
      assert.ok(Object.values(definition.variables ?? {}).every((one) => (one as { secret?: boolean }).secret));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("says that nobody reaches what is published on the machine itself only", async () => {
    const { diagnostics } = await importText(
      "services: { db: { image: postgres, ports: ['127.0.0.1:5432:5432'] }, web: { image: a, ports: ['127.0.0.1:3000:3000'] } }",
    );
    assert.deepEqual(
      diagnostics.map(({ code, fix }) => [code, fix]),
      [["no-address", 'give web "expose": 3000 for an https address']],
    );
    const open = await importText(
      "services: { web: { image: a, ports: ['127.0.0.1:3000:3000'] }, b: { image: a, ports: ['80:80'] } }",
    );
    assert.deepEqual(open.diagnostics, []);
  });

  it("gives what env_file and a blank take from .env one and the same variable", async () => {
    const folder = mkdtempSync(join(tmpdir(), "espalier-seen-"));
    try {
      writeFileSync(join(folder, ".env"), "DB_PASSWORD=hunter2\nDB_USER=shop\nMAIL_TOKEN=abc\nMODE=live\n");
      const file = join(folder, "compose.yaml");
      writeFileSync(
        file,
        "services:\n  web: { image: a, env_file: .env }\n  db:\n    image: postgres\n    environment: { POSTGRES_PASSWORD: '${DB_PASSWORD}', POSTGRES_USER: '${DB_USER}' }\n",
      );
      const { definition, text } = await imported({ file });
      assert.deepEqual(definition.containers[0]?.environment, {
        DB_PASSWORD: "$DB_PASSWORD",
        DB_USER: "$DB_USER",
        MAIL_TOKEN: "$MAIL_TOKEN",
        MODE: "live",
      });
      assert.deepEqual(definition.variables?.DB_PASSWORD, { generate: true });
      assert.doesNotMatch(text, /hunter2|"abc"/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("says how a file of the first format becomes one that can be imported", async () => {
    const text = "db:\n  image: mongo\nweb:\n  build: .\n  links: [db]\n";
    const { value, diagnostics } = await importDefinition({ file: "/nowhere/compose.yml", text });
    assert.equal(value, undefined);
    assert.equal(diagnostics[0]?.code, "old-compose");
    assert.match(diagnostics[0]?.fix ?? "", /services:/);
  });
});
