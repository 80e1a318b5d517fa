import { mkdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { stateFolder } from "../../engine/state-folder.ts";
import { writeFileWhole } from "../../engine/write-file-whole.ts";
import { withFileLock } from "../../toolchain/file-lock.ts";
import { CommandError } from "../command-error.ts";

const Login = z.strictObject({
  key: z.string(),
  keyId: z.string(),
  /** E-mail address of the person, or the name of a project's own key. */
  who: z.string(),
  /** Whether it was made for this machine, so that it ends with being logged in here. */
  made: z.boolean(),
});

const Logins = z.strictObject({
  /** The server that commands use when nothing names one: where one has logged in last. */
  current: z.string().optional(),
  servers: z.record(z.string(), Login),
});

/** A key for a platform, as this machine keeps it. */
export type Login = z.infer<typeof Login>;
export type Logins = z.infer<typeof Logins>;

/** Keys by the address of their server: `logins.json` in the state folder, readable by its owner alone. */
export function readLogins(environment: NodeJS.ProcessEnv): Logins {
  const file = loginsFile(environment);
  let text: string;
  try {
    if (process.platform !== "win32" && statSync(file).mode & 0o077) {
      throw new CommandError(`${file} can be read by others`, { fix: `run: chmod 600 ${file}` });
    }
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { servers: {} };
    throw error;
  }
  const { data } = Logins.safeParse(parse(text));
  if (data) return data;
  throw new CommandError(`${file} cannot be read`, { fix: "remove it and log in again with `espalier login`" });
}

export function saveLogin(environment: NodeJS.ProcessEnv, server: string, login: Login): Promise<void> {
  return change(environment, ({ servers }) => ({ current: server, servers: { ...servers, [server]: login } }));
}

export function forgetLogin(environment: NodeJS.ProcessEnv, server: string): Promise<void> {
  return change(environment, ({ current, servers: { [server]: _, ...servers } }) => {
    const next = current === server ? Object.keys(servers)[0] : current;
    return { ...(next !== undefined && { current: next }), servers };
  });
}

async function change(environment: NodeJS.ProcessEnv, edit: (logins: Logins) => Logins): Promise<void> {
  const file = loginsFile(environment);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  await withFileLock(`${file}.lock`, async () => {
    writeFileWhole(file, `${JSON.stringify(edit(readLogins(environment)), null, 2)}\n`);
  });
}

function loginsFile(environment: NodeJS.ProcessEnv): string {
  return join(stateFolder(environment), "logins.json");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
