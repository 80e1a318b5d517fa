import { existsSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { usageError } from "./command-error.ts";

/** Name of the definition that `import` writes when none is given. */
export const IMPORTED_NAME = "espalier.jsonc";

const STDIN = "-";
const STDIN_LIMIT = 16 * 1024 * 1024;

/** In the order in which Docker Compose looks for them (Compose Specification, "Compose file"). */
const COMPOSE_NAMES = ["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"];

/** What is to be imported. */
export interface ImportSource {
  /** Absolute path; for standard input the one a compose file would have in the current folder. */
  readonly file: string;
  /** Absent when the file itself is to be read. */
  readonly text?: string;
  /** What people call it. */
  readonly shown: string;
  /** Files of the same folder that Docker Compose would have merged, or that stand behind the chosen one. */
  readonly leftOut: readonly string[];
}

/** The file that was named, the compose file of a folder that was named, or standard input for `-`. */
export async function openImportSource(cwd: string, named: string): Promise<ImportSource> {
  if (named === STDIN) {
    const text = await readStandardInput();
    return { file: join(cwd, COMPOSE_NAMES[0] as string), text, shown: "standard input", leftOut: [] };
  }
  const path = resolve(cwd, named);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats)
    throw usageError(`there is no file "${named}"`, "name a compose file, a one-click app or a Coolify template");
  if (!stats.isDirectory()) return { file: path, shown: named, leftOut: overridesBeside(path) };
  const found = COMPOSE_NAMES.filter((name) => existsSync(join(path, name)));
  const [first, ...others] = found;
  if (first === undefined) {
    throw usageError(
      `there is no compose file in ${named} (looked for ${COMPOSE_NAMES.join(", ")})`,
      "name the file itself",
    );
  }
  const file = join(path, first);
  return { file, shown: join(named, first), leftOut: [...others, ...overridesBeside(file)] };
}

/** `compose.override.yaml` beside `compose.yaml`. */
function overridesBeside(file: string): string[] {
  const name = basename(file);
  if (!COMPOSE_NAMES.includes(name)) return [];
  const stem = name.replace(/\.ya?ml$/, "");
  const candidates = ["yaml", "yml"].map((ending) => `${stem}.override.${ending}`);
  return candidates.filter((candidate) => existsSync(join(file, "..", candidate)));
}

async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > STDIN_LIMIT) throw usageError("standard input holds more than 16 MiB", "import a smaller file");
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw usageError("standard input is not UTF-8 text");
  }
}
