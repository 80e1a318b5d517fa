import type { Command } from "commander";
import { bashScript } from "../completion/bash-script.ts";
import { type CompletedCommand, completionTable } from "../completion/completion-table.ts";
import { fishScript } from "../completion/fish-script.ts";
import { zshScript } from "../completion/zsh-script.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";

const SCRIPTS: Record<string, (table: readonly CompletedCommand[]) => string> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** Prints the script that completes the commands of this program in a shell. */
export function completion(program: Command) {
  return async ({ output }: Context, _options: object, shell: string): Promise<ExitCode> => {
    output.write(SCRIPTS[shell]?.(completionTable(program)) ?? "");
    return EXIT.success;
  };
}
