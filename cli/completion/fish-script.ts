import type { CompletedCommand, Source } from "./completion-table.ts";

/** Completion for fish 3 and newer. */
export function fishScript(table: readonly CompletedCommand[]): string {
  return `# fish completion for espalier
function __espalier_at
    set -l found
    for word in (commandline -opc)[2..-1]
        switch "$found/$word"
            case ${commandWords(table)}
                set found (string trim -- "$found $word")
        end
    end
    test "$found" = "$argv"
end
complete -c espalier -f
${table.flatMap(linesOf).join("\n")}
`;
}

function commandWords(table: readonly CompletedCommand[]): string {
  return table.flatMap(({ path, subcommands }) => subcommands.map(({ name }) => quote(`${path}/${name}`))).join(" ");
}

function linesOf({ path, subcommands, options, argument }: CompletedCommand): string[] {
  const begin = `complete -c espalier -n ${quote(`__espalier_at ${path}`.trim())}`;
  return [
    ...subcommands.map(({ name, description }) => `${begin} -a ${quote(name)} -d ${quote(description)}`),
    ...options.map(({ flags, description, value }) => {
      const names = flags.map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
      return [begin, ...names, ...(value ? [wantedValue(value)] : []), `-d ${quote(description)}`].join(" ");
    }),
    ...(argument && argument.kind !== "nothing" ? [`${begin} ${reply(argument)}`] : []),
  ];
}

/** `-x`: the value is one of these and no file. */
function wantedValue(source: Source): string {
  return source.kind === "files" ? `-r ${reply(source)}` : `-x ${reply(source)}`.trim();
}

function reply(source: Source): string {
  switch (source.kind) {
    case "files":
      return "-F";
    case "words":
      return `-a ${quote(source.words.join(" "))}`;
    case "asked":
      return `-a ${quote(`(espalier __complete ${source.what} 2>/dev/null)`)}`;
    case "nothing":
      return "";
  }
}

function quote(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
