import { encodeSecrets, SECRET_REFERENCE, urlPart } from "../secret-reference.ts";
import type { Filled } from "./filled.ts";
import type { Target } from "./target.ts";

type VariableOf = (name: string) => Filled | undefined;

/**
 * How other containers reach it: `postgresql://me:⟦secret:password|url⟧@db:5432/shop`, or `http://host:port` when it is no
 * server that is known here. User, password and name of the database are taken from its environment.
 */
export function connectionUrl(target: Target, variableOf: VariableOf): Filled {
  const { connection, host, port } = target;
  const used: Filled[] = [];
  const first = (names: readonly string[] = []): string | undefined => {
    for (const name of names) {
      const filled = variableOf(name);
      if (!filled) continue;
      used.push(filled);
      const text = filled.pieces.join("");
      if (text !== "") return text;
    }
    return undefined;
  };
  const { user, password, database } = connection ? accessOf(target, first) : {};
  const credentials = user === undefined && password === undefined ? "" : `${part(user)}${withColon(password)}@`;
  const path = database === undefined ? "" : `/${part(database)}`;
  const query = user !== undefined && connection?.query ? `${path === "" ? "/" : ""}${connection.query}` : "";
  return {
    pieces: [`${connection?.scheme ?? "http"}://${credentials}${host}:${port}${path}${query}`],
    targets: [...new Set(used.flatMap(({ targets }) => targets))],
    problems: used.flatMap(({ problems }) => problems),
  };
}

interface Access {
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  readonly database?: string | undefined;
}

function accessOf({ connection, words }: Target, first: (names?: readonly string[]) => string | undefined): Access {
  const { defaultUser, defaultPassword, databaseLikeUser, passwordFlag, rootPassword } = connection ?? {};
  const user = first(connection?.user);
  const database = first(connection?.database);
  if (user === undefined && rootPassword) {
    const password = first(rootPassword);
    return { ...(password !== undefined && { user: "root", password }), database };
  }
  const password = first(connection?.password) ?? passwordIn(words, passwordFlag, first) ?? defaultPassword;
  const known = user ?? defaultUser;
  return { user: known, password, database: database ?? (databaseLikeUser ? known : undefined) };
}

/** The value of a flag among the words of a command, each of which may be a command line itself. */
function passwordIn(
  words: readonly string[],
  flag: string | undefined,
  first: (names?: readonly string[]) => string | undefined,
): string | undefined {
  const all = words.flatMap((word) => word.split(/\s+/)).filter(Boolean);
  const index = flag === undefined ? -1 : all.findIndex((word) => word === flag || word.startsWith(`${flag}=`));
  if (index < 0) return undefined;
  const written = all[index] === flag ? all[index + 1] : all[index]?.slice((flag as string).length + 1);
  const value = written?.replace(/^(["'])(.*)\1$/, "$2") ?? "";
  const variable = /^\$[({]?([A-Za-z_][A-Za-z0-9_]*)[)}]?$/.exec(value)?.[1];
  if (variable !== undefined) return first([variable]);
  return /^[^$;&|"']+$/.test(value) ? value : undefined;
}

function withColon(password: string | undefined): string {
  return password === undefined ? "" : `:${part(password)}`;
}

/** Literal text escaped, secrets asked for in escaped form. */
function part(text: string | undefined): string {
  if (text === undefined) return "";
  let result = "";
  let from = 0;
  for (const match of text.matchAll(SECRET_REFERENCE)) {
    result += urlPart(text.slice(from, match.index)) + encodeSecrets(match[0], "url");
    from = match.index + match[0].length;
  }
  return result + urlPart(text.slice(from));
}
