import type { ValuePath } from "../../constructs/diagnostic.ts";
import { soundsSecret } from "../../templates/secret-name.ts";
import type { Declared } from "../definitions/declared-in.ts";
import { invalid, mistake } from "../http/problem.ts";
import { type ProjectAccess, requirePermission } from "../identity/project-access.ts";

/** A value that a request gives for a variable. */
export interface GivenVariable {
  readonly name: string;
  readonly value: string;
  /** Undefined: as it is stored, else as the definition declares it, else as its name sounds. */
  readonly secret: boolean | undefined;
}

export interface DecidedVariable {
  readonly name: string;
  readonly value: string;
  readonly secret: boolean;
}

/**
 * Decides whether a variable is kept as a secret, and checks what its caller may do and what the definition declares. A
 * plain value is checked whenever the definition is evaluated; that of a secret only now, since errors about it would tell
 * it piece by piece later.
 *
 * @param stored what is stored under the name now
 * @param path where in the request it stands
 */
export function decideVariable(
  { name, value, secret: wanted }: GivenVariable,
  {
    project,
    stored,
    declared,
  }: {
    readonly project: ProjectAccess;
    readonly stored: { readonly secret: boolean } | undefined;
    readonly declared: Declared;
  },
  path: ValuePath,
): DecidedVariable {
  const declaration = declared.get(name);
  if (wanted === false && declaration?.secret) {
    throw mistake(
      [...path, "secret"],
      "declared-secret",
      `the definition declares ${JSON.stringify(name)} a secret, so that it cannot be stored in the open`,
      "leave out secret, or declare it with secret: false first",
    );
  }
  const secret = wanted ?? (stored?.secret || (declaration ? declaration.secret : soundsSecret(name)));
  if (secret) requirePermission(project, "secrets", `setting the secret "${name}"`);
  else requirePermission(project, "write", `setting the variable "${name}"`);
  if (stored && stored.secret !== secret) {
    requirePermission(project, secret ? "write" : "secrets", `making "${name}" ${secret ? "a secret" : "no secret"}`);
  }
  if (value.includes("⟦secret:")) {
    throw mistake(
      [...path, "value"],
      "reserved-text",
      "⟦secret: is how a secret is marked inside, so it cannot stand in a value",
    );
  }
  if (!secret || !declaration) return { name, value, secret };
  if (declaration.type !== "string") {
    throw mistake(
      [...path, "secret"],
      "contradiction",
      `the definition declares ${JSON.stringify(name)} a ${declaration.type}, and only text can be secret`,
      "leave out secret, or change its type",
    );
  }
  const { wrong = [] } = declaration;
  if (wrong.length > 0) throw invalid(wrong.map((diagnostic) => ({ ...diagnostic, path: [...path, "value"] })));
  return { name, value, secret };
}
