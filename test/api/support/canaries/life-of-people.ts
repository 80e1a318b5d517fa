import { randomUUID } from "node:crypto";
import { Browser, cookieOf, inBrowser } from "../browser.ts";
import { nobody, type TestClient } from "../client.ts";
import { ok } from "../team.ts";
import { refusedWith, type Scene } from "./scene.ts";

export interface People {
  /** Runs the platform, in a browser. */
  readonly operator: Browser;
  /** Signed up with a password; with a key. */
  readonly owner: TestClient;
  /** The same, in a browser. */
  readonly ownerInBrowser: Browser;
}

/** Signing up and in, every way to do it wrong, links, sessions and keys. */
export async function liveAsPeople(scene: Scene): Promise<People> {
  const { test } = scene;
  const stranger = nobody(test.url);
  const operator = await inBrowser(test, { operator: true });
  const email = `${randomUUID()}@example.com`;
  const password = scene.password("the password at sign-up");
  const signedUp = await stranger.post("/sign-up", { email, password, name: "Ada" });
  const { person } = ok(signedUp);
  scene.session("the session of the sign-up", signedUp);
  await getItWrong(scene, email, password);
  const signedIn = await stranger.post("/sign-in", { email, password });
  scene.session("the session of the sign-in", signedIn);
  const browser = new Browser(test.url, cookieOf(signedIn.headers.getSetCookie()), person);
  await changePassword(scene, browser, password);
  await useLinks(scene, operator, person.id);
  const again = await useLink(scene, operator, person.id);
  const ownerInBrowser = new Browser(test.url, cookieOf(again.headers.getSetCookie()), person);
  ok(await ownerInBrowser.get("/sessions"));
  return { operator, ownerInBrowser, owner: await useKeys(scene, ownerInBrowser) };
}

async function getItWrong(scene: Scene, email: string, password: string): Promise<void> {
  const stranger = nobody(scene.test.url);
  const wrong = scene.password("a wrong password");
  refusedWith(await stranger.post("/sign-up", { email, password: wrong, name: "Eve" }), 409);
  refusedWith(await stranger.post("/sign-up", { email, password: wrong.repeat(9), name: "Eve" }), 422);
  refusedWith(await stranger.post("/sign-up", { email: "x", password: wrong, name: "Eve", passwort: wrong }), 422);
  refusedWith(await stranger.post("/sign-in", { email, password: wrong }), 401);
  refusedWith(await stranger.post("/sign-in", { email, password: { value: wrong } }), 422);
  refusedWith(await stranger.post("/sign-in", { email, password: [password] }), 422);
  const broken = await fetch(`${scene.test.url}/api/v1/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: `{ "email": "${email}", "password": "${password}", }`,
  });
  refusedWith({ ...broken, status: broken.status, text: await broken.text(), headers: broken.headers, body: "" }, 400);
}

async function changePassword(scene: Scene, browser: Browser, current: string): Promise<void> {
  const next = scene.password("the second password");
  const wrong = scene.password("a wrong current password");
  refusedWith(await browser.put("/me/password", { current: wrong, password: next }), 401);
  refusedWith(await browser.put("/me/password", { current, password: wrong.slice(0, 9) }), 422);
  refusedWith(await browser.put("/me/password", { current, password: next }), 204);
}

async function useLinks(scene: Scene, operator: Browser, personId: string): Promise<void> {
  const { url } = scene.test;
  const made = await operator.post(`/people/${personId}/sign-in-links`, {});
  const token = scene.shown("a sign-in link", made, ok(made).token);
  await (await fetch(`${url}/sign-in/${token}`)).text();
  await (await fetch(`${url}/sign-in/${token}x`)).text();
  ok(await nobody(url).post("/sign-in-links/use", { token }));
  refusedWith(await nobody(url).post("/sign-in-links/use", { token }), 410);
  refusedWith(await nobody(url).post("/sign-in-links/use", { token: `${token}x` }), 422);
  refusedWith(await nobody(url).post("/sign-in-links/use", { tokn: token }), 422);
  refusedWith(await nobody(url).post(`/sign-in-links/${token}`), 404);
  await (await fetch(`${url}/sign-in/${token}`, { method: "POST", headers: { origin: url } })).text();
}

async function useLink(scene: Scene, operator: Browser, personId: string) {
  const made = await operator.post(`/people/${personId}/sign-in-links`, { forgetPassword: true });
  const token = scene.shown("a second sign-in link", made, ok(made).token);
  const used = await nobody(scene.test.url).post("/sign-in-links/use", { token });
  scene.session("the session of the link", used);
  ok(used);
  return used;
}

async function useKeys(scene: Scene, browser: Browser): Promise<TestClient> {
  const idempotent = { "idempotency-key": randomUUID() };
  const made = await browser.post("/keys", { name: "first" }, idempotent);
  const replayed = await browser.post("/keys", { name: "first" }, idempotent);
  const repeated = new RegExp(`^response ${replayed.headers.get("x-request-id")} `);
  const key = scene.shown("an API key", made, ok(made).key, [repeated]);
  const client = scene.client(key, { id: browser.personId, email: browser.email });
  const ended = await browser.post("/keys", { name: "ended" });
  const endedKey = scene.shown("a revoked API key", ended, ok(ended).key);
  ok(await scene.client(endedKey).get("/me"));
  ok(await browser.delete(`/keys/${ended.body.id}`));
  refusedWith(await scene.client(endedKey).get("/me"), 401);
  refusedWith(await scene.client(`${key}x`).get("/me"), 401);
  refusedWith(await scene.client(key.slice(0, -1)).get("/me"), 401);
  // Where somebody may paste it by mistake.
  refusedWith(await client.post("/keys", { name: "x", permissions: [key] }), 422);
  refusedWith(await client.post("/keys", { name: 3, key }), 422);
  refusedWith(await client.get("/me", { authorization: `Basic ${key}` }), 401);
  refusedWith(await client.get("/me", { authorization: `Bearer ${key} ${key}` }), 401);
  refusedWith(await client.get(`/me?key=${key}`), 422);
  refusedWith(await client.get(`/keys/${key}`), 404);
  refusedWith(await client.get(`/nothing/${key}?${key}=${key}`), 404);
  for (const path of ["/keys", "/me", "/projects"]) ok(await client.get(path));
  return client;
}
