import type { Command } from "commander";
import type { Act } from "../program.ts";
import { projectOptions, serverOption } from "./platform-options.ts";
import { collect, confirmOption } from "./shared-options.ts";

/** Commands around people and keys. */
export function addMemberCommands(program: Command, act: Act): void {
  const members = projectOptions(program.command("members"))
    .description("list who works on the project, invite people, change roles")
    .helpCommand(false)
    .action(act(async () => (await import("../commands/members.ts")).members));
  projectOptions(members.command("invite"))
    .description("invite a person: prints a link to hand over")
    .argument("<email>", "e-mail address of the only account that can accept it")
    .requiredOption("--role <role>", "role in the project: admin, developer, reader, or one of its own")
    .action(act(async () => (await import("../commands/members.ts")).invite));
  confirmOption(projectOptions(members.command("remove")), "remove")
    .description("take somebody out of the project")
    .argument("<member>", "e-mail address, name or id")
    .action(act(async () => (await import("../commands/members.ts")).removeMember));
  projectOptions(members.command("role"))
    .description("give a member another role")
    .argument("<member>", "e-mail address, name or id")
    .argument("<role>", "the role")
    .action(act(async () => (await import("../commands/members.ts")).setRole));
  addKeyCommands(program, act);
}

const OF = "--of <project>";

function addKeyCommands(program: Command, act: Act): void {
  const keys = serverOption(program.command("keys"))
    .description("list your API keys, make and revoke them")
    .option(OF, "the keys of a project's own, which belong to no person")
    .helpCommand(false)
    .action(act(async () => (await import("../commands/keys.ts")).keys));
  serverOption(keys.command("create"))
    .description("make a key and print it, once")
    .argument("<name>", "what it is for")
    .option("--permissions <permissions>", "what it may do at most, such as read,deploy (default: all that you may)")
    .option("--project <project>", "the only project it is for; repeatable (default: all of yours)", collect)
    .option(OF, "make a key of this project's own, which belongs to no person")
    .option("--expires <time>", "when it ends: 12h, 30d, 8w, 1y or 2027-01-31 (default: never)")
    .action(act(async () => (await import("../commands/keys.ts")).createKey));
  serverOption(keys.command("revoke"))
    .description("end a key at once, with all that was made with it")
    .argument("<key>", "its name, first characters or id")
    .option(OF, "a key of this project's own")
    .action(act(async () => (await import("../commands/keys.ts")).revokeKey));
}
