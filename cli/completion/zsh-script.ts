import { commandWords, valueCases } from "./case-patterns.ts";
import type { CompletedCommand, Source } from "./completion-table.ts";

/** Completion for zsh, as a file `_espalier` in its `fpath`, or sourced. */
export function zshScript(table: readonly CompletedCommand[]): string {
  return `#compdef espalier
_espalier() {
  local command="" previous="\${words[CURRENT-1]}" word
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$command/$word" in
      ${commandWords(table)}) command="\${command:+$command }$word" ;;
    esac
  done
  case "$command:$previous" in
${table.flatMap((command) => valueCases(command, reply)).join("\n")}
  esac
  local -a candidates
  case "$command:\${words[CURRENT]}" in
${table.map(optionCase).join("\n")}
${table.flatMap(argumentCase).join("\n")}
  esac
}
if [ "$funcstack[1]" = "_espalier" ]; then
  _espalier "$@"
else
  compdef _espalier espalier
fi
`;
}

function optionCase({ path, options }: CompletedCommand): string {
  const described = options.map(({ flags, description }) => ({ name: flags[0] as string, description }));
  return `    "${path}:-"*) ${describe("option", described)} ;;`;
}

function argumentCase({ path, subcommands, argument }: CompletedCommand): string[] {
  const offers = [
    ...(subcommands.length ? [describe("command", subcommands)] : []),
    ...(argument ? [reply(argument)] : []),
  ];
  return offers.length ? [`    "${path}:"*) ${offers.join("; ")} ;;`] : [];
}

function reply(source: Source): string {
  switch (source.kind) {
    case "files":
      return "_files";
    case "words":
      return `compadd -- ${source.words.join(" ")}`;
    case "asked":
      return `compadd -- \${(f)"$("\${words[1]}" __complete ${source.what} 2>/dev/null)"}`;
    case "nothing":
      return ":";
  }
}

function describe(what: string, entries: readonly { name: string; description: string }[]): string {
  const quoted = entries.map(({ name, description }) => `'${name}:${plain(description)}'`);
  return `candidates=(${quoted.join(" ")}); _describe '${what}' candidates`;
}

/** A colon ends the name, a quote the word. */
function plain(description: string): string {
  return description.replaceAll("'", "'\\''").replaceAll(":", "\\:");
}
