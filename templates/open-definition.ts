import type { Diagnosed } from "../constructs/diagnostic.ts";
import type { Tree } from "../constructs/tree.ts";
import type { Locator } from "./locator.ts";
import type { Variables } from "./variable.ts";
import type { Values } from "./variable-values.ts";

/** A definition of any format that was read, as far as that can be done before its variables have values. */
export interface OpenDefinition {
  readonly locator: Locator;
  /** What stands under `variables`, unchecked. */
  readonly variables: unknown;
  /** Whether `$name` in its strings stands for a variable: not so in TypeScript. */
  readonly fillsBlanks: boolean;
  /** Whether its values may hold references to secrets: programs are handed those, plain text is not. */
  readonly holdsReferences: boolean;
  /** Names that other values depend on, unchecked and with their blanks; what cannot be told yet is left out. */
  names(values: Values): Promise<{ readonly project?: unknown; readonly network?: unknown }>;
  build(values: Values): Promise<Diagnosed<Built>>;
  close(): void;
}

/** What a definition gives once its variables have values. */
export interface Built {
  /** A spec, unchecked and with its blanks; absent when a tree was built. */
  readonly value?: unknown;
  readonly tree?: Tree;
  /** Beside a tree: the spec that says the same, but for objects of the person's own. */
  readonly constructs?: unknown;
  /** Zones the definition names beside a tree. */
  readonly zones?: readonly string[];
  /** Secrets that only came up while building. */
  readonly secrets: Variables;
}
