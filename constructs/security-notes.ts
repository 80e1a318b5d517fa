import type { Diagnostic } from "./diagnostic.ts";
import type { Project } from "./project.ts";

/** What a container gives up of its security. Paths lead into the spec. */
export function securityNotes({ containers }: Project): Diagnostic[] {
  return containers.flatMap(({ name, parts }, index) => {
    if (!parts || parts.security.userNamespace) return [];
    return [
      {
        severity: "note",
        code: "no-user-namespace",
        message: `${name} runs without a user namespace: its root is the root of the node, held back by the rest of the walls alone`,
        path: ["containers", index, "options", "security", "userNamespace"],
      },
    ];
  });
}
