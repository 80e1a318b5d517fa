import { LIMIT } from "../../limits.ts";
import { matchPattern } from "../../pattern.ts";

/** Time for trying all patterns of a file, in milliseconds. */
const BUDGET = 3 * LIMIT.patternTime;

/** Tries patterns that strangers wrote: each may be slow, and there may be many. */
export class PatternTrial {
  #left = BUDGET;

  /** `untried` when the patterns before have taken all the time there is. */
  match(pattern: string, value: string): "matches" | "differs" | "too-slow" | "untried" {
    if (this.#left <= 0) return "untried";
    const start = performance.now();
    const result = matchPattern(pattern, value);
    this.#left -= performance.now() - start;
    return result;
  }
}
