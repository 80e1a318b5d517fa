import { createHash, randomBytes } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { run, step } from "./steps.mjs";
import { isBuildFolder, OUTPUT, putInPlace, removeLeftOver, STAGED } from "./web-folder.mjs";

/** What the dashboard is built from. */
const SOURCES = ["web", "diagram", "constructs", "api/client", "templates/definition.schema.json", "package-lock.json"];
const STAMP = "sources.sha256";

/**
 * Builds the dashboard, unless it was built from these very sources. Any number of builds may run at once: each has a folder
 * of its own, which takes the place of the earlier one when it is whole, with the stamp that says what it was built from.
 */
export async function buildWeb(root, node) {
  const web = join(root, "web");
  removeLeftOver(web);
  const sources = hashOf(root);
  const isBuilt = () => stampOf(join(web, OUTPUT)) === sources;
  if (isBuilt()) return;
  const staged = `${STAGED}${randomBytes(6).toString("hex")}`;
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  await step(
    "build the dashboard",
    async (tell) => {
      try {
        await run(node, [vite, "build", "--config", "web/vite.config.ts", "--outDir", staged], {
          cwd: root,
          tell,
          environment: { ...process.env, NO_COLOR: "1" },
        });
        writeFileSync(join(web, staged, STAMP), sources);
        putInPlace(web, staged, isBuilt);
      } finally {
        removeFolder(join(web, staged));
      }
    },
    { expectedSeconds: 4 },
  );
}
