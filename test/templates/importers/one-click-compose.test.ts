import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { imported, rowOf } from "./support.ts";

const importApp = (services: object, variables: readonly object[] = []) => {
  const caproverOneClickApp = { displayName: "Notes", variables };
  const text = JSON.stringify({ captainVersion: 4, services, caproverOneClickApp });
  return imported({ file: "/apps/notes.yml", text });
};

const WEB = { image: "nginx:1.29" };
const INNER = { caproverExtra: { notExposeAsWebApp: "true" } };

describe("what one-click apps take from compose files", () => {
  it("has two dollars for one in health checks, which CapRover does not read", async () => {
    const healthcheck = { test: ["CMD-SHELL", "mysqladmin ping -p$$ROOT_PASSWORD"] };
    const { definition } = await importApp({ $$cap_appname: { image: "mysql:9", healthcheck, ...INNER } });
    assert.deepEqual(definition.containers[0]?.options?.health, {
      command: ["sh", "-c", "mysqladmin ping -p$$ROOT_PASSWORD"],
    });
  });

  it("may name services as they were called there", async () => {
    const { definition, losses } = await importApp({
      "$$cap_appname-db": { image: "mysql:9", ...INNER },
      $$cap_appname: { ...WEB, depends_on: { db: { condition: "service_healthy" } } },
    });
    assert.deepEqual(definition.containers[1]?.options?.waitFor, ["db"]);
    assert.equal(rowOf({ losses }, "services.$$cap_appname.depends_on.db").fate, "carried");
  });

  it("may leave keys empty", async () => {
    const { text, losses } = await importApp({ $$cap_appname: { ...WEB, user: null, command: null } });
    assert.doesNotMatch(text, /Not taken over/);
    assert.equal(rowOf({ losses }, "services.$$cap_appname.user").became, "nothing: it is empty");
  });

  it("calls apps by ports that are asked for, which are not those of the web", async () => {
    const ports = [{ id: "$$cap_port", label: "Port", defaultValue: "9735" }];
    const { definition } = await importApp(
      {
        $$cap_appname: { ...WEB, environment: { URL: "http://srv-captain--$$cap_appname-node:$$cap_port/" } },
        "$$cap_appname-node": { image: "example/node:1", ...INNER },
      },
      ports,
    );
    assert.equal(definition.containers[1]?.options?.ports, undefined);
  });

  it("keeps the words of names that are written together", async () => {
    const { definition } = await importApp({ $$cap_appname: { ...WEB, environment: { A: "$$cap_steamPassword" } } }, [
      { id: "$$cap_steamPassword", label: "Password" },
    ]);
    assert.deepEqual(definition.containers[0]?.environment, { A: "$steam_password" });
  });

  it("tells of apps that it does not hold", async () => {
    const { definition, diagnostics } = await importApp({
      $$cap_appname: { ...WEB, environment: { A: "srv-captain--$$cap_appname_redis" } },
    });
    assert.deepEqual(definition.containers[0]?.environment, { A: "srv-captain--${project}_redis" });
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ["other-app"],
    );
  });

  it("says nothing of a port that nobody outside asks", async () => {
    const caproverExtra = { containerHttpPort: "9898", notExposeAsWebApp: "true" };
    const { definition, losses } = await importApp({ $$cap_appname: { ...WEB, caproverExtra } });
    assert.equal(definition.containers[0]?.options?.expose, undefined);
    const row = rowOf({ losses }, "services.$$cap_appname.caproverExtra.containerHttpPort");
    assert.equal(row.became, "nothing: it has no public address");
  });

  it("has paths without a quote that was left over", async () => {
    const { definition } = await importApp({ $$cap_appname: { ...WEB, volumes: ['$$cap_appname-data:/data"'] } });
    assert.deepEqual(definition.containers[0]?.options?.volumes, [{ volume: "data", path: "/data" }]);
  });
});
