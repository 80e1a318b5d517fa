import type { Command } from "commander";

/** `espalier --zone a up` means `espalier up --zone a`: options before the command are moved behind its name. */
export function optionsBehindCommand(program: Command, args: readonly string[]): string[] {
  const valued = new Set(
    program.commands
      .flatMap((command) => [command, ...command.commands])
      .flatMap((command) => command.options)
      .filter((option) => option.required)
      .flatMap((option) => [option.long, option.short]),
  );
  let at = 0;
  while (at < args.length && args[at]?.startsWith("-")) at += valued.has(args[at]) ? 2 : 1;
  const ahead = args.slice(0, at);
  if (at === 0 || at >= args.length || ahead.some((arg) => ["-h", "--help", "-V", "--version", "--"].includes(arg))) {
    return [...args];
  }
  const steps = commandDepth(program, args.slice(at));
  return [...args.slice(at, at + steps), ...ahead, ...args.slice(at + steps)];
}

/** How many words name the command: one, or two as in `zone up`. */
function commandDepth(program: Command, words: readonly string[]): number {
  const first = program.commands.find((command) => command.name() === words[0]);
  return first?.commands.some((command) => command.name() === words[1]) ? 2 : 1;
}
