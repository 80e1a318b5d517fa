import { connectionOf } from "../../../constructs/expressions/connection.ts";
import { EditError } from "../edit-error.ts";
import { shown } from "./checks.ts";
import { type ContainerView, listOr, own, textOr } from "./definition-view.ts";
import { firstPort } from "./expose.ts";
import { kindOf } from "./scale.ts";

const NOBODY_CALLS = ["worker", "job", "cron"];

/** What another container asks of this one to reach it, and the port that has to be opened for that. */
export function addressOf(target: ContainerView): { readonly ask: "url" | "host"; readonly opened?: number } {
  const kind = kindOf(target);
  if (NOBODY_CALLS.includes(kind)) {
    const message = `${shown(target.name)} is ${kind}: nothing calls it`;
    throw new EditError("no-host-name", message, "give it another workload, or connect the other way round");
  }
  const ports = listOr(own(target.options, "ports"));
  const numbers = ports.map((port) => Number.parseInt(String(port), 10));
  const exposed = firstPort(target);
  const known = [...(exposed === undefined ? [] : [exposed]), ...numbers];
  const usual = connectionOf(textOr(target.spec.image, ""))?.port;
  if (usual === undefined) return { ask: known.length > 0 || kind === "serverless" ? "url" : "host" };
  // A known port closes the others, and the one that its clients use must be among them.
  const hidden = known.length > 0 && ports.length === 0 && !known.includes(usual) && kind !== "serverless";
  return hidden ? { ask: "url", opened: usual } : { ask: "url" };
}
