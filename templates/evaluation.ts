import type { Diagnosed } from "../constructs/diagnostic.ts";
import type { ProjectSpec } from "../constructs/spec.ts";
import type { Tree } from "../constructs/tree.ts";
import type { ZoneContext } from "../constructs/zone-context.ts";

/** Values of secrets by name. Kept apart from everything that is shown, stored or sent to Pulumi. */
export type Secrets = ReadonlyMap<string, string>;

/** What evaluating a definition needs besides its text. */
export interface EvaluationInput {
  /** Absolute path of the definition; its ending (`.json`, `.jsonc`, `.jsonnet`, `.ts`, `.mts`) tells the format. */
  readonly file: string;
  /** Text instead of the file's content, e.g. an unsaved edit. Not for TypeScript. */
  readonly text?: string;
  readonly zone: ZoneContext;
  /** Values given with `--var` and `--var-file`, as text. */
  readonly variables: Readonly<Record<string, string>>;
  /** Keeps generated values: drawn once, then the same for ever (invariant 7). */
  readonly generated: GeneratedValues;
  /**
   * Names whose values are kept as secrets. A variable of such a name is secret whatever the definition declares, and its
   * value is not matched against the definition's pattern and choices: with these, who may write a definition and not see
   * its secrets could guess them character by character.
   */
  readonly secretNames?: ReadonlySet<string>;
  /** What values are that were given for names which nobody declares. Default: error */
  readonly undeclared?: Undeclared;
  readonly signal?: AbortSignal;
}

export type Undeclared = "error" | "note";

/** Where generated values live. The CLI keeps them encrypted in its state folder, the platform in PostgreSQL. */
export interface GeneratedValues {
  /**
   * The value drawn earlier for this variable of the project, or `draw()`, kept before it is returned. `secret` tells what
   * the variable is, so that its name can be among `secretNames` ever after. Default: true
   */
  get(project: string, variable: string, draw: () => string, secret?: boolean): Promise<string>;
}

/** A definition evaluated for one zone. */
export interface Evaluation {
  /** Absent when a TypeScript definition builds its tree from constructs instead of returning a spec. */
  readonly spec?: ProjectSpec;
  /** Zones the definition names; empty = the zone in use. */
  readonly zones: readonly string[];
  readonly tree: Tree;
  readonly secrets: Secrets;
}

export type Evaluate = (input: EvaluationInput) => Promise<Diagnosed<Evaluation>>;
