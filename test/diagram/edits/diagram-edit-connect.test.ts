import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type DiagramEdit, specEdits } from "../../../diagram/edits/diagram-edit.ts";
import { codes, container, edited, refused, SHOP } from "./diagram-edit-shop.ts";

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
