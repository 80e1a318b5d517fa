import { LIMIT } from "../../limits.ts";
import { matchPattern } from "../../pattern.ts";

/**
 * Processor time for trying all patterns of a file, in microseconds: hundreds of ordinary ones take a hundredth of it. Not
 * the clock's time, since what a file becomes must not depend on how busy the machine is.
 */
const BUDGET = 10 * LIMIT.patternTime * 1000;
const MOST_TOO_SLOW = 2;

/** Tries patterns that strangers wrote: each may be slow, and there may be many. */
export class PatternTrial {
  #left = BUDGET;
  #tooSlow = 0;

  /** `untried` when the patterns before have taken all the time there is. */
  match(pattern: string, value: string): "matches" | "differs" | "too-slow" | "untried" {
    if (this.#left <= 0 || this.#tooSlow >= MOST_TOO_SLOW) return "untried";
    const before = process.cpuUsage();
    const result = matchPattern(pattern, value);
    const { user, system } = process.cpuUsage(before);
    this.#left -= user + system;
    if (result === "too-slow") this.#tooSlow++;
    return result;
  }
}
