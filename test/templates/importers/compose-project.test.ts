import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "mocha";
import { importDefinition, recogniseFormat } from "../../../templates/importers/import-definition.ts";
import { FIXTURES, imported, importText, rowOf } from "./support.ts";

const shop = () => imported({ file: join(FIXTURES, "shop/compose.yaml") });
const older = () => imported({ file: join(FIXTURES, "older.yaml") });

describe("a compose file", () => {
  it("is recognised, and what is none is told what could be imported", async () => {
    assert.equal(recogniseFormat("services: { web: { image: nginx } }"), "compose");
    assert.equal(recogniseFormat("kind: Pod\n"), undefined);
    const { value, diagnostics } = await importDefinition({ file: "/nowhere/pod.yaml", text: "kind: Pod\n" });
    assert.equal(value, undefined);
    assert.equal(diagnostics[0]?.code, "unknown-format");
    assert.match(diagnostics[0]?.allowed ?? "", /Docker Compose/);
  });

  it("is called by its own name, by the one asked for, or by its file or folder", async () => {
    assert.equal((await shop()).definition.project.name, "shop");
    const text = "services: { web: { image: nginx } }";
    const nameOf = async (file: string, name?: string) =>
      (await imported({ file, text, ...(name && { name }) })).definition.project.name;
    assert.equal(await nameOf("/x/My Blog/docker-compose.yml"), "my-blog");
    assert.equal(await nameOf("/x/blog.yaml"), "blog");
    assert.equal(await nameOf("/x/blog.yaml", "mine"), "mine");
  });

  it("becomes variables for its blanks: defaults, messages, values of .env, never its secrets", async () => {
    const { definition, text, diagnostics } = await shop();
    assert.deepEqual(definition.variables, {
      TAG: "1.5",
      DB_USER: "shop",
      DB_PASSWORD: { generate: true },
      DB_NAME: "shop",
      MAIL_HOST: { description: "where mail is sent" },
      RELEASE: "unknown",
      CURRENCY: "EUR",
      FROM_SHELL: { description: "For web." },
      api_key: { description: "Text of ./api_key.txt." },
      queue_password: "rabbit-rabbit",
    });
    assert.doesNotMatch(text, /super-secret-value/);
    assert.ok(diagnostics.some(({ code, message }) => code === "secret-not-copied" && message.includes("DB_PASSWORD")));
  });

  it("asks for a secret that several services share, which may be somebody else's, instead of drawing it", async () => {
    const { definition } = await importText(
      "services: { a: { image: x, environment: ['STRIPE_SECRET_KEY=${STRIPE_SECRET_KEY}'] }, b: { image: x, environment: ['STRIPE_SECRET_KEY=${STRIPE_SECRET_KEY}'] } }",
    );
    assert.deepEqual(definition.variables, { STRIPE_SECRET_KEY: { description: "For a, b." } });
  });

  it("names a password once for all that have it, in addresses too", async () => {
    const { definition } = await shop();
    const [, , , queue, mailer] = definition.containers;
    assert.equal(queue?.environment?.RABBITMQ_DEFAULT_PASS, "$queue_password");
    assert.equal(mailer?.environment?.QUEUE, "amqp://shop:$queue_password@queue:5672/");
  });

  it("gives one name with two defaults two variables", async () => {
    const { definition } = await importText(
      "services: { a: { image: 'x:${V:-1}' }, b: { image: 'x:${V:-2}' }, c: { image: 'x:${V}' } }",
    );
    assert.deepEqual(
      definition.containers.map(({ image }) => image),
      ["x:$V", "x:$b_V", "x:$V"],
    );
    assert.deepEqual(definition.variables, { V: "1", b_V: "2" });
  });

  it("keeps the default in place where there are more blanks than variables", async () => {
    const lines = Array.from({ length: 300 }, (_, index) => `      V${index}: \${V${index}:-x${index}}`);
    const { definition } = await importText(
      `services:\n  a:\n    image: nginx\n    environment:\n${lines.join("\n")}\n`,
    );
    assert.equal(definition.containers[0]?.environment?.V7, "x7");
    assert.equal(definition.variables, undefined);
  });

  it("makes names fit, and every mention of them", async () => {
    const { definition } = await older();
    assert.deepEqual(
      definition.containers.map(({ name }) => name),
      ["web-app", "data-base", "cache", "batch", "agent"],
    );
    const [web, base] = definition.containers;
    assert.deepEqual(web?.environment, { DB: "mysql://root:$data_base_password@data-base/app", DB_HOST: "data-base" });
    assert.deepEqual(base?.options?.aliases, ["db"]);
  });

  it("runs what others wait for to end as their init container, with what it waits for itself", async () => {
    const { definition } = await shop();
    const [web] = definition.containers;
    assert.ok(!definition.containers.some(({ name }) => name === "migrate"));
    assert.equal(web?.options?.init?.[0]?.name, "migrate");
    assert.deepEqual(web?.options?.init?.[0]?.args, ["migrate", "--wait"]);
    assert.deepEqual(web?.options?.waitFor, ["shop-db", "queue"]);
  });

  it("waits for nobody who waits for it", async () => {
    const outcome = await importText(
      "services: { a: { image: redis, depends_on: [b] }, b: { image: redis, depends_on: [a] } }",
    );
    assert.deepEqual(outcome.definition.containers[0]?.options?.waitFor, ["b"]);
    assert.equal(rowOf(outcome, "services.b.depends_on.0").fate, "unsupported");
  });

  it("knows the ports by which containers call each other", async () => {
    const { definition } = await importText(`
services:
  a:
    image: x
    environment: { API: "http://b:9000/x", C_HOST: c, C_PORT: "7000", D: "http://d" }
  b: { image: x }
  c: { image: x }
  d: { image: x }
  db: { image: "bitnami/postgresql:17" }
`);
    const ports = definition.containers.map(({ name, options }) => [name, options?.ports]);
    assert.deepEqual(ports, [
      ["a", undefined],
      ["b", [9000]],
      ["c", [7000]],
      ["d", [80]],
      ["db", [5432]],
    ]);
  });

  it("takes what lies beside it along: env files, files, folders of files", async () => {
    const { definition } = await shop();
    const [web, , database] = definition.containers;
    assert.equal(database?.environment?.POSTGRES_DB, "shop");
    const mounts = web?.options?.volumes ?? [];
    assert.equal(
      mounts.find(({ path }) => path === "/etc/nginx/conf.d/shop.conf")?.file,
      "server {\n  listen 80;\n  set $$root /srv;\n}\n",
    );
    assert.deepEqual(Object.keys(mounts.find(({ path }) => path === "/etc/shop")?.files ?? {}), ["nginx.conf"]);
    assert.deepEqual(database?.options?.volumes?.[1], {
      files: { "tables.sql": "create table orders (id int);\n" },
      path: "/docker-entrypoint-initdb.d",
    });
  });

  it("holds what it includes and extends", async () => {
    const { definition } = await shop();
    const worker = definition.containers.find(({ name }) => name === "worker");
    assert.equal(worker?.image, "ghcr.io/example/shop-worker");
    assert.equal(worker?.environment?.LOG_LEVEL, "debug");
    assert.equal(worker?.environment?.TZ, "Europe/Sofia");
    assert.equal(worker?.options?.replicas, 3);
    assert.ok(definition.containers.some(({ name }) => name === "metrics"));
    assert.ok(definition.volumes?.some(({ name }) => name === "metrics"));
  });

  it("refuses circles of what extends and includes", async () => {
    for (const text of [
      "services: { a: { extends: b }, b: { extends: a } }",
      "services: { a: { extends: { service: a } } }",
    ]) {
      const { value, diagnostics } = await importDefinition({ file: "/nowhere/a.yaml", text });
      assert.equal(value, undefined);
      assert.equal(diagnostics[0]?.code, "circular-extends");
    }
  });

  it("leaves services of unwanted profiles out, and says so", async () => {
    const outcome = await shop();
    assert.ok(!outcome.definition.containers.some(({ name }) => name === "debug"));
    assert.match(rowOf(outcome, "services.debug").became ?? "", /--profile debug/);
    const note = outcome.diagnostics.find(({ code }) => code === "profile-not-wanted");
    assert.equal(note?.severity, "note");
    assert.match(`${note?.message}; ${note?.fix}`, /^left out: debug belongs to .*; import it with --profile debug$/);
    const wanted = await imported({ file: join(FIXTURES, "shop/compose.yaml"), profiles: ["debug"] });
    assert.ok(wanted.definition.containers.some(({ name }) => name === "debug"));
    assert.ok(!wanted.diagnostics.some(({ code }) => code === "profile-not-wanted"));
  });

  it("shares a volume that several mount, and makes many of them small", async () => {
    const { definition } = await shop();
    assert.deepEqual(definition.volumes?.[0], { name: "uploads", size: "10Gi", access: "many" });
    const mounts = Array.from({ length: 12 }, (_, index) => `v${index}:/v${index}`);
    const many = await importText(`services: { a: { image: x, volumes: [${mounts.map((one) => `"${one}"`)}] } }`);
    assert.ok(many.definition.volumes?.every(({ size }) => size === "2Gi"));
  });

  it("asks for images that are to be built, and says how", async () => {
    const { definition, diagnostics } = await imported({ file: join(FIXTURES, "built.yaml") });
    assert.deepEqual(
      definition.containers.map(({ image }) => image),
      ["$web_image", "$api_image"],
    );
    const [web, api] = definition.containers;
    assert.equal(web?.options?.volumes, undefined);
    assert.equal(api?.options?.volumes?.[0]?.volume, "data");
    const advice = diagnostics.filter(({ code }) => code === "build").map(({ fix }) => fix ?? "");
    assert.equal(advice.length, 2);
    assert.match(
      advice[0] ?? "",
      /docker build --tag YOURS\/web \.\/web; docker push YOURS\/web; then --var web_image=/,
    );
  });

  it("asks the environment of the container for secrets of its check", async () => {
    const { definition } = await importText(
      "services: { db: { image: mysql, environment: { MYSQL_ROOT_PASSWORD: '${PW:-long-password}' }, " +
        "healthcheck: { test: [CMD, mysqladmin, ping, '-p${PW:-long-password}'] } } }",
    );
    const health = definition.containers[0]?.options?.health;
    assert.ok(typeof health === "object");
    assert.deepEqual(health.command, ["sh", "-c", `mysqladmin ping '-p'"$$\{MYSQL_ROOT_PASSWORD}"`]);
  });

  it("gives a public port to one container only", async () => {
    const outcome = await importText(
      "services: { a: { image: redis, ports: ['6379:6379'] }, b: { image: redis, ports: ['6379:6379'] } }",
    );
    const [a, b] = outcome.definition.containers;
    assert.deepEqual(a?.options?.expose, { port: 6379, protocol: "tcp" });
    assert.deepEqual(b?.options, { ports: [6379] });
    assert.ok(outcome.diagnostics.some(({ code }) => code === "duplicate-port"));
  });

  it("says where in the file is what no definition can hold", async () => {
    const text = "services:\n  web:\n    image: Not An Image\n";
    const { value, diagnostics } = await importDefinition({ file: "/nowhere/a.yaml", text });
    assert.equal(value, undefined);
    assert.deepEqual(diagnostics[0]?.position, { file: "/nowhere/a.yaml", line: 3, column: 5 });
  });
});
