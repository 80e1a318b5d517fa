import type { Diagnostic } from "../../constructs/diagnostic.ts";
import type { ObjectId } from "../../constructs/manifest.ts";
import { parseObjectId } from "../kubernetes/object-path.ts";
import type { Change } from "../plan-types.ts";
import type { LiveObject } from "../zone-client.ts";
import { keepsVolumes } from "./consequences.ts";

/** What changes mean to whoever applies them: restarts, data that is lost, data that stays. */
export function consequenceNotes(
  changes: readonly Change[],
  live: ReadonlyMap<ObjectId, LiveObject>,
): readonly Diagnostic[] {
  return [
    ...changes.filter(({ restarts }) => restarts).map(restart),
    ...changes.filter(({ dataAtRisk }) => dataAtRisk).map(loss),
    ...changes.filter(({ id, operation }) => keepsVolumes(live.get(id), operation)).map(keptVolumes),
  ];
}

function restart({ path, id }: Change): Diagnostic {
  const verb = parseObjectId(id).kind === "Job" ? "runs again" : "restarts";
  return { severity: "note", code: "restarts", message: `${path} ${verb}` };
}

function loss({ path, operation }: Change): Diagnostic {
  const message = `${path} is ${operation === "delete" ? "deleted" : "replaced"} with the data it holds`;
  return { severity: "warning", code: "data-at-risk", message, fix: "make a copy of the data first" };
}

function keptVolumes({ path, operation }: Change): Diagnostic {
  const message =
    operation === "delete"
      ? `the volumes of ${path} stay, with their data, until the project is deleted`
      : `the volumes of ${path} stay as they are; what changes holds for new ones`;
  return { severity: "note", code: "volumes-stay", message };
}
