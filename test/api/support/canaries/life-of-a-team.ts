import { randomUUID } from "node:crypto";
import { newPerson, type TestClient } from "../client.ts";
import { ok } from "../team.ts";
import type { People } from "./life-of-people.ts";
import { refusedWith, type Scene } from "./scene.ts";

/** Inviting and accepting, and every way to do it wrong. */
export async function liveAsTeam(scene: Scene, { owner, ownerInBrowser }: People, project: string): Promise<void> {
  const guest = await newPerson(scene.test);
  const invited = await owner.post(`/projects/${project}/invitations`, { email: guest.email, role: "reader" });
  const { token } = ok(invited);
  // The page of the link carries its end to whoever opens it, so that signing up there accepts it.
  scene.shown("an invitation", invited, token, await openPages(scene, ownerInBrowser.cookie, token));
  const other = await newPerson(scene.test);
  refusedWith(await other.post("/invitations/accept", { token }), 404, 403, 409, 410);
  refusedWith(await guest.post("/invitations/accept", { token: `${token}x` }), 422);
  refusedWith(await guest.post("/invitations/accept", { tokn: token }), 422);
  ok(await guest.post("/invitations/look", { token }));
  ok(await guest.post("/invitations/accept", { token }, { "idempotency-key": randomUUID() }));
  refusedWith(await guest.post("/invitations/accept", { token }), 410, 409);
  await readAsReader(guest, project);
  const { items } = ok(await owner.get(`/projects/${project}/invitations`));
  ok(await owner.get(`/projects/${project}/invitations/${items[0].id}`));
}

/** @returns where the link's own page was answered */
async function openPages({ test }: Scene, cookie: string, token: string): Promise<RegExp[]> {
  const own: RegExp[] = [];
  for (const address of [`/invitations/${token}`, `/invitations/${token}x`, "/", "/sign-in"]) {
    for (const headers of [{}, { cookie }]) {
      const answer = await fetch(`${test.url}${address}`, { headers });
      await answer.text();
      if (address.endsWith(token)) own.push(new RegExp(`^response ${answer.headers.get("x-request-id")} .* body$`));
    }
  }
  return own;
}

/** A reader sees everything but secrets. */
async function readAsReader(reader: TestClient, project: string): Promise<void> {
  const at = (path: string) => `/projects/${project}${path}`;
  for (const path of ["/variables", "/definition", "/revisions", "/audit", "/tree"]) ok(await reader.get(at(path)));
  refusedWith(await reader.put(at("/variables/db_password"), { value: "x", secret: true }), 403);
}
