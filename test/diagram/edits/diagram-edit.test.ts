import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { applySpecEdits } from "../../../diagram/edits/apply-spec-edits.ts";
import { type DiagramEdit, freshName, specEdits } from "../../../diagram/edits/diagram-edit.ts";
import type { DefinitionFormat } from "../../../diagram/edits/edit-text.ts";
import type { Json } from "../../../diagram/edits/spec-edit.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests look into plain values
type Plain = any;

const SHOP = {
  project: { name: "shop" },
  variables: { db_host: "data-base", image: { default: "nginx:1" }, count: 1 },
  environmentGroups: { mail: { SMTP_HOST: "mailer", MAIL_URL: "smtp://mailer:25" } },
  containers: [
    {
      name: "web",
      image: "$image",
      environment: {
        DATABASE_URL: "${{data_base.url}}",
        DATABASE_HOST: "$db_host",
        REPLICA: "postgres://data-base.shop:5432/shop?x=data-base",
        DB_NAME: "data-base",
      },
      environmentFrom: ["mail"],
      options: {
        expose: { port: 8080, hosts: ["shop.example.com"] },
        waitFor: ["data_base", { container: "mailer", port: 25 }],
        aliases: ["shop-web"],
      },
    },
    {
      name: "data_base",
      image: "postgres:18",
      environment: { POSTGRES_PASSWORD: "x", SELF: "http://data-base:1", NAME: "data-base" },
      options: { ports: [5432], volumes: [{ volume: "data", path: "/var/lib/postgresql" }] },
    },
    { name: "mailer", image: "mail:1", options: { ports: [25] } },
    { name: "nightly", image: "busybox:1", options: { workload: { kind: "cron", schedule: "@daily" } } },
  ],
  volumes: [{ name: "data", size: "1Gi" }],
};

function edited(edit: DiagramEdit, value: unknown = SHOP, format?: DefinitionFormat): Plain {
  return applySpecEdits(value as Json, specEdits(value, edit, format).edits);
}

function container(value: Plain, name: string): Plain {
  return value.containers.find((one: { name: string }) => one.name === name);
}

function codes(edit: DiagramEdit, value: unknown = SHOP): string[] {
  return specEdits(value, edit).notes.map(({ severity, code }) => `${severity} ${code}`);
}

function refused(edit: DiagramEdit, code: string, value: unknown = SHOP): void {
  assert.throws(() => specEdits(value, edit), { name: "EditError", code });
}

describe("renaming a container", () => {
  const renamed = edited({ kind: "rename", part: { container: "data_base" }, name: "store" });

  it("renames expressions, waits, hosts of addresses and blanks that hold the host", () => {
    assert.equal(container(renamed, "data_base"), undefined);
    const { environment, options } = container(renamed, "web");
    assert.deepEqual(environment, {
      DATABASE_URL: "${{store.url}}",
      DATABASE_HOST: "$db_host",
      REPLICA: "postgres://store.shop:5432/shop?x=data-base",
      DB_NAME: "data-base",
    });
    assert.deepEqual(options.waitFor, ["store", { container: "mailer", port: 25 }]);
    assert.equal(renamed.variables.db_host, "store");
  });

  it("renames addresses of its own, but no word of its own that may be something else", () => {
    const { environment } = container(renamed, "store");
    assert.equal(environment.SELF, "http://store:1");
    assert.equal(environment.NAME, "data-base");
  });

  it("renames hosts in environment groups, and waits with a port", () => {
    const after = edited({ kind: "rename", part: { container: "mailer" }, name: "post" });
    assert.deepEqual(after.environmentGroups.mail, { SMTP_HOST: "post", MAIL_URL: "smtp://post:25" });
    assert.deepEqual(container(after, "web").options.waitFor[1], { container: "post", port: 25 });
  });

  it("leaves a word of a command that may be a script's name, and tells of it", () => {
    const value = {
      project: { name: "p" },
      containers: [{ name: "worker" }, { name: "web", command: ["npm", "worker"] }],
    };
    const edit: DiagramEdit = { kind: "rename", part: { container: "worker" }, name: "jobs" };
    assert.deepEqual(container(edited(edit, value), "web").command, ["npm", "worker"]);
    assert.deepEqual(codes(edit, value), ["warning mention-left"]);
  });

  it("renames hosts behind options, and in files and scripts by their ports and addresses", () => {
    const args = ["--db-host", "db", "--url=http://db/x", "sh -c 'nc db:5432; echo db'"];
    const file = "server db:8080;\nproxy_pass http://db/;\n";
    const value = {
      project: { name: "p" },
      containers: [{ name: "db" }, { name: "a", args, options: { volumes: [{ file, path: "/f" }] } }],
    };
    const after = container(edited({ kind: "rename", part: { container: "db" }, name: "pg" }, value), "a");
    assert.deepEqual(after.args, ["--db-host", "pg", "--url=http://pg/x", "sh -c 'nc pg:5432; echo db'"]);
    assert.equal(after.options.volumes[0].file, "server pg:8080;\nproxy_pass http://pg/;\n");
  });

  it("leaves ${{ that stands for itself, and other names that begin alike", () => {
    const environment = { A: "$${{db.url}}", B: "${{ db.url }}", C: "${{db-2.url}}", D: "db-2:80" };
    const value = { project: { name: "p" }, containers: [{ name: "db" }, { name: "a", environment }] };
    const after = edited({ kind: "rename", part: { container: "db" }, name: "pg" }, value);
    assert.deepEqual(container(after, "a").environment, { ...environment, B: "${{ pg.url }}" });
  });

  it("refuses names that are taken or none", () => {
    const rename = (name: string): DiagramEdit => ({ kind: "rename", part: { container: "web" }, name });
    for (const name of ["", "Web", "1a", "a b", "a-", "x".repeat(64), "__proto__"]) refused(rename(name), "wrong-name");
    refused(rename("data-base"), "name-taken");
    refused({ kind: "rename", part: { container: "mailer" }, name: "shop_web" }, "name-taken");
    refused({ kind: "rename", part: { container: "nothing" }, name: "x" }, "not-found");
    refused({ kind: "rename", part: { container: "nightly" }, name: "x".repeat(60) }, "wrong-name");
    assert.deepEqual(specEdits(SHOP, rename("web")).edits, []);
  });

  it("takes an alias away that is now its name", () => {
    assert.deepEqual(
      container(edited({ kind: "rename", part: { container: "web" }, name: "shop-web" }), "shop-web").options.aliases,
      [],
    );
  });
});

describe("renaming a volume or an environment group", () => {
  it("renames its mounts, and tells that the data stays behind", () => {
    const edit: DiagramEdit = { kind: "rename", part: { volume: "data" }, name: "files" };
    assert.deepEqual(edited(edit).volumes, [{ name: "files", size: "1Gi" }]);
    assert.equal(container(edited(edit), "data_base").options.volumes[0].volume, "files");
    assert.deepEqual(codes(edit), ["warning data-left-behind"]);
  });

  it("renames it where containers take it", () => {
    const after = edited({ kind: "rename", part: { group: "mail" }, name: "post" });
    assert.deepEqual(Object.keys(after.environmentGroups), ["post"]);
    assert.deepEqual(container(after, "web").environmentFrom, ["post"]);
  });
});

describe("adding", () => {
  it("a container takes the name, image, port and public address", () => {
    const after = edited({
      kind: "add-container",
      name: "api",
      image: "api:1",
      port: 3000,
      expose: true,
      after: "web",
    });
    assert.deepEqual(after.containers[1], { name: "api", image: "api:1", options: { expose: 3000 } });
    const inside = edited({ kind: "add-container", name: "api", image: "api:1", port: 3000 });
    assert.deepEqual(inside.containers.at(-1), { name: "api", image: "api:1", options: { ports: [3000] } });
  });

  it("a database gets a volume, and a password that is drawn", () => {
    const after = edited({ kind: "add-container", name: "data", preset: "postgres" });
    assert.equal(container(after, "data").environment.POSTGRES_PASSWORD, "$data_password");
    assert.deepEqual(after.variables.data_password.generate, { kind: "password", length: 32 });
    assert.deepEqual(after.volumes.at(-1), { name: "data-data", size: "5Gi" });
    assert.deepEqual(container(after, "data").options.volumes, [{ volume: "data-data", path: "/var/lib/postgresql" }]);
  });

  it("a database in TypeScript, which has no blanks, has no password, which is told", () => {
    const { notes } = specEdits(SHOP, { kind: "add-container", name: "pg", preset: "postgres" }, "typescript");
    assert.deepEqual(
      notes.map(({ code }) => code),
      ["no-password"],
    );
    assert.equal(
      edited({ kind: "add-container", name: "pg", preset: "postgres" }, SHOP, "typescript").variables.pg_password,
      undefined,
    );
  });

  it("refuses what is taken, and what is no image, port or size", () => {
    refused({ kind: "add-container", name: "data-base", image: "x" }, "name-taken");
    refused({ kind: "add-container", name: "x", image: "Not an image" }, "wrong-image");
    refused({ kind: "add-container", name: "x", preset: "worker" }, "no-image");
    refused({ kind: "add-container", name: "x", image: "a", port: 70_000 }, "wrong-port");
    refused({ kind: "add-container", name: "x", image: "a", after: "none" }, "not-found");
    refused({ kind: "add-container", name: "x", preset: "toString" as "web" }, "unknown-preset");
    refused({ kind: "add-volume", name: "data" }, "name-taken");
    refused({ kind: "add-volume", name: "more", size: "big" }, "wrong-size");
    refused({ kind: "add-group", name: "mail" }, "name-taken");
  });
});

describe("connecting", () => {
  it("a container to a database gives it a variable with the address", () => {
    const after = edited({ kind: "connect", from: { container: "mailer" }, to: { container: "data_base" } });
    assert.deepEqual(container(after, "mailer").environment, { DATA_BASE_URL: "${{data_base.url}}" });
  });

  it("gives the host where no port is known, and opens the port that clients use", () => {
    const containers = [
      { name: "a" },
      { name: "plain", image: "x:1" },
      { name: "s3", image: "minio/minio:1", options: { expose: 9001 } },
    ];
    const value = { project: { name: "p" }, containers };
    const host = edited({ kind: "connect", from: { container: "a" }, to: { container: "plain" } }, value);
    assert.deepEqual(container(host, "a").environment, { PLAIN_HOST: "${{plain.host}}" });
    const opened = edited({ kind: "connect", from: { container: "a" }, to: { container: "s3" } }, value);
    assert.deepEqual(container(opened, "a").environment, { S3_URL: "${{s3.url}}" });
    assert.deepEqual(container(opened, "s3").options.ports, [9000]);
  });

  it("never writes over a variable that means something else", () => {
    const containers = [
      { name: "a", environment: { DB_URL: "sqlite" } },
      { name: "db", image: "postgres:18" },
    ];
    const value = { project: { name: "p" }, containers };
    const edit: DiagramEdit = { kind: "connect", from: { container: "a" }, to: { container: "db" } };
    assert.deepEqual(container(edited(edit, value), "a").environment, { DB_URL: "sqlite", DB_URL_2: "${{db.url}}" });
    refused({ ...edit, variable: "DB_URL" }, "variable-taken", value);
    assert.equal(container(edited({ ...edit, variable: "PG" }, value), "a").environment.PG, "${{db.url}}");
  });

  it("what is connected already changes nothing", () => {
    const edit: DiagramEdit = { kind: "connect", from: { container: "web" }, to: { container: "data_base" } };
    assert.deepEqual(specEdits(SHOP, edit).edits, []);
    assert.deepEqual(codes(edit), ["note connected"]);
  });

  it("a container to somebody outside lets it through the network, and back", () => {
    const peer = { project: "billing", container: "api_v1", ports: [443] };
    const edit: DiagramEdit = { kind: "connect", from: { container: "web" }, to: { peer } };
    const after = edited(edit);
    assert.deepEqual(container(after, "web").options.network, { to: [peer] });
    assert.equal(container(after, "web").environment.API_V1_HOST, "api-v1.billing");
    assert.deepEqual(specEdits(after, edit).edits, []);
    const back = edited({ ...edit, kind: "disconnect" }, after);
    assert.deepEqual(container(back, "web").options.network, { to: [] });
  });

  it("somebody outside to a container lets the calls in", () => {
    const after = edited({ kind: "connect", from: { peer: { cidr: "10.1.0.0/16" } }, to: { container: "mailer" } });
    assert.deepEqual(container(after, "mailer").options.network, { from: [{ cidr: "10.1.0.0/16" }] });
    refused({ kind: "connect", from: { peer: { host: "a.b" } }, to: { container: "mailer" } }, "host-calls");
  });

  it("a container to a group gives it the environment of the group", () => {
    const after = edited({ kind: "connect", from: { container: "mailer" }, to: { group: "mail" } });
    assert.deepEqual(container(after, "mailer").environmentFrom, ["mail"]);
  });

  it("refuses what nothing calls, itself, the project itself, and what is no peer", () => {
    refused({ kind: "connect", from: { container: "web" }, to: { container: "nightly" } }, "no-host-name");
    refused({ kind: "connect", from: { container: "web" }, to: { container: "web" } }, "itself");
    refused({ kind: "connect", from: { container: "web" }, to: { peer: { project: "shop" } } }, "own-project");
    refused({ kind: "connect", from: { container: "web" }, to: { peer: {} } }, "no-peer");
    refused({ kind: "connect", from: { volume: "data" }, to: { container: "web" } }, "no-connection");
    refused({ kind: "connect", from: { container: "web" }, to: { volume: "data" } }, "no-connection");
  });

  it("is undone by disconnecting: variables and waits go, and what stays is told", () => {
    const edit: DiagramEdit = { kind: "disconnect", from: { container: "web" }, to: { container: "data_base" } };
    const { environment, options } = container(edited(edit), "web");
    assert.deepEqual(environment, { DB_NAME: "data-base" });
    assert.deepEqual(options.waitFor, [{ container: "mailer", port: 25 }]);
    assert.deepEqual(codes({ ...edit, to: { container: "mailer" } }), ["warning mention-left", "warning mention-left"]);
    refused({ ...edit, to: { container: "nightly" } }, "not-connected");
  });
});

describe("deleting", () => {
  it("a container takes along what asks for it, also by way of others, and tells so", () => {
    const containers = [
      { name: "db", environment: { SCHEMA: "s" } },
      { name: "a", environment: { DB: "${{db.url}}", KEPT: "1" }, options: { waitFor: ["db"] } },
      {
        name: "b",
        environment: { DB: "${{a.DB}}" },
        args: ["--db", "${{db.SCHEMA}}", "--x"],
        command: ["sh", "echo ${{db.host}}"],
      },
    ];
    const value = { project: { name: "p" }, containers };
    const edit: DiagramEdit = { kind: "delete", part: { container: "db" } };
    const after = edited(edit, value);
    assert.deepEqual(after.containers, [
      { name: "a", environment: { KEPT: "1" }, options: {} },
      { name: "b", environment: {}, args: ["--x"], command: ["sh", "echo ${{db.host}}"] },
    ]);
    assert.deepEqual(
      codes(edit, value).filter((code) => code.startsWith("error")),
      ["error unknown-expression"],
    );
    assert.equal(codes(edit, value).filter((code) => code === "note also-removed").length, 4);
  });

  it("a container tells which volume nobody mounts any more, and where its host is still named", () => {
    const told = codes({ kind: "delete", part: { container: "data_base" } });
    assert(told.includes("note unused"));
    assert(told.includes("warning mention-left"));
  });

  it("a volume takes its mounts along, and warns of the data", () => {
    const edit: DiagramEdit = { kind: "delete", part: { volume: "data" } };
    assert.deepEqual(container(edited(edit), "data_base").options, { ports: [5432] });
    assert.deepEqual(edited(edit).volumes, []);
    assert(codes(edit).includes("warning data-at-risk"));
  });

  it("a group is taken from all who have it", () => {
    const after = edited({ kind: "delete", part: { group: "mail" } });
    assert.equal(container(after, "web").environmentFrom, undefined);
    assert.deepEqual(after.environmentGroups, {});
  });

  it("a peer is taken from every network it stands in", () => {
    const to = [{ host: "a.example.com" }, { host: "b.example.com" }, { host: "a.example.com", ports: [443] }];
    const value = {
      project: { name: "p" },
      network: { to },
      containers: [{ name: "a", options: { network: { to } } }],
    };
    const after = edited({ kind: "delete", part: { peer: { host: "a.example.com" } } }, value);
    assert.deepEqual(after.network.to, [{ host: "b.example.com" }]);
    assert.deepEqual(after.containers[0].options.network.to, [{ host: "b.example.com" }]);
    refused({ kind: "delete", part: { peer: { host: "c.example.com" } } }, "not-found", value);
  });
});

describe("duplicating", () => {
  it("a container gives one with a fresh name, without what only one can have, that means itself", () => {
    const after = edited({ kind: "duplicate", part: { container: "data_base" } });
    const copy = after.containers[2];
    assert.equal(copy.name, "data_base-2");
    assert.equal(copy.environment.SELF, "http://data-base-2:1");
    const web = edited({ kind: "duplicate", part: { container: "web" }, name: "shop" }).containers[1];
    assert.deepEqual(web.options.expose, { port: 8080 });
    assert.equal(web.options.aliases, undefined);
  });

  it("volumes and groups works too", () => {
    assert.deepEqual(edited({ kind: "duplicate", part: { volume: "data" } }).volumes[1], {
      name: "data-2",
      size: "1Gi",
    });
    assert.deepEqual(Object.keys(edited({ kind: "duplicate", part: { group: "mail" }, name: "m" }).environmentGroups), [
      "mail",
      "m",
    ]);
  });
});

describe("settings of a container", () => {
  it("how many run takes the place of a scale, and is refused where that is decided otherwise", () => {
    const value = { project: { name: "p" }, containers: [{ name: "a", options: { scale: { maximum: 3 } } }] };
    const edit: DiagramEdit = { kind: "scale", container: "a", replicas: 2 };
    assert.deepEqual(container(edited(edit, value), "a").options, { replicas: 2 });
    assert.deepEqual(codes(edit, value), ["warning no-longer-scaled"]);
    assert.deepEqual(codes({ kind: "scale", container: "data_base", replicas: 2 }), ["error volume-for-one"]);
    assert.deepEqual(specEdits(SHOP, { kind: "scale", container: "web", replicas: 1 }).edits, []);
    refused({ kind: "scale", container: "nightly", replicas: 2 }, "not-scalable");
    for (const replicas of [-1, 1.5, 1001, Number.NaN])
      refused({ kind: "scale", container: "web", replicas }, "wrong-number");
  });

  it("a public address comes and goes, and those who use the port still find it", () => {
    const value = {
      project: { name: "p" },
      containers: [
        { name: "a", environment: { PORT: "$port" }, options: { expose: true } },
        { name: "b", environment: { A: "${{a.url}}", P: "${{a.publicUrl}}" } },
      ],
      variables: { port: 3000 },
    };
    const edit: DiagramEdit = { kind: "expose", container: "a", on: false };
    assert.deepEqual(container(edited(edit, value), "a").options, { ports: ["$port"] });
    assert.deepEqual(codes(edit, value), ["error unknown-expression"]);
    assert.equal(container(edited({ kind: "expose", container: "mailer", on: true }), "mailer").options.expose, true);
    assert.equal(
      container(edited({ kind: "expose", container: "web", on: true, port: 9 }), "web").options.expose.port,
      9,
    );
    refused({ kind: "expose", container: "nightly", on: true }, "not-exposable");
  });

  it("variables are set and taken away, and who misses one is told", () => {
    const edit: DiagramEdit = {
      kind: "set-environment",
      of: { container: "data_base" },
      set: { X: 1, NAME: "n" },
      remove: ["SELF"],
    };
    assert.deepEqual(container(edited(edit), "data_base").environment, { POSTGRES_PASSWORD: "x", NAME: "n", X: 1 });
    const value = {
      project: { name: "p" },
      containers: [
        { name: "a", environment: { K: "1" } },
        { name: "b", environment: { L: "${{a.K}}" } },
      ],
    };
    assert.deepEqual(codes({ kind: "set-environment", of: { container: "a" }, remove: ["K"] }, value), [
      "error unknown-expression",
    ]);
    assert.equal(
      edited({ kind: "set-environment", of: { group: "mail" }, set: { A: true } }).environmentGroups.mail.A,
      true,
    );
    refused({ kind: "set-environment", of: { group: "none" }, set: {} }, "not-found");
    refused({ kind: "set-environment", of: { container: "web" }, set: { "1 A": "" } }, "wrong-variable");
    refused({ kind: "set-environment", of: { container: "web" }, set: { A: "" }, remove: ["A"] }, "contradiction");
  });

  it("volumes are mounted at paths that are free, and taken away again", () => {
    const after = edited({ kind: "attach-volume", container: "web", volume: "data", path: "/srv", readOnly: true });
    assert.deepEqual(container(after, "web").options.volumes, [{ volume: "data", path: "/srv", readOnly: true }]);
    assert.deepEqual(codes({ kind: "attach-volume", container: "web", volume: "data", path: "/srv" }), [
      "warning volume-for-one",
    ]);
    const back = edited({ kind: "detach-volume", container: "web", volume: "data" }, after);
    assert.equal(container(back, "web").options.volumes, undefined);
    refused(
      { kind: "attach-volume", container: "data_base", volume: "data", path: "/var/lib//postgresql/" },
      "path-taken",
    );
    for (const path of ["", "data", "/", "/a/../b", "/a:b"]) {
      refused({ kind: "attach-volume", container: "web", volume: "data", path }, "wrong-path");
    }
    refused({ kind: "attach-volume", container: "web", volume: "none", path: "/x" }, "not-found");
    refused({ kind: "detach-volume", container: "web", volume: "data" }, "not-mounted");
  });

  it("a volume for one node is told of where several run", () => {
    const value = {
      project: { name: "p" },
      containers: [{ name: "a", options: { scale: { maximum: "$most" } } }],
      volumes: [{ name: "data" }],
      variables: { most: { default: 4 } },
    };
    const edit: DiagramEdit = { kind: "attach-volume", container: "a", volume: "data", path: "/data" };
    assert.deepEqual(codes(edit, value), ["error volume-for-one"]);
    assert.deepEqual(codes(edit, { ...value, variables: { most: 1 } }), []);
  });

  it("a volume never gets the name that a folder of its container has", () => {
    const volumes = [
      { empty: { name: "tmp-files" }, path: "/tmp" },
      { volume: "data", path: "/data" },
    ];
    const value = {
      project: { name: "p" },
      containers: [{ name: "a", options: { volumes } }],
      volumes: [{ name: "data" }, { name: "tmp_files" }],
    };
    refused({ kind: "rename", part: { volume: "data" }, name: "tmp-files" }, "name-taken", {
      ...value,
      volumes: [{ name: "data" }],
    });
    refused({ kind: "attach-volume", container: "a", volume: "tmp_files", path: "/x" }, "name-taken", value);
  });

  it("options are set below short forms, which are written in full", () => {
    const options = { resources: "small", workload: "cron", expose: 80, health: false };
    const value = { project: { name: "p" }, containers: [{ name: "a", options }] };
    const set = (path: string[], to?: Json) =>
      container(
        edited({ kind: "set-option", container: "a", path, ...(to !== undefined && { value: to }) }, value),
        "a",
      ).options;
    assert.deepEqual(set(["resources", "memory"], "1Gi").resources, { size: "small", memory: "1Gi" });
    assert.deepEqual(set(["workload", "schedule"], "@daily").workload, { kind: "cron", schedule: "@daily" });
    assert.deepEqual(set(["expose", "path"], "/x").expose, { port: 80, path: "/x" });
    assert.deepEqual(set(["health", "http"], "/").health, { http: "/" });
    assert.equal(set(["resources"]).resources, undefined);
    assert.deepEqual(set(["resources", "memory"]), options);
    assert.deepEqual(set(["lifecycle", "beforeStop", "sleep"], 3).lifecycle, { beforeStop: { sleep: 3 } });
    refused({ kind: "set-option", container: "a", path: [], value: 1 }, "no-option", value);
  });

  it("tags, the image and the project's description are set", () => {
    assert.deepEqual(
      container(edited({ kind: "set-tags", container: "web", tags: ["a", "b", "a"] }), "web").options.tags,
      ["a", "b"],
    );
    refused({ kind: "set-tags", container: "web", tags: ["no tag!"] }, "wrong-tag");
    assert.equal(container(edited({ kind: "set-image", container: "web", image: "nginx:2" }), "web").image, "nginx:2");
    refused({ kind: "set-image", container: "web", image: "" }, "wrong-image");
    assert.equal(edited({ kind: "set-description", description: "A shop." }).project.description, "A shop.");
    assert.equal("description" in edited({ kind: "set-description", description: "" }).project, false);
    refused({ kind: "set-description", description: "x".repeat(1001) }, "too-long");
  });
});

describe("any value", () => {
  it("that is no definition is refused, and parts of another form are passed over", () => {
    for (const value of [null, 3, "x", []]) refused({ kind: "add-volume", name: "a" }, "not-a-definition", value);
    const odd = {
      containers: [3, null, { name: 4 }, { name: "a", options: [], environment: 3 }],
      volumes: {},
      environmentGroups: [],
      network: 1,
    };
    assert.deepEqual(edited({ kind: "set-image", container: "a", image: "b" }, odd).containers[3].image, "b");
    assert.equal(specEdits(odd, { kind: "delete", part: { container: "a" } }).edits.length, 1);
    refused({ kind: "never" } as unknown as DiagramEdit, "unknown-edit");
  });
});

describe("a fresh name", () => {
  it("is the wish, else the wish with the first free number, whatever the wish", () => {
    assert.equal(freshName([], "web"), "web");
    assert.equal(freshName(["web"], "web"), "web-2");
    assert.equal(freshName(["web", "web-2"], "web-2"), "web-3");
    assert.equal(freshName(["a_b"], "a-b"), "a-b-2");
    assert.equal(freshName([], "My App!"), "my-app");
    assert.equal(freshName([], "42"), "container");
    assert.equal(freshName(["x".repeat(63)], "x".repeat(80)), `${"x".repeat(61)}-2`);
  });
});
