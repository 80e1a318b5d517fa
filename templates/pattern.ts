import { createContext, Script } from "node:vm";
import { LIMIT } from "./limits.ts";

export type PatternResult = "matches" | "differs" | "too-slow";

/** Says why a pattern cannot be used; undefined when it can. */
export function patternProblem(pattern: string): string | undefined {
  try {
    new RegExp(pattern, "u");
    return undefined;
  } catch (error) {
    return (error as Error).message.replace(/^Invalid regular expression: /, "");
  }
}

/**
 * Matches a whole value against a pattern. Patterns come from strangers and may backtrack without end, so matching runs
 * in a V8 context that is interrupted after 50 ms: regular expressions heed that, unlike a plain `test`. The clock goes on
 * while the machine is busy with others, so a match that hardly had the processor is tried again.
 */
export function matchPattern(pattern: string, value: string): PatternResult {
  if (value.length > LIMIT.patternedValue) return "differs";
  Object.assign(room, { source: `^(?:${pattern})$`, value });
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const before = cpuUsage();
    try {
      return MATCH.runInContext(room, { timeout: LIMIT.patternTime }) ? "matches" : "differs";
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
      const { user, system } = cpuUsage(before);
      if (user + system >= (LIMIT.patternTime * 1000) / 2) return "too-slow";
    }
  }
  return "too-slow";
}

const MOST_TRIES = 20;

/** Of this thread, where Node can tell it from the others (23.9 and newer): definitions are evaluated in several at once. */
const cpuUsage = (process.threadCpuUsage ?? process.cpuUsage).bind(process);

const MATCH = new Script('new RegExp(source, "u").test(value)');

/** One for all patterns: making a context takes a millisecond, and nothing of a pattern or a value runs in it as code. */
const room = createContext(Object.create(null));
