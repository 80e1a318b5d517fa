import { execFileSync } from "node:child_process";
import { EmbeddedDatabaseError } from "./embedded-database-error.ts";

/** The system's user that PostgreSQL runs as when Espalier is run by root, as whom it refuses to run. */
export interface ServerUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const NAME = "postgres";

/**
 * Undefined when PostgreSQL runs as whoever runs Espalier. For root it is the user `postgres`, who is made when there
 * is none.
 */
export function serverUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (process.platform !== "linux") {
    throw new EmbeddedDatabaseError(
      "PostgreSQL refuses to run as root; start Espalier as an ordinary user, or set DATABASE_URL",
    );
  }
  return findUser() ?? createUser();
}

function findUser(): ServerUser | undefined {
  try {
    const id = (flag: string): number => Number(execFileSync("id", [flag, NAME], { encoding: "utf8", stdio: "pipe" }));
    const [uid, gid] = [id("-u"), id("-g")];
    return uid > 0 && gid >= 0 ? { name: NAME, uid, gid } : undefined;
  } catch {
    return undefined;
  }
}

function createUser(): ServerUser {
  let cause: unknown;
  try {
    const args = ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME];
    execFileSync("useradd", args, { stdio: "pipe" });
  } catch (error) {
    cause = error;
  }
  const created = findUser();
  if (created) return created;
  throw new EmbeddedDatabaseError(
    `PostgreSQL refuses to run as root, and the user "${NAME}" could not be made; ` +
      `make it (useradd --system ${NAME}), start Espalier as an ordinary user, or set DATABASE_URL`,
    { cause },
  );
}

/**
 * How a program of PostgreSQL is started in its data folder. The folder is entered before rights are given up, and named
 * by `/proc/self/cwd` from then on: so it may lie below the home of root, which stays closed to everybody else.
 */
export function inDataFolder(data: string, user: ServerUser | undefined) {
  return user
    ? { dataArgument: "/proc/self/cwd", options: { cwd: data, uid: user.uid, gid: user.gid } }
    : { dataArgument: data, options: { cwd: data } };
}

/** PostgreSQL gets nothing of the environment that might hold a secret or change it (`PGDATA`, `PGPORT`…). */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: "C" };
}
