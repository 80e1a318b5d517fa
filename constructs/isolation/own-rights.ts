import type { Diagnostic } from "../diagnostic.ts";
import type { Manifest } from "../manifest.ts";
import { fields, list, refused, texts } from "./refused.ts";

/** What a project's walls and its claim are made of, and the rights themselves. */
const WALLS = ["*", "namespaces", "networkpolicies", "resourcequotas", "limitranges", "roles", "rolebindings"];

const READING = ["get", "list", "watch"];

/** The one role of the whole zone whose rights within a namespace change nothing there. */
const READ_ALL = "view";

/** What a person's own objects may not let its pods do: change the walls they live in. */
export function checkOwnRights(manifest: Manifest): Diagnostic[] {
  if (manifest.kind === "Role") return checkRole(manifest);
  return manifest.kind === "RoleBinding" ? checkBinding(manifest) : [];
}

function checkRole({ rules }: Manifest): Diagnostic[] {
  const opens = list(rules).some(
    ({ resources, verbs }) =>
      texts(resources).some((one) => WALLS.includes(one.split("/")[0] as string)) &&
      texts(verbs).some((verb) => !READING.includes(verb)),
  );
  return opens ? [refused("it lets pods change the walls of the project or its claim", "name what they need")] : [];
}

function checkBinding({ roleRef }: Manifest): Diagnostic[] {
  const { kind, name } = fields(roleRef);
  if (kind !== "ClusterRole" || name === READ_ALL) return [];
  return [
    refused(
      `it gives rights that the zone defines (ClusterRole ${JSON.stringify(name)})`,
      "bind a Role of the project",
    ),
  ];
}
