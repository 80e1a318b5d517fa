import { type Command, Option } from "commander";
import type { Act } from "../program.ts";
import { addMemberCommands } from "./member-commands.ts";
import { projectOptions, serverOption } from "./platform-options.ts";
import { collect, confirmOption } from "./shared-options.ts";

/** Commands around a platform that many people share. */
export function addPlatformCommands(program: Command, act: Act): void {
  program
    .command("serve")
    .description("run the platform: its API, pages and workers, over PostgreSQL")
    .addOption(new Option("--only <part>", "run one part alone, to run many of each").choices(["api", "worker"]))
    .option("--port <port>", "port to answer at (default: ESPALIER_PORT, else 7070)")
    .option("--host <host>", "address to answer at (default: ESPALIER_HOST, else 127.0.0.1)")
    .option("--sign-in-link", "print a link by which the first operator signs in (default: while there is none)")
    .action(act(async () => (await import("../commands/serve.ts")).serve));
  addLoginCommands(program, act);
  addLinkCommands(program, act);
  addVariableCommands(program, act);
  addMemberCommands(program, act);
  addHistoryCommands(program, act);
}

function addLoginCommands(program: Command, act: Act): void {
  program
    .command("login")
    .description("sign in to a platform and keep a key for it on this machine")
    .argument("[url]", "its address, or a one-time link to sign in (default: http://127.0.0.1:7070)")
    .option("--key-stdin", "read a key from standard input instead of asking for a password")
    .action(act(async () => (await import("../commands/login.ts")).login));
  program
    .command("logout")
    .description("forget the key of a platform, and revoke it")
    .argument("[url]", "its address (default: where you have logged in last)")
    .action(act(async () => (await import("../commands/login.ts")).logout));
  serverOption(program.command("whoami"))
    .description("show who you are to the platform, and what your key is for")
    .action(act(async () => (await import("../commands/whoami.ts")).whoami));
}

function addLinkCommands(program: Command, act: Act): void {
  serverOption(program.command("link"))
    .description("make this folder a project on the platform: up, preview, status and logs go there from now on")
    .argument("[project]", "name of the project (default: asks for one of yours)")
    .option("--create", "make a new project")
    .option("--template <template>", "what the new project begins with, see `espalier templates`")
    .option("--var <name=value>", "fills a blank of the template; repeatable", collect)
    .option("--var-file <file>", "fills blanks from JSON or NAME=value lines; repeatable", collect)
    .option("-f, --file <file>", "definition whose folder is linked (default: this folder)")
    .action(act(async () => (await import("../commands/link.ts")).link));
  program
    .command("unlink")
    .description("forget that this folder is a project on a platform")
    .action(act(async () => (await import("../commands/link.ts")).unlink));
  projectOptions(program.command("open"))
    .description("print the address at which the project is seen, and open it where there is a desktop")
    .action(act(async () => (await import("../commands/open.ts")).open));
}

function addVariableCommands(program: Command, act: Act): void {
  const env = program.command("env").description("the project's variables and secrets").helpCommand(false);
  projectOptions(env.command("list"))
    .description("list the variables; values of secrets are shown to nobody")
    .action(act(async () => (await import("../commands/env.ts")).envList));
  projectOptions(env.command("pull"))
    .description("write the variables into a file as NAME=value; secrets as names without a value")
    .argument("[file]", "where to write them, - for stdout (default: .env)")
    .option("--force", "replace the file when it is there")
    .action(act(async () => (await import("../commands/env.ts")).envPull));
  projectOptions(env.command("set"))
    .description("set variables; deploys nothing")
    .argument("[assignments...]", "NAME=value, or NAME alone to be asked for it")
    .option("--secret", "keep them as secrets (default: what the definition or the name says)")
    .option("--from-file <file>", "set those in a file, as JSON or NAME=value lines; repeatable", collect)
    .action(act(async () => (await import("../commands/env.ts")).envSet));
  projectOptions(env.command("unset"))
    .description("remove variables; deploys nothing")
    .argument("<variables...>", "their names")
    .action(act(async () => (await import("../commands/env.ts")).envUnset));
}

function addHistoryCommands(program: Command, act: Act): void {
  projectOptions(program.command("revisions"))
    .description("list what was deployed")
    .action(act(async () => (await import("../commands/revisions.ts")).revisions));
  confirmOption(projectOptions(program.command("rollback")), "roll back")
    .description("deploy an older revision again, with the variables it had")
    .argument("<revision>", "its number, see `espalier revisions`")
    .option("-z, --zone <names>", "zones, separated by commas (default: the definition's)", collect)
    .option("--comment <text>", "why, for the list of revisions")
    .action(act(async () => (await import("../commands/revisions.ts")).rollback));
  const updates = projectOptions(program.command("updates"))
    .description("list the updates of the project, watch or cancel them")
    .helpCommand(false)
    .action(act(async () => (await import("../commands/updates.ts")).updates));
  projectOptions(updates.command("watch"))
    .description("follow updates to their end")
    .argument("[updates...]", "their ids (default: those that are under way)")
    .action(act(async () => (await import("../commands/updates.ts")).watchUpdates));
  projectOptions(updates.command("cancel"))
    .description("end updates; what they have written stays")
    .argument("<updates...>", "their ids")
    .action(act(async () => (await import("../commands/updates.ts")).cancelUpdates));
}
