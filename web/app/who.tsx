import type { Schema } from "../../api/client/types.ts";

/** Who did something, in words. */
export function whoText({ kind, name, keyStart }: Schema<"Who">): string {
  if (kind === "platform") return "the platform";
  if (kind === "nobody") return "nobody signed in";
  if (kind === "person") return name ?? "somebody who is gone";
  const key = keyStart ? `key ${keyStart}…` : "a key";
  if (kind === "project-key") return name ? `${key} (${name})` : key;
  return name ? `${name}, by ${key}` : key;
}
