import { CommandError, usageError } from "../command-error.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { suggestion } from "../nearest.ts";
import { allOf, printList, timeText } from "../platform/lists.ts";
import { requireTarget, type Target, type TargetOptions } from "../platform/target.ts";
import { canAsk, confirm } from "../terminal/prompt.ts";
import { safeText } from "../terminal/safe-text.ts";

/** Lists who works on the project. */
export async function members(context: Context, options: TargetOptions): Promise<ExitCode> {
  printList(
    context,
    await membersOf(requireTarget(context, options)),
    ["NAME", "E-MAIL", "ROLE", "MAY", "SINCE"],
    ({ person, role, permissions, joinedAt }) => [
      person.name,
      person.email ?? "",
      role.name,
      permissions.join(", "),
      timeText(joinedAt),
    ],
    "nobody is a member",
  );
  return EXIT.success;
}

interface InviteOptions extends TargetOptions {
  readonly role: string;
}

/** Makes an invitation and prints its link, which nothing sends. */
export async function invite(context: Context, options: InviteOptions, email: string): Promise<ExitCode> {
  const { output } = context;
  const { client, project } = requireTarget(context, options);
  const invitation = await client.post("/projects/{project}/invitations", {
    path: { project },
    body: { email, role: options.role },
  });
  const { talk, symbols } = output;
  const who = talk.bold(safeText(invitation.email));
  output.say(
    `${talk.green(symbols.done)} ${who} is invited as ${invitation.role}, until ${timeText(invitation.expiresAt)}`,
  );
  output.say(talk.dim("nothing is sent: hand over this link, which is shown once"));
  if (output.json) output.document(invitation);
  else output.print(invitation.link);
  return EXIT.success;
}

interface RemoveOptions extends TargetOptions {
  readonly yes?: boolean;
}

/** Takes somebody out of the project. */
export async function removeMember(context: Context, options: RemoveOptions, who: string): Promise<ExitCode> {
  const { output } = context;
  const target = requireTarget(context, options);
  const { person } = await memberNamed(target, who);
  const shown = safeText(person.email ?? person.name);
  if (!options.yes) {
    if (!canAsk(output)) throw usageError("there is no terminal on which to ask", "confirm with --yes");
    if (!(await confirm(output, `Remove ${shown} from project ${target.project}?`))) {
      throw new CommandError("nobody was removed", { exitCode: EXIT.cancelled });
    }
  }
  await target.client.delete("/projects/{project}/members/{person}", {
    path: { project: target.project, person: person.id },
  });
  output.say(`${output.talk.green(output.symbols.done)} ${output.talk.bold(shown)} is no member any more`);
  if (output.json) output.document({ person, removed: true });
  return EXIT.success;
}

/** Gives a member another role. */
export async function setRole(context: Context, options: TargetOptions, who: string, role: string): Promise<ExitCode> {
  const { output } = context;
  const target = requireTarget(context, options);
  const { person } = await memberNamed(target, who);
  const member = await target.client.patch("/projects/{project}/members/{person}", {
    path: { project: target.project, person: person.id },
    body: { role },
  });
  const shown = output.talk.bold(safeText(person.email ?? person.name));
  output.say(`${output.talk.green(output.symbols.done)} ${shown} is ${member.role.name} now`);
  if (output.json) output.document(member);
  return EXIT.success;
}

async function membersOf({ client, project }: Target) {
  return allOf(client.items("/projects/{project}/members", { path: { project }, query: { limit: 100 } }));
}

/** By e-mail address, name or id. A usage error when nobody or several are called that. */
async function memberNamed(target: Target, who: string) {
  const all = await membersOf(target);
  const found = all.filter(({ person }) => [person.email?.toLowerCase(), person.id].includes(who.toLowerCase()));
  const named = found.length > 0 ? found : all.filter(({ person }) => person.name === who);
  const [member, second] = named;
  if (member && !second) return member;
  if (second) throw usageError(`${named.length} members are called "${who}"`, "name one by e-mail address");
  const names = all.map(({ person }) => person.email ?? person.name);
  throw usageError(`project ${target.project} has no member "${who}"`, suggestion(who, names, "members"));
}
