import type { Print } from "../../../diagram/edits/tracing/print.ts";
import type { JsonPath } from "./schema.ts";

/** What a definition's language tells of a place in its text, so that the schema can help there. */
export interface Reading {
  /** Undefined where nothing is written that the schema could know. */
  readonly place: Place | undefined;
  /** How the language writes keys and values. */
  readonly print: Print;
  /** What the definition holds, as far as that can be read. */
  definition(): LooseDefinition;
}

/** Never throws, whatever the text holds. */
export type ReadPlace = (text: string, offset: number) => Reading;

/** Where the cursor stands in the value of a definition. */
export interface Place {
  readonly asks: "key" | "value";
  /**
   * The object that the key belongs to, or the value itself: every path of the definition that what stands here becomes.
   * None where that is not known.
   */
  readonly paths: readonly JsonPath[];
  /** What is written here by now. */
  readonly from: number;
  readonly to: number;
  /** Whether something is written that can be gone on with. */
  readonly isBegun: boolean;
  /** The quote that it begins with. */
  readonly quote?: "'" | '"';
  /** The key that is written, with its value if it has one. */
  readonly key?: string;
  readonly hasValue: boolean;
  /** Other keys of the same object. */
  readonly taken: readonly string[];
  /** What else the language lets one write here. */
  readonly words: readonly Word[];
}

/** A word of the language: a variable, a function, an argument. */
export interface Word {
  readonly name: string;
  readonly kind: "variable" | "function" | "argument" | "field";
  /** How it is used, in short. */
  readonly detail?: string;
  readonly info?: string;
  /** Of an argument: what it becomes. */
  readonly paths?: readonly JsonPath[];
}

export interface LooseDefinition {
  readonly containers?: unknown;
  readonly volumes?: unknown;
  readonly environmentGroups?: unknown;
}
