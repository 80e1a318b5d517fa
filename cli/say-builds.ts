import type { Diagnostic } from "../constructs/diagnostic.ts";
import type { Output } from "./terminal/output.ts";
import { safeText } from "./terminal/safe-text.ts";

/** Images that a person builds and pushes, each with the commands, a line each. */
export function sayBuilds(output: Output, builds: readonly Diagnostic[]): void {
  for (const { message, fix = "" } of builds) {
    output.say(`  ${safeText(message)}`);
    for (const line of fix.split("; ").filter(Boolean)) output.say(output.talk.dim(`    ${safeText(line)}`));
  }
}
