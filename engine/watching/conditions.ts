import type { LiveObject } from "../zone-client.ts";
import type { Condition } from "./pod.ts";

/** What controllers say of an object. */
export function conditionsOf({ status }: LiveObject): readonly Condition[] {
  return (status?.conditions ?? []) as readonly Condition[];
}
