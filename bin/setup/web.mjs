import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { run, step } from "./steps.mjs";

/** What the dashboard is built from. */
const SOURCES = ["web", "diagram", "constructs", "api/client", "templates/definition.schema.json", "package-lock.json"];
const OUTPUT = join("web", "dist");
const STAMP = "sources.sha256";

/** Builds the dashboard, unless it was built from these very sources. The stamp that says so is written last. */
export async function buildWeb(root, node) {
  const sources = hashOf(root);
  const stamp = join(root, OUTPUT, STAMP);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === sources) return;
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  await step(
    "build the dashboard",
    (tell) =>
      run(node, [vite, "build", "--config", "web/vite.config.ts"], {
        cwd: root,
        tell,
        environment: { ...process.env, NO_COLOR: "1" },
      }),
    { expectedSeconds: 4 },
  );
  writeFileSync(stamp, sources);
}

function hashOf(root) {
  const hash = createHash("sha256");
  for (const file of SOURCES.flatMap((source) => filesIn(root, source))) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

function filesIn(root, source) {
  if (source.includes(".")) return [source];
  return readdirSync(join(root, source), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !file.startsWith(join(OUTPUT, "/")))
    .sort();
}
