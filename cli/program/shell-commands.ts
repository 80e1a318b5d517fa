import { Argument, type Command } from "commander";
import type { Act } from "../program.ts";

/** Everything else: the first minute, the shell's completion, the version. */
export function addShellCommands(program: Command, act: Act): void {
  program
    .command("start")
    .description("the first minute: run the platform, with the example in a local zone (what `npm start` runs)")
    .option("--once", "end when the example is deployed, instead of serving until Ctrl-C")
    .action(act(async () => (await import("../commands/start.ts")).start));
  program
    .command("completion")
    .description("print a completion script for your shell")
    .addArgument(new Argument("<shell>", "which shell").choices(["bash", "zsh", "fish"]))
    .addHelpText(
      "after",
      `
Install:
  bash  espalier completion bash > ~/.local/share/bash-completion/completions/espalier
  zsh   espalier completion zsh > "\${fpath[1]}/_espalier"
  fish  espalier completion fish > ~/.config/fish/completions/espalier.fish`,
    )
    .action(act(async () => (await import("../commands/completion.ts")).completion(program)));
  program
    .command("version")
    .description("print the version")
    .action(act(async () => (await import("../commands/version.ts")).version));
  program
    .command("__complete", { hidden: true })
    .argument("<kind>", "templates, zones, containers, tags…")
    .option("-f, --file <file>", "definition to use")
    .action(act(async () => (await import("../commands/complete.ts")).complete));
}
