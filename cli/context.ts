import type { Output } from "./terminal/output.ts";

/** What surrounds a command. */
export interface Context {
  readonly cwd: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly output: Output;
}

/** Options of commands that read a definition. */
export interface DefinitionOptions {
  readonly file?: string;
  /** Zones as typed: each may hold several, separated by commas. */
  readonly zone?: readonly string[];
  readonly var?: readonly string[];
  readonly varFile?: readonly string[];
}
