import type { Schema } from "../../api/client/index.ts";
import { usageError } from "../command-error.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { suggestion } from "../nearest.ts";
import { firstOf, printList, timeText } from "../platform/lists.ts";
import { connectServer, type Server, type ServerOptions } from "../platform/target.ts";

interface KeyOptions extends ServerOptions {
  /** The project whose own keys are meant; absent: the person's. */
  readonly of?: string;
}

type AnyKey = Schema<"Key"> | Schema<"ProjectKey">;

/** Lists the person's keys, or those of a project's own, that still work. */
export async function keys(context: Context, options: KeyOptions): Promise<ExitCode> {
  const working = (await keysOf(connectServer(context, options), options.of)).filter(({ revokedAt }) => !revokedAt);
  printList(
    context,
    working,
    ["NAME", "BEGINS", "MAY", "PROJECTS", "LAST USED", "EXPIRES"],
    (key) => [
      key.name,
      `${key.start}…`,
      key.permissions?.join(", ") ?? "everything",
      options.of ?? ("projects" in key ? (key.projects?.join(", ") ?? "all") : ""),
      timeText(key.lastUsedAt) || "never",
      timeText(key.expiresAt) || "never",
    ],
    "no keys yet; make one with `espalier keys create NAME`",
  );
  return EXIT.success;
}

interface CreateOptions extends KeyOptions {
  readonly permissions?: string;
  readonly project?: readonly string[];
  readonly expires?: string;
}

/** Makes a key and prints it, this once. */
export async function createKey(context: Context, options: CreateOptions, name: string): Promise<ExitCode> {
  const { output } = context;
  const { of: project, permissions, project: projects } = options;
  if (project !== undefined && projects) {
    throw usageError("--of makes a key of that project's own, which is for no other", "leave out --project");
  }
  const { client } = connectServer(context, options);
  const facts = { name, ...readLifetime(options.expires) };
  const set = permissions?.split(",").map((one) => one.trim()) as Schema<"Permission">[] | undefined;
  if (project !== undefined && !set) {
    throw usageError("a key of a project's own needs permissions", "--permissions read,deploy");
  }
  const made =
    project === undefined
      ? await client.post("/keys", {
          body: { ...facts, ...(set && { permissions: set }), ...(projects && { projects: [...projects] }) },
        })
      : await client.post("/projects/{project}/keys", {
          path: { project },
          body: { ...facts, permissions: set ?? [] },
        });
  output.say(`${output.talk.green(output.symbols.done)} this is the key; it is shown this once`);
  if (output.json) output.document(made);
  else output.print(made.key);
  return EXIT.success;
}

/** Revokes a key by its name, its first characters or its id. */
export async function revokeKey(context: Context, options: KeyOptions, which: string): Promise<ExitCode> {
  const { output } = context;
  const server = connectServer(context, options);
  const key = await keyNamed(server, options.of, which);
  if (options.of === undefined) await server.client.delete("/keys/{key}", { path: { key: key.id } });
  else await server.client.delete("/projects/{project}/keys/{key}", { path: { project: options.of, key: key.id } });
  output.say(`${output.talk.green(output.symbols.done)} key ${output.talk.bold(key.name)} (${key.start}…) is revoked`);
  if (output.json) output.document({ id: key.id, revoked: true });
  return EXIT.success;
}

function keysOf({ client }: Server, project: string | undefined): Promise<AnyKey[]> {
  const query = { limit: 100 };
  return project === undefined
    ? firstOf<AnyKey>(client.items("/keys", { query }))
    : firstOf<AnyKey>(client.items("/projects/{project}/keys", { path: { project }, query }));
}

async function keyNamed(server: Server, project: string | undefined, which: string): Promise<AnyKey> {
  const working = (await keysOf(server, project)).filter(({ revokedAt }) => !revokedAt);
  const start = which.replace(/…$/, "");
  const found = working.filter(({ id, name, start: begins }) => [id, name, begins].includes(start));
  const [key, second] = found;
  if (key && !second) return key;
  if (second) {
    const begins = found.map(({ start: one }) => one).join(", ");
    throw usageError(`${found.length} keys are called "${which}"`, `name one by its first characters: ${begins}`);
  }
  throw usageError(
    `there is no key "${which}"`,
    suggestion(
      which,
      working.map(({ name }) => name),
      "keys",
    ),
  );
}

const DAY = 24;
const UNITS: Readonly<Record<string, number>> = { h: 1, d: DAY, w: 7 * DAY, y: 365 * DAY };

/** `12h`, `30d`, `8w`, `1y`, or a day as 2027-01-31. */
function readLifetime(text: string | undefined): { expiresAt?: string } {
  if (text === undefined) return {};
  const [, count, unit] = /^(\d{1,5})([hdwy])$/.exec(text) ?? [];
  if (count && unit)
    return { expiresAt: new Date(Date.now() + Number(count) * (UNITS[unit] ?? 0) * 3_600_000).toISOString() };
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  if (day && !Number.isNaN(day.getTime())) return { expiresAt: day.toISOString() };
  throw usageError(`--expires wants a time such as 12h, 30d, 8w, 1y or 2027-01-31, got "${text.slice(0, 40)}"`);
}
