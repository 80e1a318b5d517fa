import type { TestClient } from "../client.ts";
import { definitionOf } from "../project.ts";
import { refusedWith, type Scene } from "./scene.ts";

const WEB = { name: "web", image: "nginx:1.29" };
const SECRET = { variables: { db_password: { secret: true } } };

/** Definitions with a reference to a secret where it does not belong: what is said of them must not say its value. */
function wrongDefinitions(name: string): object[] {
  const json = (more: object) => definitionOf(name, { ...SECRET, containers: [WEB], ...more });
  const web = (more: object) => json({ containers: [{ ...WEB, ...more }] });
  const jsonnet = (expression: string) => ({
    format: "jsonnet",
    text: `local secret = std.extVar("db_password");
{ project: { name: "${name}" }, variables: { db_password: { secret: true } }, containers: [${expression}] }`,
  });
  return [
    json({ $db_password: 1 }),
    json({ "⟦secret:db_password⟧": 1 }),
    web({ $db_password: "x" }),
    web({ image: "nginx:$db_password" }),
    web({ image: "$db_password" }),
    web({ name: "$db_password" }),
    web({ options: { replicas: "$db_password" } }),
    web({ options: { expose: "$db_password" } }),
    web({ options: { ports: ["$db_password"] } }),
    web({ options: { expose: { port: 80, hosts: ["$db_password.example.com"] } } }),
    web({ options: { command: ["run", "--password=$db_password"] } }),
    web({ options: { health: { http: "/$db_password" } } }),
    web({ options: { volumes: [{ volume: "$db_password", path: "/x" }] } }),
    web({ options: { volumes: [{ file: "x", path: "/$db_password" }] } }),
    web({ environment: { $db_password: "x" } }),
    web({ environment: { X: "${{$db_password.url}}", Y: "${{db.$db_password}}" } }),
    web({ environment: { X: "⟦secret:db_password#0123456789abcdef⟧" } }),
    web({ environment: { X: "⟦secret:db_password|rot13⟧ ⟦secret:other⟧" } }),
    web({ environmentFrom: ["$db_password"] }),
    json({ project: { name: "$db_password" } }),
    json({ project: { name, description: "$db_password" } }),
    json({ zones: ["$db_password"] }),
    json({ variables: { db_password: { secret: true, choices: ["a", "b"] } } }),
    json({ variables: { db_password: { secret: true, pattern: "^never$" } } }),
    json({ variables: { db_password: { type: "number", secret: true } } }),
    json({ variables: { db_password: { secret: false } } }),
    json({
      variables: { db_password: { type: "number" } },
      containers: [{ ...WEB, options: { replicas: "$db_password" } }],
    }),
    json({ variables: { db_password: { type: "boolean" }, other: { default: "$db_password" } } }),
    { format: "json", text: `{ "project": { "name": "${name}" }, "containers": [ { "name": "$db_password" ` },
    jsonnet('error std.extVar("db_password")'),
    jsonnet("error secret"),
    jsonnet('assert false : "it is " + secret; {}'),
    jsonnet('std.trace("it is " + secret, { name: "web", image: "nginx:" + secret })'),
    jsonnet("std.parseJson(secret)"),
    jsonnet("std.parseInt(secret)"),
    jsonnet("secret.x"),
    jsonnet("secret + 1 + {}"),
    jsonnet("{ [secret]: 1, [secret]: 2 }"),
    jsonnet("{ name: std.base64(secret), image: std.md5(secret) + std.sha256(secret) }"),
    jsonnet('{ name: "web", image: std.escapeStringJson(secret), environment: std.stringChars(secret) }'),
    jsonnet('if secret == "x" then {} else error std.toString([std.codepoint(c) for c in std.stringChars(secret)])'),
    jsonnet("import secret"),
    jsonnet('importstr "/proc/self/environ"'),
  ];
}

/** Sends every wrong definition everywhere that takes one. */
export async function makeMistakes(scene: Scene, owner: TestClient, name: string): Promise<void> {
  const at = (path: string) => `/projects/${name}${path}`;
  const staged = scene.value("a secret beside a wrong definition");
  const variables = { set: { db_password: { value: staged, secret: true } } };
  for (const definition of wrongDefinitions(name)) {
    refusedWith(await owner.post(at("/definition/check"), definition), 200);
    const changeSet = await owner.post(at("/change-sets"), { definition, variables });
    if (refusedWith(changeSet, 201, 422).id === undefined) {
      refusedWith(await owner.post(at("/plan"), { definition }), 200);
      continue;
    }
    const path = at(`/change-sets/${changeSet.body.id}`);
    refusedWith(await owner.post(`${path}/plan`, {}), 200);
    refusedWith(await owner.delete(path), 204);
  }
  refusedWith(await owner.post(at("/plan"), { definition: wrongDefinitions(name)[0], variables }), 200);
}

/** A project of a template that asks for secrets, and of one that is given them wrongly. */
export async function startFromTemplates(scene: Scene, owner: TestClient, name: string): Promise<void> {
  const password = scene.value("a secret of a template", { plain: true });
  const template = { name: "web-postgres", variables: { db_password: password } };
  refusedWith(
    await owner.post("/projects", { name, template: { ...template, variables: { password, db_passwrd: password } } }),
    422,
  );
  refusedWith(
    await owner.post("/projects", { name, template: { ...template, variables: { db_password: [password] } } }),
    422,
  );
  refusedWith(
    await owner.post("/projects", { name, template: { name: "none", variables: { db_password: password } } }),
    422,
  );
  refusedWith(await owner.post("/templates/web-postgres/preview", { variables: { db_password: password } }), 200, 422);
  refusedWith(await owner.post("/projects", { name, template }), 201);
}
