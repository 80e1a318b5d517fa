import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { imported } from "./support.ts";

const HEADER = "# slogan: Notes.\n# documentation: https://example.com/docs\n# tags: notes\n# port: 9091\n";

const importTemplate = (text: string) => imported({ file: "/templates/notes.yaml", text: HEADER + text });

describe("names in Coolify templates", () => {
  it("stand for what the environment of a service gives them", async () => {
    const { definition } = await importTemplate(`
services:
  db:
    image: postgres:17
    environment:
      - POSTGRES_USER=$SERVICE_USER_POSTGRES
      - POSTGRES_DB=\${POSTGRES_DB:-notes}
      - POSTGRES_PORT=\${SERVICE_DB_PORT:-5432}
    healthcheck:
      test: ["CMD-SHELL", "pg_isready -p \${POSTGRES_PORT} -U \${POSTGRES_USER} -d \${POSTGRES_DB}"]
`);
    assert.deepEqual(definition.variables, {
      POSTGRES_USER: { generate: 16, secret: false },
      POSTGRES_DB: "notes",
      SERVICE_DB_PORT: "5432",
    });
    const [db] = definition.containers;
    const check = "pg_isready -p $SERVICE_DB_PORT -U $POSTGRES_USER -d $POSTGRES_DB";
    assert.deepEqual(db?.options?.health, { command: ["sh", "-c", check] });
  });

  it("are asked for where services disagree, or each takes its value from the other", async () => {
    const { definition } = await importTemplate(`
services:
  web: { image: a, environment: ["MODE=web", "A=$B", "X=\${MODE}"] }
  worker: { image: a, environment: ["MODE=worker", "B=$A"] }
`);
    assert.deepEqual(Object.keys(definition.variables ?? {}).toSorted(), ["A", "B", "MODE"]);
  });
});

describe("addresses of Coolify templates", () => {
  it("are one for each port that is named", async () => {
    const { definition } = await importTemplate(`
services:
  web:
    image: example/web
    environment: [SERVICE_URL_WEB_3000, "ALBUMS=$SERVICE_URL_WEB_3002", "HOME=$SERVICE_URL_WEB"]
`);
    const [web] = definition.containers;
    assert.deepEqual(web?.options?.expose, [{ port: 3000 }, { port: 3002 }]);
    assert.deepEqual(web?.environment, {
      ALBUMS: "https://web-3002-$project.$domain",
      HOME: "${{web.publicUrl}}",
    });
  });

  it("are on a port where http is spoken, whatever comes first", async () => {
    const { definition } = await imported({
      file: "/templates/mosquitto.yaml",
      text: `# slogan: A broker.
# port: 1883
services:
  mosquitto:
    image: eclipse-mosquitto
    ports: ["1883:1883", "9001:9001"]
    environment: [SERVICE_FQDN_MOSQUITTO]
`,
    });
    assert.deepEqual(definition.containers[0]?.options?.expose, [{ port: 9001 }, { port: 1883, protocol: "tcp" }]);
  });
});

describe("the header of a Coolify template", () => {
  it("gives its port to one address only", async () => {
    const { definition } = await importTemplate(`
services:
  login: { image: example/login, environment: [SERVICE_FQDN_LOGIN_9091] }
  hello: { image: example/hello, environment: [SERVICE_FQDN_WHOAMI] }
  files: { image: "minio/minio", environment: ["URL=$SERVICE_URL_FILES"] }
`);
    assert.deepEqual(
      definition.containers.map(({ name, options }) => [name, options?.expose]),
      [
        ["login", 9091],
        ["hello", 80],
        ["files", 9000],
      ],
    );
  });

  it("keeps what it tells people as notes, without rulers", async () => {
    const { definition, losses } = await importTemplate(
      "#\n# =====\n# FIRST STEPS\n# =====\n#\n# 1. Open it\n#    - and wait\n\n# Another comment\nservices: { web: { image: nginx } }\n",
    );
    assert.equal(definition.template?.notes, "FIRST STEPS\n\n1. Open it\n   - and wait");
    assert.ok(losses.some(({ became, position }) => became === "template.notes" && position?.line === 7));
  });
});
