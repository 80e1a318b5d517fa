import { commandWords, valueCases } from "./case-patterns.ts";
import type { CompletedCommand, Source } from "./completion-table.ts";

/** Completion for bash 3.2 and newer; needs no bash-completion package. */
export function bashScript(table: readonly CompletedCommand[]): string {
  return `# bash completion for espalier
_espalier_files() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen -f -- "$1"))
  compopt -o filenames 2>/dev/null
}
_espalier() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="" command="" i
  [ "$COMP_CWORD" -gt 0 ] && previous="\${COMP_WORDS[COMP_CWORD-1]}"
  COMPREPLY=()
  # bash splits --option=value at the sign.
  if [ "$current" = "=" ]; then current=""; fi
  if [ "$previous" = "=" ]; then previous="\${COMP_WORDS[COMP_CWORD-2]}"; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$command/\${COMP_WORDS[i]}" in
      ${commandWords(table)}) command="\${command:+$command }\${COMP_WORDS[i]}" ;;
    esac
  done
  case "$command:$previous" in
${table.flatMap((command) => valueCases(command, reply)).join("\n")}
  esac
  case "$command:$current" in
${table.map(optionCase).join("\n")}
${table.flatMap(argumentCase).join("\n")}
  esac
}
complete -F _espalier espalier
`;
}

function optionCase({ path, options }: CompletedCommand): string {
  return `    "${path}:-"*) ${words(options.map(({ flags }) => flags[0] as string))} ;;`;
}

function argumentCase({ path, subcommands, argument }: CompletedCommand): string[] {
  const offers = [
    ...(subcommands.length ? [words(subcommands.map(({ name }) => name))] : []),
    ...(argument ? [reply(argument)] : []),
  ];
  return offers.length ? [`    "${path}:"*) ${offers.join("; ")} ;;`] : [];
}

function reply(source: Source): string {
  switch (source.kind) {
    case "files":
      return '_espalier_files "$current"';
    case "words":
      return words(source.words);
    case "asked":
      return `COMPREPLY+=($(compgen -W "$("\${COMP_WORDS[0]}" __complete ${source.what} 2>/dev/null)" -- "$current"))`;
    case "nothing":
      return ":";
  }
}

function words(list: readonly string[]): string {
  return `COMPREPLY+=($(compgen -W "${list.join(" ")}" -- "$current"))`;
}
