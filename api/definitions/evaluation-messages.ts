import type { Diagnostic } from "../../constructs/diagnostic.ts";
import type { Tree } from "../../constructs/tree.ts";
import type { LaidOutGraph } from "../../diagram/graph.ts";
import type { EvaluationInput } from "../../templates/evaluation.ts";
import type { Source } from "../../templates/source.ts";
import type { FormField } from "../../templates/template-form.ts";
import type { Theme } from "./drawings.ts";

/** What is asked of a thread that evaluates; one thing at a time. */
export type EvaluationTask =
  | { readonly kind: "evaluate"; readonly input: Omit<EvaluationInput, "generated" | "signal"> }
  | { readonly kind: "form"; readonly source: Source; readonly secretNames: ReadonlySet<string> }
  | { readonly kind: "check"; readonly values: readonly GivenValue[] }
  | { readonly kind: "difference"; readonly from: string; readonly to: string; readonly names: [string, string] }
  | { readonly kind: "layout"; readonly tree: Tree; readonly groupByTag: boolean }
  | { readonly kind: "svg"; readonly graph: LaidOutGraph; readonly theme: Theme };

/** A value for a declared variable. */
export interface GivenValue {
  readonly field: FormField;
  readonly value: string;
}

/** A generated value that an evaluation asks for, with one that was drawn in case there is none. */
export interface ValueRequest {
  readonly kind: "value";
  readonly project: string;
  readonly variable: string;
  readonly drawn: string;
  readonly secret: boolean;
}

/** What a thread says: it asks for a value, or it is done. */
export type ThreadMessage =
  | ValueRequest
  /** `heap`: MiB that the thread holds now. */
  | { readonly kind: "done"; readonly result: unknown; readonly heap: number }
  /** Where it failed; never what with, which may hold a secret. */
  | { readonly kind: "failed"; readonly where: string };

export type ThreadRequest =
  | { readonly kind: "task"; readonly task: EvaluationTask }
  | { readonly kind: "value"; readonly value: string }
  | { readonly kind: "no-value"; readonly diagnostics: readonly Diagnostic[] };
