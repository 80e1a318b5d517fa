import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder } from "../../toolchain/cache.ts";
import { withFileLock } from "../../toolchain/file-lock.ts";
import { runCommand } from "../../toolchain/run-command.ts";
import { requirePython } from "./python.ts";

const REQUIREMENTS = fileURLToPath(new URL("./requirements.txt", import.meta.url));
const MOST_SECONDS = 600;

/**
 * Path of the `schemathesis` program, in a virtual environment below the cache that is made once.
 * Throws NoPythonError where there is no Python for it, Error when it cannot be installed.
 */
export async function schemathesis(say: (text: string) => void = () => {}): Promise<string> {
  const wanted = readFileSync(REQUIREMENTS, "utf8");
  const hash = createHash("sha256").update(wanted).digest("hex").slice(0, 12);
  const folder = join(cacheFolder(), "fuzz", `schemathesis-${hash}`);
  return withFileLock(
    `${folder}.lock`,
    async () => {
      if (!(await works(folder, wanted))) await install(folder, wanted, say);
      return programIn(folder);
    },
    { onWait: (holder) => say(`process ${holder} is installing schemathesis; waiting for it`) },
  );
}

function programIn(folder: string): string {
  return join(folder, "bin", "schemathesis");
}

/** Written last, so that nothing half made is taken for whole. */
function receiptIn(folder: string): string {
  return join(folder, "installed");
}

/** An upgrade of the system's Python leaves environments behind that cannot start. */
async function works(folder: string, wanted: string): Promise<boolean> {
  const receipt = receiptIn(folder);
  if (!existsSync(receipt) || readFileSync(receipt, "utf8") !== wanted) return false;
  try {
    return (await runCommand(programIn(folder), ["--version"], { timeoutSeconds: 60 })).code === 0;
  } catch {
    return false;
  }
}

async function install(folder: string, wanted: string, say: (text: string) => void): Promise<void> {
  const python = await requirePython(say);
  rmSync(folder, { recursive: true, force: true });
  say("make a virtual environment …");
  await run(python, ["-m", "venv", folder]);
  say("install schemathesis (about 20 s) …");
  const pip = ["-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--only-binary", ":all:"];
  await run(join(folder, "bin", "python"), [...pip, "-r", REQUIREMENTS]);
  await run(programIn(folder), ["--version"]);
  writeFileSync(receiptIn(folder), wanted);
}

async function run(program: string, args: readonly string[]): Promise<void> {
  const { code, stderr } = await runCommand(program, args, { timeoutSeconds: MOST_SECONDS });
  if (code !== 0)
    throw new Error(`${[program, ...args].join(" ")} failed with ${code}:\n${stderr.trim().slice(-2000)}`);
}
