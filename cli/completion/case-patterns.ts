import type { CompletedCommand, Source } from "./completion-table.ts";

/** `/zone|zone/up`: from which command a word leads on to which, as a pattern of `case` in bash and zsh. */
export function commandWords(table: readonly CompletedCommand[]): string {
  return table.flatMap(({ path, subcommands }) => subcommands.map(({ name }) => `"${path}/${name}"`)).join("|");
}

/** Branches of `case` for the values of options; `reply` is how the shell answers. */
export function valueCases({ path, options }: CompletedCommand, reply: (source: Source) => string): string[] {
  return options.flatMap(({ flags, value }) => {
    if (!value) return [];
    return [`    ${flags.map((flag) => `"${path}:${flag}"`).join("|")}) ${reply(value)}; return ;;`];
  });
}
