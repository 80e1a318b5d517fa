import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { run, SetupError, step } from "./steps.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** The browser of the tests: `CHROMIUM_PATH`, or what PATH has. */
export function findChromium(environment = process.env) {
  if (environment.CHROMIUM_PATH) return environment.CHROMIUM_PATH;
  const folders = [...(environment.PATH ?? "").split(delimiter), "/usr/bin"].filter(Boolean);
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isProgram);
}

/** Installs Debian's Chromium where that is possible. */
export async function provideChromium() {
  if (findChromium()) return;
  if (process.platform !== "linux" || process.getuid?.() !== 0) {
    throw new SetupError(
      "the tests of the dashboard need Chromium: install it (Debian: apt-get install chromium), or name it in CHROMIUM_PATH",
    );
  }
  await step(
    "install Chromium",
    async (tell) => {
      const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
      await run("apt-get", ["update"], { tell, environment });
      await run("apt-get", ["install", "--yes", "--no-install-recommends", "chromium", "fonts-dejavu-core"], {
        tell,
        environment,
      });
    },
    { expectedSeconds: 60 },
  );
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
