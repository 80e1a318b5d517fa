import { dnsName, shortenLabel } from "./dns-name.ts";
import type { ProjectValues } from "./expressions/project-values.ts";
import { hasSecret } from "./secret-reference.ts";

/** What the objects of an environment group hold. Facts of a pod are in neither: each user gets those itself. */
export interface GroupObjects {
  /** Name of its ConfigMap, and of its Secret. */
  readonly object: string;
  readonly plain: Readonly<Record<string, string>>;
  /** Values with secrets, which stand as open references. */
  readonly secret: Readonly<Record<string, string>>;
}

export function groupObjects(name: string, values: ProjectValues): GroupObjects {
  const texts = values.groupEntries(name).flatMap(([key, { pieces }]) => {
    return pieces.every((piece) => typeof piece === "string") ? [[key, pieces.join("")] as const] : [];
  });
  return {
    object: shortenLabel(`${dnsName(name)}-group`),
    plain: Object.fromEntries(texts.filter(([, text]) => !hasSecret(text))),
    secret: Object.fromEntries(texts.filter(([, text]) => hasSecret(text))),
  };
}
