import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run, SetupError, step } from "./steps.mjs";

const OLDEST_NODE = 20;

/** What compiling the Jsonnet evaluator takes: any program of `anyOf`, and the Debian package that has it. */
const REQUIREMENTS = [
  { name: "git", anyOf: ["git"], debian: "git" },
  { name: "a C++ compiler", anyOf: ["c++", "g++", "clang++"], debian: "g++" },
  { name: "make or ninja", anyOf: ["make", "ninja"], debian: "make" },
  { name: "cmake", anyOf: ["cmake"], debian: "cmake" },
];

export function requireNode() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major >= OLDEST_NODE) return;
  throw new SetupError(
    `Node ${process.versions.node} is too old; install Node ${OLDEST_NODE} or newer (https://nodejs.org)`,
  );
}

/** Makes sure that native packages can be compiled; installs what is missing where that needs no question. */
export async function requireBuildTools() {
  const missing = missingRequirements();
  if (missing.length === 0) return;
  const packages = missing.map(({ debian }) => debian);
  if (!isDebian() || process.getuid?.() !== 0) throw new SetupError(adviceFor(missing, packages));
  await step(`install ${packages.join(", ")}`, async (tell) => {
    const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    await run("apt-get", ["update"], { tell, environment });
    await run("apt-get", ["install", "-y", "--no-install-recommends", ...packages], { tell, environment });
  });
  const still = missingRequirements();
  if (still.length > 0) throw new SetupError(adviceFor(still, packages));
}

function missingRequirements() {
  return REQUIREMENTS.filter(({ anyOf }) => !anyOf.some(isOnPath));
}

function isOnPath(program) {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => isExecutable(join(folder, program)));
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isDebian() {
  const release = "/etc/os-release";
  return existsSync(release) && /^ID(_LIKE)?=.*debian/m.test(readFileSync(release, "utf8"));
}

function adviceFor(missing, packages) {
  const what = `missing: ${missing.map(({ name }) => name).join(", ")}`;
  if (isDebian()) return `${what}; install with\n  sudo apt-get install -y ${packages.join(" ")}`;
  if (process.platform === "darwin") return `${what}; install with\n  xcode-select --install && brew install cmake`;
  return `${what}; install them with your system's package manager`;
}
