import { setTimeout as sleep } from "node:timers/promises";
import type { Loose, TestClient } from "../client.ts";
import { definitionOf, newName } from "../project.ts";
import { readStream } from "../read-stream.ts";
import { ok } from "../team.ts";
import { halves } from "./canary.ts";
import { makeMistakes } from "./mistakes.ts";
import { refusedWith, type Scene } from "./scene.ts";

/**
 * A project with secrets wherever one may stand: in variables, files, a URL (`⟦secret:db_password|url⟧`), and the JSON and
 * base64 of a pull secret (`⟦secret:registry_password|json|base64⟧`).
 */
function holdingSecrets(name: string, image = "nginx:1.29", more: object = {}) {
  const environment = {
    PASSWORD: "$db_password",
    SENTENCE: "the password is $db_password, the token $api_token",
    JSON: '{ "password": "$db_password" }',
    DRAWN: "$drawn",
    // The password as a part of a URL, and as another container has it.
    OF_ANOTHER: "${{db.url}} ${{db.POSTGRES_PASSWORD}} ${{db.QUERY}}",
  };
  const volumes = [
    { files: { "app.conf": "password=$db_password\n" }, path: "/etc/app" },
    { file: "token: $api_token\n", path: "/etc/token", mode: "0600" },
  ];
  return definitionOf(name, {
    registries: [{ host: "ghcr.io", username: "robot", password: "$registry_password" }],
    environmentGroups: { common: { SMTP_PASSWORD: "$db_password" } },
    containers: [
      { name: "web", image, environment, environmentFrom: ["common"], options: { expose: 80, volumes, ...more } },
      {
        name: "db",
        image: "postgres:18",
        environment: { POSTGRES_USER: "shop", POSTGRES_PASSWORD: "$db_password", QUERY: "x://y?token=$api_token" },
        options: { ports: [5432] },
      },
    ],
    variables: {
      db_password: { secret: true, description: "of the database" },
      api_token: { secret: true, pattern: '"[a-z0-9]{24}.*' },
      registry_password: { secret: true },
      drawn: { secret: true, generate: 32 },
      mode: { default: "fast" },
    },
  });
}

const SECRETS = ["db_password", "api_token", "registry_password"] as const;

/** From the first variable to the last byte: whatever can be done with a project, right and wrong. */
export async function liveAsProject(scene: Scene, owner: TestClient, zone: string): Promise<string> {
  const name = newName("canary");
  const at = (path: string) => `/projects/${name}${path}`;
  ok(await owner.post("/projects", { name, definition: holdingSecrets(name), zones: [zone] }));
  const earlier = await setVariables(scene, owner, at);
  await makeMistakes(scene, owner, name);
  await look(owner, at);
  ok(await owner.post(at("/plan"), {}));
  const first = ok(await owner.post(at("/revisions"), { comment: "first" }));
  await follow(owner, at, first);
  await guardDrawn(scene, name);
  const changed = new Map(SECRETS.map((secret) => [secret, scene.value(`the second ${secret}`)]));
  await stage(scene, owner, at, changed);
  await failToRun(scene, owner, name, [changed.get("db_password") as string, earlier]);
  ok(await owner.get(at("/revisions/2/difference?from=1")));
  await follow(owner, at, ok(await owner.post(at("/revisions/1/rollback"), {})));
  ok(await owner.get(at("/revisions/6/difference?from=2")));
  await look(owner, at);
  return name;
}

/** Deletes it, and waits until it is gone. */
export async function endProject(owner: TestClient, name: string): Promise<void> {
  const answer = ok(await owner.delete(`/projects/${name}?confirm=${name}`));
  await follow(owner, (path) => `/projects/${name}${path}`, answer);
  while ((await owner.get(`/projects/${name}`)).status !== 404) await sleep(50);
}

/** @returns the value of `db_password` */
async function setVariables(scene: Scene, owner: TestClient, at: (path: string) => string): Promise<string> {
  const put = (name: string, body: object) => owner.put(at(`/variables/${name}`), body);
  const value = scene.value("db_password");
  ok(await put("db_password", { value, secret: true }));
  const set = { api_token: { value: scene.value("api_token") }, registry_password: { value: scene.value("registry") } };
  ok(await owner.post(at("/variables/preview"), { set }));
  ok(await owner.patch(at("/variables"), { set, remove: ["never_there"] }));
  const wrong = scene.value("a wrong secret");
  refusedWith(await put("db_password", { value: wrong, secret: false }), 422);
  refusedWith(await put("api_token", { value: `no ${wrong}` }), 422);
  refusedWith(await put("api_token", { value: `⟦secret:x⟧ ${wrong}` }), 422);
  refusedWith(await put("db_password", { value: wrong.repeat(3000) }), 422);
  refusedWith(await put("db_password", { value: { text: wrong } }), 422);
  refusedWith(await put("db_password", { value: wrong, secrt: true }), 422);
  refusedWith(await put("db_password", { value: [wrong], secret: wrong }), 422);
  refusedWith(
    await owner.patch(at("/variables"), { set: { api_token: { value: wrong }, "no name": { value: wrong } } }),
    422,
  );
  refusedWith(
    await owner.patch(at("/variables"), { set: { db_password: { value: wrong } }, remove: ["db_password"] }),
    422,
  );
  refusedWith(await owner.post(at("/variables/preview"), { set: { api_token: { value: wrong.slice(1) } } }), 422);
  refusedWith(await owner.put(at("/variables/db_password"), { value: wrong }, { "if-match": '"1"' }), 412);
  const reader = await owner.post(at("/keys"), { name: "reader", permissions: ["read", "write"] });
  const key = scene.shown("a key of the project's own", reader, ok(reader).key);
  refusedWith(await scene.client(key).put(at("/variables/db_password"), { value: wrong }), 403);
  ok(await scene.client(key).get(at("/variables")));
  return value;
}

/** Everything there is to see of a project. */
export async function look(owner: TestClient, at: (path: string) => string): Promise<void> {
  for (const path of [
    "",
    "/definition",
    "/variables",
    "/variables/db_password",
    "/tree",
    "/diagram",
    "/diagram.svg",
    "/change-sets",
    "/revisions",
    "/updates",
    "/status",
    "/logs?tail=20",
    "/containers/web/events",
    "/audit",
    "/members",
    "/invitations",
    "/keys",
  ]) {
    ok(await owner.get(at(path)));
  }
  for (const { number } of ok(await owner.get(at("/revisions"))).items) ok(await owner.get(at(`/revisions/${number}`)));
  for (const { id } of ok(await owner.get(at("/change-sets"))).items) ok(await owner.get(at(`/change-sets/${id}`)));
}

/** Follows updates to their ends, and reads what was kept of them. */
async function follow(owner: TestClient, at: (path: string) => string, answer: Loose): Promise<void> {
  for (const { id } of answer.updates) {
    await readStream(owner, at(`/updates/${id}/stream`));
    // A project that is deleted takes its updates with it.
    for (const path of ["", "/events?limit=100"]) refusedWith(await owner.get(at(`/updates/${id}${path}`)), 200, 404);
  }
}

/** What the platform has drawn itself is known only once it is in the zone. */
async function guardDrawn(scene: Scene, namespace: string): Promise<void> {
  const values = await scene.zone.secretValues(namespace);
  const drawn = values.find((value) => /^[A-Za-z0-9]{32}$/.test(value));
  if (drawn === undefined) throw new Error("the generated value is not in the zone");
  scene.evidence.guard({ name: "a generated value", needles: halves(drawn), allowed: [] });
}

async function stage(
  scene: Scene,
  owner: TestClient,
  at: (path: string) => string,
  changed: ReadonlyMap<string, string>,
): Promise<void> {
  const set = Object.fromEntries([...changed].map(([name, value]) => [name, { value }]));
  ok(await owner.post(at("/plan"), { variables: { set } }));
  const made = ok(await owner.post(at("/change-sets"), { comment: "other secrets", variables: { set } }));
  const path = at(`/change-sets/${made.id}`);
  const wrong = scene.value("a wrong staged secret");
  const versioned = { "if-match": '"1"' };
  refusedWith(
    await owner.patch(path, { variables: { set: { db_password: { value: wrong, secret: false } } } }, versioned),
    422,
  );
  refusedWith(await owner.patch(path, { variables: { set: { api_token: { value: `x${wrong}` } } } }, versioned), 422);
  ok(await owner.patch(path, { comment: "edited" }, versioned));
  ok(await owner.get(path));
  ok(await owner.post(`${path}/plan`, {}));
  await follow(owner, at, ok(await owner.post(`${path}/apply`, {})));
  const discarded = ok(await owner.post(at("/change-sets"), { variables: { set: { db_password: { value: wrong } } } }));
  refusedWith(await owner.delete(at(`/change-sets/${discarded.id}`)), 204);
}

/** Deployments that fail: by an image that cannot be pulled, by the quota, by a Secret that the zone refuses. */
async function failToRun(scene: Scene, owner: TestClient, name: string, secrets: readonly string[]): Promise<void> {
  const at = (path: string) => `/projects/${name}${path}`;
  ok(await owner.put(at("/definition"), holdingSecrets(name, BROKEN_IMAGE), { "if-match": "*" }));
  const broken = ok(await owner.post(at("/revisions"), { comment: "cannot be pulled" }));
  const following = follow(owner, at, broken);
  for (const secret of secrets) await tellSecrets(scene, name, secret);
  await look(owner, at);
  for (const path of ["/status/stream", "/logs/stream"]) await readStream(owner, at(path), { onEvent: () => false });
  await following;
  const greedy = { resources: { cpu: "3", memory: "64Mi" }, replicas: 2 };
  ok(await owner.put(at("/definition"), holdingSecrets(name, "nginx:1.29", greedy), { "if-match": "*" }));
  await follow(owner, at, ok(await owner.post(at("/revisions"), { comment: "more than the claim" })));
  await deployHugeSecret(scene, owner, name);
}

/** More than the mebibyte that Kubernetes lets a Secret have. */
async function deployHugeSecret(scene: Scene, owner: TestClient, name: string): Promise<void> {
  const at = (path: string) => `/projects/${name}${path}`;
  const value = scene.value("a huge secret", { plain: true }).repeat(2700);
  const names = Array.from({ length: 17 }, (_, index) => `huge_${index}`);
  const set = Object.fromEntries(names.map((one) => [one, { value, secret: true }]));
  ok(await owner.patch(at("/variables"), { set }));
  const file = names.map((one) => `$${one}`).join("\n");
  const web = { name: "web", image: "nginx:1.29", options: { volumes: [{ file, path: "/etc/huge" }] } };
  const variables = Object.fromEntries(names.map((one) => [one, { secret: true }]));
  ok(await owner.put(at("/definition"), definitionOf(name, { containers: [web], variables }), { "if-match": "*" }));
  await follow(owner, at, ok(await owner.post(at("/revisions"), { comment: "refused by the zone" })));
  const failed = ok(await owner.get(at("/updates?limit=1"))).items[0];
  if (failed.state !== "failed") throw new Error(`a Secret of more than a mebibyte was taken: ${failed.state}`);
  ok(await owner.patch(at("/variables"), { remove: names }));
}

/** A container that writes its secrets into what its zone reports of it. */
async function tellSecrets({ zone }: Scene, namespace: string, secret: string): Promise<void> {
  const pod = await zone.podOf(namespace, BROKEN_IMAGE);
  const base64 = Buffer.from(secret).toString("base64");
  for (const said of [secret, encodeURIComponent(secret), JSON.stringify(secret), base64]) {
    await zone.report(pod, "Unhealthy", `probe failed: cannot connect with ${said}`);
    await zone.report(pod, "Failed", `Failed to pull image: ${said}`);
  }
  // Such a message is cut after 500 characters, in the middle of the secret.
  for (const before of [10, 475, 483]) {
    await zone.crash(pod, `${"x".repeat(before)} ${secret} and ${secret}\n${secret}`);
    await sleep(300);
  }
}

const BROKEN_IMAGE = "registry.invalid/shop/web:1";
