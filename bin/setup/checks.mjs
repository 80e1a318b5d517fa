import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
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

/** Files at the same time: tests wait for servers for half of their time. Each takes up to 2 GB with the zones it starts. */
const LANES = Math.min(4, availableParallelism());
/** What takes longest begins first, lest it be alone at the end. */
const LONGEST = ["web", "cli", "api"];

function testFiles(root) {
  const rank = (file) => {
    const at = LONGEST.indexOf(file.split(sep)[0]);
    return at < 0 ? LONGEST.length : at;
  };
  return readdirSync(join(root, "test"), { recursive: true })
    .filter((file) => file.endsWith(".test.ts"))
    .sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1))
    .map((file) => join("test", file));
}

async function runTests(root, node, args) {
  const folder = mkdtempSync(join(tmpdir(), "espalier-test-"));
  const result = join(folder, "result.json");
  const mocha = join(root, "node_modules", "mocha", "bin", "mocha.js");
  const reporter = join(root, "bin", "setup", "reporter.mjs");
  const chosen = args.some((arg) => arg.endsWith(".ts"));
  const lanes = !chosen && LANES > 1 ? ["--parallel", "--jobs", String(LANES)] : [];
  try {
    const environment = { ...process.env, ESPALIER_TEST_RESULT: result };
    const code = await runInherited(
      node,
      [mocha, "--reporter", reporter, ...lanes, ...(chosen ? [] : testFiles(root)), ...args],
      { cwd: root, environment },
    );
    return { code, counts: existsSync(result) ? JSON.parse(readFileSync(result, "utf8")) : undefined };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(checks, { code, counts }) {
  // Mocha that ended without a result, or badly although no test failed, is a failure by itself.
  const broken = !counts || (code !== 0 && counts.failed === 0) ? 1 : 0;
  const passed = checks.passed + (counts?.passed ?? 0);
  const failed = checks.failed + (counts?.failed ?? 0) + broken;
  const skipped = counts?.skipped ?? 0;
  process.stdout.write(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}\n`);
  return failed === 0 && passed > 0 ? 0 : 1;
}
