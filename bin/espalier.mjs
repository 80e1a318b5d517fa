#!/usr/bin/env node
/** The `espalier` command: from source in a checkout, or compiled where it was installed by npm. Both take Node 24. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const SOURCE = new URL("../cli/main.ts", import.meta.url);
const COMPILED = new URL("../dist/cli/main.js", import.meta.url);
const BUNDLED_NODE = fileURLToPath(new URL("../node_modules/.bin/node", import.meta.url));
const OLDEST = 24;

const major = Number(process.versions.node.split(".")[0]);

if (major >= OLDEST) {
  await import(existsSync(SOURCE) ? SOURCE.href : COMPILED.href);
} else if (existsSync(SOURCE) && existsSync(BUNDLED_NODE)) {
  await runWithBundledNode();
} else {
  const fix = existsSync(SOURCE)
    ? 'run "npm start" once, which fetches it'
    : "install it from your system or nodejs.org";
  process.stderr.write(`espalier takes Node ${OLDEST} or newer, this is ${process.versions.node}: ${fix}\n`);
  process.exitCode = 1;
}

/** Signals from the terminal reach both processes; those sent to this one alone are passed on. */
async function runWithBundledNode() {
  const child = spawn(BUNDLED_NODE, [fileURLToPath(SOURCE), ...process.argv.slice(2)], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  await new Promise((resolve) => {
    child.on("close", (code, signal) => {
      process.exitCode = code ?? (signal === "SIGINT" ? 130 : 1);
      resolve();
    });
  });
}
