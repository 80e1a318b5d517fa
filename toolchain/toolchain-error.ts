import type { ToolName } from "./tools.ts";

/** One way that was tried to obtain a program, and why it did not lead there. */
export interface Attempt {
  readonly way: string;
  readonly problem: string;
}

/** A program cannot be obtained; the message says every way that was tried and what to install. */
export class ToolchainError extends Error {
  override readonly name = "ToolchainError";
  readonly tool: ToolName;
  readonly attempts: readonly Attempt[];

  constructor(tool: ToolName, version: string, attempts: readonly Attempt[], fix: string) {
    const tried = attempts.map(({ way, problem }) => `  ${way}: ${problem}`).join("\n");
    super(`${tool} ${version} is needed and could not be obtained; tried\n${tried}\n${fix}`);
    this.tool = tool;
    this.attempts = attempts;
  }
}
