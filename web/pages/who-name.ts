import type { Schema } from "../../api/client/types.ts";

/** Who did something, in a few words: `Ana`, `Ana by key esp_3f…`, `the platform`. */
export function nameOfWho({ kind, name, keyStart }: Schema<"Who">): string {
  const key = keyStart ? `key ${keyStart}…` : "a key";
  switch (kind) {
    case "person":
      return name ?? "somebody who is no member any more";
    case "key":
      return name ? `${name}, ${key}` : key;
    case "project-key":
      return name ? `the project's key ${name}` : `a key of the project`;
    case "platform":
      return "the platform";
    default:
      return "nobody who has signed in";
  }
}
