import { existsSync, readFileSync } from "node:fs";
import { runCommand } from "../../toolchain/run-command.ts";

/** What Schemathesis needs; the oldest of it that Debian 12 and Ubuntu 24.04 have. */
const OLDEST = [3, 11] as const;
const NAMES = ["python3", "python3.14", "python3.13", "python3.12", "python3.11"];
const PACKAGES = ["python3", "python3-venv"];
const MINUTE = 60;

/** There is no Python here that can be used; the message says what to install. */
export class NoPythonError extends Error {
  override readonly name = "NoPythonError";
}

/**
 * A Python that makes virtual environments. Installs it where that needs no question: as root on Debian.
 * Throws NoPythonError.
 */
export async function requirePython(say: (text: string) => void): Promise<string> {
  const found = await findPython();
  if (found) return found;
  if (!isDebian() || process.getuid?.() !== 0) throw new NoPythonError(advice());
  say(`install ${PACKAGES.join(" and ")} …`);
  await apt("update");
  await apt("install", "-y", "--no-install-recommends", ...PACKAGES);
  const installed = await findPython();
  if (installed) return installed;
  throw new NoPythonError(advice());
}

async function findPython(): Promise<string | undefined> {
  for (const name of NAMES) if (await isUsable(name)) return name;
  return undefined;
}

/** `venv` is there on Debian without what it needs: `ensurepip` is what the package python3-venv adds. */
async function isUsable(name: string): Promise<boolean> {
  const program = `import sys, venv, ensurepip; sys.exit(sys.version_info < (${OLDEST.join(", ")}))`;
  try {
    return (await runCommand(name, ["-c", program], { timeoutSeconds: MINUTE })).code === 0;
  } catch {
    return false;
  }
}

async function apt(...args: readonly string[]): Promise<void> {
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const failed = (reason: string) => new NoPythonError(`apt-get ${args[0]} failed: ${reason}\n${advice()}`);
  const result = await runCommand("apt-get", args, { environment, timeoutSeconds: 10 * MINUTE }).catch(
    (error: Error) => {
      throw failed(error.message);
    },
  );
  if (result.code !== 0) throw failed(result.stderr.trim().slice(-500));
}

function isDebian(): boolean {
  const release = "/etc/os-release";
  return existsSync(release) && /^ID(_LIKE)?=.*debian/m.test(readFileSync(release, "utf8"));
}

function advice(): string {
  const what = `Python ${OLDEST.join(".")} or newer with venv is needed to fuzz the API`;
  if (isDebian()) return `${what}; install it with\n  sudo apt-get install -y ${PACKAGES.join(" ")}`;
  if (process.platform === "darwin") return `${what}; install it with\n  brew install python`;
  return `${what}; install it with your system's package manager`;
}
