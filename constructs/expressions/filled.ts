import type { Diagnostic } from "../diagnostic.ts";
import type { Fact } from "./facts.ts";

/** A text with its expressions replaced: texts, in which secrets stand as references, and facts of the pod. */
export interface Filled {
  readonly pieces: readonly (string | Fact)[];
  /** Names of the containers that its expressions lead to, each once. */
  readonly targets: readonly string[];
  readonly problems: readonly Problem[];
}

export type Problem = Pick<Diagnostic, "code" | "message" | "got" | "allowed" | "fix">;

/** A text in which nothing had to be filled in. */
export function plain(text: string): Filled {
  return { pieces: [text], targets: [], problems: [] };
}

/** Nothing, and why. */
export function failed(problem: Problem): Filled {
  return { pieces: [], targets: [], problems: [problem] };
}
