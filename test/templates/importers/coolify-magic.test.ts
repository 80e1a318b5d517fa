import assert from "node:assert/strict";
import { CoolifyDialect } from "../../../templates/importers/coolify/dialect.ts";
import { hasHeader, readHeader } from "../../../templates/importers/coolify/header.ts";
import { magicName } from "../../../templates/importers/coolify/magic-name.ts";

describe("magic names of Coolify", () => {
  it("are told from ordinary ones", () => {
    for (const name of ["SERVICE_API_KEY", "SERVICE_ACCOUNT_JSON", "SERVICE_USERNAME", "POSTGRES_DB", "SERVICE_URL"]) {
      assert.equal(magicName(name), undefined, name);
    }
  });

  it("say what is drawn, and how long", () => {
    const read = (name: string) => {
      const magic = magicName(name);
      return magic?.kind === "drawn" ? [magic.drawn, magic.size, magic.id] : magic;
    };
    assert.deepEqual(read("SERVICE_PASSWORD_DB"), ["password", undefined, "DB"]);
    assert.deepEqual(read("SERVICE_PASSWORD_64_DB"), ["password", 64, "DB"]);
    assert.deepEqual(read("SERVICE_PASSWORDWITHSYMBOLS_64_DB"), ["password", 64, "DB"]);
    assert.deepEqual(read("SERVICE_PASSWORD_2"), ["password", undefined, "2"]);
    assert.deepEqual(read("SERVICE_BASE64_64_JWT"), ["text", 64, "JWT"]);
    assert.deepEqual(read("SERVICE_REALBASE64_32_APP"), ["base64", 32, "APP"]);
    assert.deepEqual(read("SERVICE_HEX_128_SALT"), ["hex", 128, "SALT"]);
    assert.deepEqual(read("SERVICE_USER_MY_DB"), ["user", undefined, "MY_DB"]);
  });

  it("say where an address leads", () => {
    assert.deepEqual(magicName("SERVICE_URL_MY_APP_3000"), { kind: "address", form: "url", id: "MY_APP", port: 3000 });
    assert.deepEqual(magicName("SERVICE_FQDN_APP"), { kind: "address", form: "host", id: "APP" });
    assert.deepEqual(magicName("SERVICE_NAME_DB"), { kind: "host", id: "DB" });
  });
});

describe("the header of a Coolify template", () => {
  const text = [
    "# documentation: https://docs.example.com/start.",
    "# slogan: Keeps notes: all of them.",
    "# category: productivity",
    "# tags: Notes,wiki, self-hosted,notes",
    "# logo: svgs/notes.svg",
    "# port: 8080, 9090",
    "# this is no key: at all",
    "",
    "services: {}",
    "# slogan: too late",
  ].join("\n");

  it("is read until the file itself begins", () => {
    const { entries, port } = readHeader(text);
    assert.deepEqual([...entries.keys()], ["documentation", "slogan", "category", "tags", "logo", "port"]);
    assert.equal(entries.get("slogan"), "Keeps notes: all of them.");
    assert.equal(port, 8080);
    assert.ok(hasHeader(text));
    assert.ok(!hasHeader("# a comment: here\nservices: {}"));
  });

  it("becomes what a gallery tells, each comment with a row", () => {
    const dialect = new CoolifyDialect({ file: "/compose/field-notes.yaml" }, { services: {} }, text);
    const { template, rows } = dialect.finish();
    assert.deepEqual(template, {
      title: "Field notes",
      description: "Keeps notes: all of them.",
      tags: ["productivity", "notes", "wiki", "self-hosted"],
      links: { Documentation: "https://docs.example.com/start" },
      notes: "this is no key: at all",
    });
    assert.deepEqual(
      rows.map(({ path, fate }) => [path[0], fate]),
      [
        ["# documentation", "carried"],
        ["# slogan", "carried"],
        ["# category", "carried"],
        ["# tags", "carried"],
        ["# logo", "unsupported"],
        ["# port", "translated"],
        ["# …", "carried"],
      ],
    );
  });
});

describe("texts of Coolify templates", () => {
  const services = {
    "my-app": {
      environment: ["SERVICE_URL_MYAPP_3000", "SERVICE_URL_API_4000=/v1", "BASE=${SERVICE_URL_MYAPP}"],
    },
    worker: { environment: { SERVICE_URL_MYAPP_3000: "" } },
    admin: { environment: ["SERVICE_FQDN_PANEL"], healthcheck: { test: ["CMD", "curl", "http://127.0.0.1:9001/up"] } },
    store_db: {},
  };
  const text = `# port: 5555\n${JSON.stringify(services)}`;
  const dialect = () => new CoolifyDialect({ file: "/compose/app.yaml" }, { services }, text);
  const written = (value: string, key = "X") => dialect().text(value, ["services", "my-app", "environment", 0, key]);

  it("lead to the service that asks for the address", () => {
    assert.equal(written("${SERVICE_URL_MYAPP}/callback"), "${{my-app.publicUrl}}/callback");
    assert.equal(written("$SERVICE_FQDN_MYAPP_3000"), "${{my-app.publicHost}}");
    assert.equal(written("https://${SERVICE_URL_PANEL}"), "https://${{admin.publicHost}}");
    assert.equal(written("$SERVICE_URL_API"), "https://my-app-4000-$project.$domain/v1");
  });

  it("give each service its ways in, with the port that is told nearest", () => {
    const ways = (service: keyof typeof services) => dialect().exposed(service, services[service]);
    assert.deepEqual(ways("my-app"), [{ port: 3000 }, { port: 4000, path: "/v1" }]);
    assert.deepEqual(ways("admin"), [{ port: 5555 }]);
    assert.deepEqual(ways("worker"), []);
    assert.deepEqual(ways("store_db"), []);
  });

  it("take a name that asks for an address for no variable of the process", () => {
    const at = ["services", "my-app", "environment", 0];
    assert.equal(dialect().ownVariable("my-app", "SERVICE_URL_MYAPP_3000", undefined, at)?.fate, "translated");
    assert.equal(dialect().ownVariable("my-app", "SERVICE_URL_API_4000", "/v1", at)?.fate, "translated");
    assert.equal(dialect().ownVariable("my-app", "SERVICE_URL_API", "https://example.com", at), undefined);
    assert.equal(dialect().ownVariable("my-app", "BASE", "x", at), undefined);
  });

  it("draw one value for one name", () => {
    const own = dialect();
    const at = ["services", "my-app", "environment", 0, "X"];
    assert.equal(
      own.text("postgres://$SERVICE_USER_DB:${SERVICE_PASSWORD_64_DB}@${SERVICE_NAME_STORE_DB}:5432/${DB:-shop}", at),
      "postgres://$DB_USER:$DB_PASSWORD@store-db:5432/$DB",
    );
    assert.equal(own.text("${SERVICE_PASSWORD_64_DB}x", at), "${DB_PASSWORD}x");
    assert.equal(own.text("$SERVICE_HEX_32_SALT$SERVICE_REALBASE64_32_APP", at), "$SALT$APP_KEY");
    assert.deepEqual(own.finish().variables, {
      DB_USER: { generate: 16, secret: false },
      DB_PASSWORD: { generate: 64 },
      SALT: { generate: { kind: "hex", length: 32 } },
      APP_KEY: { generate: { kind: "base64", bytes: 32 } },
      DB: "shop",
    });
  });

  it("leave empty what Coolify leaves empty, and ask for what it asks for", () => {
    const own = dialect();
    const at = ["services", "my-app", "environment", 0, "X"];
    own.text("${SMTP_HOST} ${SMTP_PASSWORD} ${MODE:?fast} ${BUCKET:?} ${HINT:?give a bucket}", at);
    own.text("app:${TAG}", ["services", "my-app", "image"]);
    const { variables = {} } = own.finish();
    assert.equal(variables.SMTP_HOST, "");
    assert.equal(variables.SMTP_PASSWORD, "");
    assert.equal(variables.MODE, "fast");
    assert.deepEqual(
      ["BUCKET", "HINT", "TAG"].map((name) => (variables[name] as { default?: unknown }).default),
      [undefined, undefined, undefined],
    );
    assert.equal((variables.HINT as { description?: string }).description, "give a bucket");
  });

  it("lead parts of one address to several services", () => {
    const parts = {
      web: { environment: ["SERVICE_URL_WEB=/"] },
      console: { environment: ["SERVICE_URL_WEB=/console"], expose: ["8000"] },
    };
    const own = new CoolifyDialect({ file: "/x.yaml" }, { services: parts }, JSON.stringify(parts));
    assert.deepEqual(own.exposed("web", parts.web), [{ port: 80 }]);
    assert.deepEqual(own.exposed("console", parts.console), [
      { port: 8000, hosts: ["web-$project.$domain"], path: "/console" },
    ]);
  });

  it("write out a default that is made of magic names", () => {
    const source = "A=${HOST:-api.$SERVICE_FQDN_PANEL} B=${HOST}";
    const own = new CoolifyDialect({ file: "/x.yaml" }, { services }, `${text}${source}`);
    const at = ["services", "my-app", "environment", 0, "X"];
    assert.equal(own.text(source, at), "A=api.${{admin.publicHost}} B=api.${{admin.publicHost}}");
    assert.equal(own.finish().variables, undefined);
  });

  it("take hyphens for a part of a magic name", () => {
    assert.equal(written("${SERVICE_PASSWORDWITHSYMBOLS_64_9ROUTER-JWT-SECRET}"), "$v9ROUTER_JWT_SECRET");
  });

  it("are written as they are where they are a file", () => {
    const content = dialect().text("proxy_pass $host ${X};", ["services", "my-app", "volumes", 0]);
    assert.equal(content, "proxy_pass $$host $${X};");
    assert.equal(dialect().inlineFile({ type: "bind", content: "a" }), "a");
    assert.equal(dialect().inlineFile({ type: "bind" }), undefined);
  });

  it("of old templates name URLs by FQDN", () => {
    const old = { app: { environment: ["SERVICE_FQDN_APP_80", "APP_URL=$SERVICE_FQDN_APP"] } };
    const own = new CoolifyDialect({ file: "/x.yaml" }, { services: old }, JSON.stringify(old));
    assert.equal(own.text("$SERVICE_FQDN_APP", ["services", "app", "environment", 1, "APP_URL"]), "${{app.publicUrl}}");
    assert.equal(own.text("$SERVICE_FQDN_APP", ["services", "app", "environment", 1, "HOST"]), "${{app.publicHost}}");
  });
});
