import assert from "node:assert/strict";
import { OneClickDialect } from "../../../templates/importers/one-click/dialect.ts";
import { splitTokens } from "../../../templates/importers/one-click/tokens.ts";

describe("texts of one-click apps", () => {
  const dialect = () =>
    new OneClickDialect(
      { file: "/apps/shop.yml" },
      {
        services: {
          $$cap_appname: { caproverExtra: { containerHttpPort: "3000" } },
          "$$cap_appname-db": { caproverExtra: { notExposeAsWebApp: "true" } },
          "$$cap_appname-mail_catcher": { caproverExtra: { notExposeAsWebApp: false } },
        },
        caproverOneClickApp: {
          variables: [
            { id: "$$cap_version", label: "Version", defaultValue: "2.1" },
            { id: "$$cap_version_long", label: "Long version" },
            { id: "$$cap_domain", label: "Domain" },
            { id: "$$port", label: "Port", defaultValue: 8080 },
          ],
        },
      },
    );
  const written = (text: string) => dialect().text(text, ["services", "$$cap_appname", "environment", "X"]);

  it("name variables, the longest id first", () => {
    assert.equal(written("app:$$cap_version"), "app:$version");
    assert.equal(written("$$cap_version_long/$$cap_version_x"), "$version_long/${version}_x");
    assert.equal(written("$$cap_versions"), "${version}s");
  });

  it("do not take a name that every definition has", () => {
    assert.equal(written("$$cap_domain/$$cap_root_domain"), "$domain_name/$domain");
  });

  it("name public addresses by their container", () => {
    assert.equal(written("http://$$cap_appname.$$cap_root_domain/login"), "${{shop.publicUrl}}/login");
    assert.equal(written("$$cap_appname.$$cap_root_domain"), "${{shop.publicHost}}");
    assert.equal(written("ws://$$cap_appname-mail_catcher.$$cap_root_domain"), "wss://${{mail-catcher.publicHost}}");
    assert.equal(written("https://$$cap_appname-db.$$cap_root_domain"), "https://db-$project.$domain");
    assert.equal(written("wss://$$cap_appname.$$cap_root_domain:9000"), "wss://${{shop.publicHost}}:9000");
  });

  it("name containers by their host names", () => {
    assert.equal(written("redis://srv-captain--$$cap_appname-db:6379/0"), "redis://db:6379/0");
    assert.equal(written("srv-captain--$$cap_appname"), "shop");
  });

  it("name the project", () => {
    assert.equal(written("$$cap_appname-backups"), "$project-backups");
    assert.equal(written("$$cap_appname_db"), "${project}_db");
  });

  it("keep dollars of their own", () => {
    assert.equal(written("\\$scheme costs $5 and $$ and ${x}"), "\\$$scheme costs $$5 and $$$$ and $${x}");
  });

  it("ask for a blank that the form has forgotten", () => {
    const own = dialect();
    assert.equal(own.text("$$cap_forgotten", ["services", "$$cap_appname", "environment", "X"]), "$forgotten");
    assert.deepEqual(own.finish().variables?.forgotten, {
      description: "The form of the one-click app does not ask for it.",
      default: "",
    });
  });

  it("draw the same value for the same key of several services", () => {
    const own = dialect();
    const key = (service: string) =>
      own.text("$$cap_gen_random_hex(20)", ["services", service, "environment", "VAPID_KEY"]);
    assert.equal(key("$$cap_appname"), "$vapid_key");
    assert.equal(key("$$cap_appname-db"), "$vapid_key");
    assert.deepEqual(own.finish().variables?.vapid_key, { generate: { kind: "hex", length: 20 } });
  });

  it("are numbers where numbers must stand", () => {
    const own = dialect();
    const at = ["services", "$$cap_appname", "ports", 0];
    assert.equal(own.number("25", at), 25);
    assert.equal(own.number("$$port", at), "$port");
    assert.equal(own.number("x$$port", at), undefined);
    assert.deepEqual(own.finish().variables?.port, {
      label: "Port",
      type: "number",
      default: 8080,
      minimum: 1,
      maximum: 65535,
    });
  });

  it("come to their defaults where they must be known", () => {
    const own = dialect();
    assert.equal(own.literal("v$$cap_version", []), "v2.1");
    assert.equal(own.literal("$$cap_version_long", []), undefined);
    assert.equal(own.volumeName("$$cap_appname-db-data"), "db-data");
    assert.equal(own.volumeName("$$cap_appname"), "data");
  });

  it("are split in linear time", () => {
    const text = "$$cap_appname-".repeat(20_000);
    assert.ok(splitTokens(text, new Set()).length > 10_000);
  });
});
