import type { Schema } from "../../api/client/types.ts";

/** What a claim or tier promises, in words. */
export function limitWords(limits: Schema<"Limits">): readonly (readonly [name: string, value: string])[] {
  return [
    ["CPU", `${limits.cpu} cores`],
    ["Memory", limits.memory],
    ["Storage", limits.storage],
    ["Ephemeral storage", limits.ephemeralStorage ?? "not counted"],
    ["Pods", String(limits.pods)],
    ["Services", String(limits.services)],
    ["Volumes", String(limits.volumes)],
  ];
}
