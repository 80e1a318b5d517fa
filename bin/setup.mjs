#!/usr/bin/env node
/**
 * `npm start` and `npm test`: everything from a fresh clone to a running program. Plain JavaScript without packages,
 * because it runs before any is installed, on Node 20 or newer.
 */
import { join } from "node:path";
import { runChecks } from "./setup/checks.mjs";
import { installPackages } from "./setup/packages.mjs";
import { requireNode } from "./setup/requirements.mjs";
import { printDurations, runInherited, SetupError } from "./setup/steps.mjs";
import { buildWeb } from "./setup/web.mjs";

const ROOT = join(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "..");
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
/** Once `espalier start` runs, it is the one that stops: in order, while this process waits for it. */
let handedOver = false;
const NODE = join(ROOT, "node_modules", ".bin", "node");

/** Sets everything up, then hands over to `espalier start`, which shows what needs no cluster before the rest is there. */
async function start(args) {
  await installPackages(ROOT);
  await buildWeb(ROOT, NODE);
  printDurations();
  handedOver = true;
  return runInherited(NODE, [join(ROOT, "cli", "main.ts"), "start", ...args], { cwd: ROOT, passSignals: SIGNALS });
}

async function test(args) {
  await installPackages(ROOT);
  return runChecks(ROOT, NODE, args);
}

const COMMANDS = { start, test, "build-web": () => buildWeb(ROOT, NODE) };

async function main([name, ...args]) {
  const command = Object.hasOwn(COMMANDS, name ?? "") ? COMMANDS[name] : undefined;
  if (!command)
    throw new SetupError(
      `unknown command ${JSON.stringify(name ?? "")}; allowed are ${Object.keys(COMMANDS).join(", ")}`,
    );
  requireNode();
  return command(args);
}

for (const [signal, number] of [
  ["SIGINT", 2],
  ["SIGTERM", 15],
]) {
  process.on(signal, () => {
    if (handedOver) return;
    process.stderr.write("\ninterrupted; run the same command again and it goes on where it can\n");
    process.exit(128 + number);
  });
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`\n${error.message}\n`);
  process.exitCode = 1;
}
