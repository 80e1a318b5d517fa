import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type DiagramEdit, specEdits } from "../../../diagram/edits/diagram-edit.ts";
import { codes, container, edited, refused, SHOP } from "./diagram-edit-shop.ts";

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
