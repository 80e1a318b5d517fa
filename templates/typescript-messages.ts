import type { SecretOptions } from "../constructs/define-project.ts";
import type { Diagnostic } from "../constructs/diagnostic.ts";
import type { Tree } from "../constructs/tree.ts";
import type { ZoneContext } from "../constructs/zone-context.ts";
import type { ProgramError } from "./program-error.ts";

/** What is sent to the child process that runs a TypeScript definition. No secret value is ever in it. */
export interface BuildRequest {
  readonly zone: ZoneContext;
  readonly project?: string;
  readonly network: string;
  readonly vars: Readonly<Record<string, string>>;
}

/** What the child process answers: first `opened`, then `built` for each request; or why not. */
export type ChildMessage =
  | { readonly kind: "opened"; readonly variables?: unknown }
  | BuiltMessage
  | { readonly kind: "refused"; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: "failed"; readonly error: ProgramError };

export interface BuiltMessage {
  readonly kind: "built";
  readonly value?: unknown;
  readonly tree?: Tree;
  /** Beside a tree: the spec that says the same. */
  readonly constructs?: unknown;
  readonly zones?: readonly string[];
  readonly secrets: Readonly<Record<string, SecretOptions>>;
}
