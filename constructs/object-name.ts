import type { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import { acceptableName, dnsName, shortenLabel } from "./dns-name.ts";

/** Ids by which constructs of cdk8s-plus call the object they stand for. */
const SILENT_IDS = new Set(["resource", "default"]);

/** The name of an object from its path below the project: `shop/api/Resource` → `api`. */
export function objectNameOf(object: ApiObject, project: Construct): string {
  const steps = object.node.path.slice(project.node.path.length).split("/").filter(Boolean);
  const telling = steps.filter((step) => !SILENT_IDS.has(step.toLowerCase()));
  const words = (telling.length > 0 ? telling : [object.kind]).map((step) => acceptableName(step) ?? "object");
  return shortenLabel(dnsName(words.join("-")));
}
