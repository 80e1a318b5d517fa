import type { Browser } from "../browser.ts";
import { ok } from "../team.ts";
import { halves } from "./canary.ts";
import { refusedWith, type Scene } from "./scene.ts";

/** Adds the zone over the API, and what is not one. */
export async function liveAsOperator(scene: Scene, operator: Browser): Promise<string> {
  const { token, kubeconfig } = scene.zone;
  scene.evidence.guard({ name: "the kubeconfig's token", needles: halves(token), allowed: [] });
  const name = "sofia";
  const broken = [
    kubeconfig.replace(token, `${token}"\n  : [`),
    kubeconfig.replace("token:", "tokenFile:"),
    kubeconfig.replace("token:", "tokn:"),
    kubeconfig.replace(/server: .*/, "server: https://127.0.0.1:9"),
    kubeconfig.replace(token, `${token}x`),
    JSON.stringify({ token }),
  ];
  for (const text of broken) refusedWith(await operator.post("/zones", { name, kubeconfig: text }), 422);
  refusedWith(await operator.post("/zones", { name, kubeconfg: kubeconfig }), 422);
  refusedWith(await operator.post("/zones", { name, kubeconfig: { token } }), 422);
  refusedWith(await operator.post("/zones", { name: token, kubeconfig }), 422, 201);
  ok(await operator.post("/zones", { name, city: "Sofia", kubeconfig }));
  refusedWith(await operator.patch(`/zones/${name}`, { kubeconfig: `${kubeconfig}\n:[` }, { "if-match": "*" }), 422);
  ok(await operator.patch(`/zones/${name}`, { kubeconfig }, { "if-match": "*" }));
  for (const path of ["/zones", `/zones/${name}`, "/audit"]) refusedWith(await operator.get(path), 200, 404);
  return name;
}
