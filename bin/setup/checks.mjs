import { existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, sep } from "node:path";
import { provideChromium } from "./chromium.mjs";
import { printDurations, run, runInherited, SetupError, step } from "./steps.mjs";
import { buildWeb } from "./web.mjs";

/**
 * Every check and test. What fails does not keep the others from running. The last line of the output is
 * `N passed, N failed`, with `, N skipped` when there are any.
 *
 * @returns {Promise<number>} the exit code
 */
export async function runChecks(root, node, args) {
  const script = (...path) => join(root, "node_modules", ...path);
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const attempt = async (work) => {
    try {
      await work();
      counts.passed += 1;
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      process.stderr.write(`${error.message}\n`);
      counts.failed += 1;
    }
  };
  const check = (name, command) => attempt(() => step(name, (tell) => run(node, command, { cwd: root, tell })));
  await check("format and lint", [script("@biomejs", "biome", "bin", "biome"), "check", "--colors=off", "."]);
  await check("types", [script("typescript", "bin", "tsc"), "-p", "."]);
  await check("types of the dashboard", [script("typescript", "bin", "tsc"), "-p", "web"]);
  await check("types of its tests", [script("typescript", "bin", "tsc"), "-p", "test/web"]);
  await attempt(() => buildWeb(root, node));
  await attempt(provideChromium);
  const toolchain = [join(root, "toolchain", "resolve-all.ts")];
  const resolved = await step("toolchain", () => runInherited(node, toolchain, { cwd: root }), { quiet: true });
  if (resolved !== 0) counts.failed += 1;
  const tests = await step("tests", () => runTests(root, node, args), { quiet: true });
  printDurations();
  return report(counts, tests);
}

/**
 * Tests wait for servers for half of their time, so two halves of them run beside each other, each one after the other in
 * a mocha process with zones and databases of its own. These folders take as long as all others.
 */
const FIRST_HALF = ["cli", "fuzz", "stacks", "templates", "toolchain", "web"];

function lanesOf(root, args) {
  if (args.some((arg) => arg.endsWith(".ts"))) return [args];
  const files = readdirSync(join(root, "test"), { recursive: true })
    .filter((file) => file.endsWith(".test.ts"))
    .sort();
  const halves = [files.filter(isInFirstHalf), files.filter((file) => !isInFirstHalf(file))];
  const lanes = availableParallelism() > 1 ? halves : [files];
  return lanes.map((lane) => [...lane.map((file) => join("test", file)), ...args]);
}

function isInFirstHalf(file) {
  return FIRST_HALF.includes(file.split(sep)[0]);
}

/** The first lane is shown as it goes, what another says is shown when all have ended. */
async function runTests(root, node, args) {
  const folder = mkdtempSync(join(tmpdir(), "espalier-test-"));
  try {
    const lanes = lanesOf(root, args);
    return await Promise.all(lanes.map((lane, index) => runLane(root, node, lane, join(folder, String(index)), index)));
  } finally {
    for (const file of readdirSync(folder)
      .filter((one) => one.endsWith(".log"))
      .sort()) {
      process.stdout.write(readFileSync(join(folder, file)));
    }
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runLane(root, node, lane, file, index) {
  const mocha = join(root, "node_modules", "mocha", "bin", "mocha.js");
  const reporter = join(root, "bin", "setup", "reporter.mjs");
  const environment = { ...process.env, ESPALIER_TEST_RESULT: `${file}.json` };
  const output = index === 0 ? undefined : openSync(`${file}.log`, "w");
  const code = await runInherited(node, [mocha, "--reporter", reporter, ...lane], { cwd: root, environment, output });
  const counts = existsSync(`${file}.json`) ? JSON.parse(readFileSync(`${file}.json`, "utf8")) : undefined;
  return { code, counts };
}

function report(checks, lanes) {
  // Mocha that ended without a result, or badly although no test failed, is a failure by itself.
  const broken = lanes.filter(({ code, counts }) => !counts || (code !== 0 && counts.failed === 0)).length;
  const sum = (name) => lanes.reduce((all, { counts }) => all + (counts?.[name] ?? 0), 0);
  const passed = checks.passed + sum("passed");
  const failed = checks.failed + sum("failed") + broken;
  const skipped = sum("skipped");
  process.stdout.write(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}\n`);
  return failed === 0 && passed > 0 ? 0 : 1;
}
