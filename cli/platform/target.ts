import { type Client, createClient } from "../../api/client/index.ts";
import { CommandError, usageError } from "../command-error.ts";
import type { Context } from "../context.ts";
import { EXIT } from "../exit-code.ts";
import { findLink, folderOf, type Link } from "./link-file.ts";
import { readLogins } from "./logins.ts";
import { readServerUrl, STANDARD_SERVER } from "./server-url.ts";

/** Options of every command that may go to a platform. */
export interface ServerOptions {
  readonly server?: string;
}

export interface TargetOptions extends ServerOptions {
  readonly project?: string;
  /** Leave the platform out, although the folder is linked. */
  readonly local?: boolean;
  readonly file?: string;
}

/** A platform with somebody's key. */
export interface Server {
  readonly url: string;
  readonly client: Client;
}

/** A project on a platform. */
export interface Target extends Server {
  readonly project: string;
  /** Absent when options named the project. */
  readonly link?: Link;
}

/** The platform that commands without a project talk to. */
export function connectServer(context: Context, options: ServerOptions): Server {
  const link = options.server === undefined ? findLink(context.cwd) : undefined;
  return serverAt(context, options.server, link?.server ?? standardServer(context));
}

/** The project that a command is about: the one that options name, else the folder's. A usage error when there is none. */
export function requireTarget(context: Context, options: TargetOptions): Target {
  const target = findTarget(context, options);
  if (target) return target;
  throw usageError(
    "this folder is not linked to a project",
    "link it with `espalier link`, or name one with --project",
  );
}

/** The same; undefined where a command is to work without a platform. */
export function findTarget(context: Context, options: TargetOptions): Target | undefined {
  const { server, project, local, file } = options;
  if (local) {
    if (server !== undefined || project !== undefined) {
      throw usageError("--local works without a platform, so it takes neither --server nor --project");
    }
    return undefined;
  }
  const link = findLink(folderOf(context.cwd, file));
  if (project === undefined) {
    if (link) {
      const known = server === undefined || readServerUrl(server) === link.server;
      if (!known) throw usageError(`the folder is linked to ${link.server}`, "name the project with --project too");
      return { ...serverAt(context, server, link.server), project: link.project, link };
    }
    if (server === undefined) return undefined;
    throw usageError("--server needs the name of a project", "name it with --project");
  }
  const url = server ?? link?.server ?? standardServer(context);
  const reached = serverAt(context, server, url);
  const linked = link?.server === reached.url && link.project === project;
  return { ...reached, project, ...(linked && { link }) };
}

function standardServer({ environment }: Context): string {
  return environment.ESPALIER_SERVER || readLogins(environment).current || STANDARD_SERVER;
}

/**
 * A key of the environment goes to a server that the environment or an option names, never to one that only a file in a
 * folder names: folders come from other people.
 */
function serverAt(context: Context, named: string | undefined, chosen: string): Server {
  const { environment } = context;
  const url = readServerUrl(named ?? chosen);
  const { ESPALIER_API_KEY: key, ESPALIER_SERVER: ofKey } = environment;
  if (key) {
    const meant = named ?? ofKey;
    if (meant !== undefined && readServerUrl(meant) === url) return { url, client: createClient({ url, key }) };
  }
  const login = readLogins(environment).servers[url];
  if (login) return { url, client: createClient({ url, key: login.key }) };
  const fix = key
    ? `ESPALIER_API_KEY is used where ESPALIER_SERVER or --server names the platform: set ESPALIER_SERVER=${url}`
    : `log in with \`espalier login ${url}\`, or set ESPALIER_SERVER and ESPALIER_API_KEY`;
  throw new CommandError(`you are not logged in at ${url}`, { exitCode: EXIT.authentication, fix });
}
