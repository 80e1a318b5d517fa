import { createHash, randomBytes } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run, step } from "./steps.mjs";
import { isBuilt, OUTPUT, putInPlace, removeFolder, removeLeftOver, STAGED } from "./web-folder.mjs";

/** What the dashboard is built from. */
const SOURCES = [
  ...["web", "diagram", "constructs", "api/client"],
  ...["templates/definition.schema.json", "tsconfig.json", "package-lock.json"],
];
const STAMP = "sources.sha256";

/**
 * Builds the dashboard, unless it was built from these very sources. Several may do so at once: each builds into a folder of
 * its own, which takes the place of the earlier one when it is whole. The stamp that names its sources is written last.
 */
export async function buildWeb(root, node) {
  const web = join(root, "web");
  removeLeftOver(web);
  const sources = hashOf(root);
  const isThere = () => stampIn(join(web, OUTPUT)) === sources;
  if (isThere()) return;
  const staged = `${STAGED}${randomBytes(6).toString("hex")}`;
  await step("build the dashboard", (tell) => build(root, node, staged, tell), { expectedSeconds: 4 });
  writeFileSync(join(web, staged, STAMP), sources);
  putInPlace(web, staged, isThere);
  removeFolder(join(web, staged));
}

async function build(root, node, staged, tell) {
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  const environment = { ...process.env, NO_COLOR: "1" };
  try {
    await run(node, [vite, "build", "--config", "web/vite.config.ts", "--outDir", staged], {
      cwd: root,
      tell,
      environment,
    });
  } catch (error) {
    removeFolder(join(root, "web", staged));
    throw error;
  }
}

function stampIn(folder) {
  try {
    return readFileSync(join(folder, STAMP), "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

function hashOf(root) {
  const hash = createHash("sha256");
  for (const file of SOURCES.flatMap((source) => (source.includes(".") ? [source] : filesIn(root, source))).sort()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

/** Folders of builds are not even looked into: another build may remove its own meanwhile. */
function filesIn(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return isBuilt(entry.name) ? [] : filesIn(root, path);
    return entry.isFile() ? [path] : [];
  });
}
