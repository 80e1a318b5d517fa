import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { endTestZones } from "../support/local-zone.ts";
import { CATALOG_CLAIM, fitsDefaultClaim } from "./catalog-claim.ts";
import { catalogFiles, SHARED_CATALOG } from "./catalog-files.ts";
import { comparePairs, formatPairs } from "./pairs.ts";
import { runCatalog } from "./run-catalog.ts";
import { folderRows, formatFailures, formatTable, isReached, keyCounts } from "./table.ts";

const COMPILE_SECONDS = 10;

const HELP = `npm run catalog -- [FOLDER] [options]

What becomes of definitions that others wrote: imports every compose file, one-click app and Coolify template of a folder,
compiles what it became, and tries it in a local zone of its own. Ends with 1 when an aim is missed.

  --no-zone  import and compile alone
  --pairs    compare apps that stand there in two formats instead
  --json     for machines
`;

const OPTIONS = new Set(["--no-zone", "--pairs", "--json", "--help"]);

async function main(args: readonly string[]): Promise<number> {
  const options = new Set(args.filter((arg) => arg.startsWith("-")));
  const unknown = [...options].find((option) => !OPTIONS.has(option));
  if (unknown !== undefined || options.has("--help")) {
    process.stderr.write(unknown === undefined ? HELP : `unknown option ${unknown}\n\n${HELP}`);
    return unknown === undefined ? 0 : 2;
  }
  const folder = resolve(args.find((arg) => !arg.startsWith("-")) ?? SHARED_CATALOG);
  const files = existsSync(folder) ? catalogFiles(folder) : [];
  if (files.length === 0) {
    process.stderr.write(`there is no .yml or .yaml file in ${folder}\n`);
    return 2;
  }
  const hasZone = !options.has("--no-zone") && !options.has("--pairs");
  const results = await runCatalog(files, hasZone);
  if (options.has("--pairs")) {
    process.stdout.write(formatPairs(comparePairs(results)));
    return 0;
  }
  const rows = folderRows(results, hasZone);
  const keys = keyCounts(results);
  const seconds = {
    import: results.reduce((sum, { importTime }) => sum + importTime, 0) / 1000,
    compile: results.reduce((sum, { compileTime }) => sum + compileTime, 0) / 1000,
    processor: results.reduce((sum, { processorTime }) => sum + processorTime, 0) / 1000,
  };
  const inTime = Math.min(seconds.import + seconds.compile, seconds.processor) < COMPILE_SECONDS;
  const reached = rows.every(({ shares }) => shares.every(isReached)) && keys.unaccounted === 0 && inTime;
  if (options.has("--json")) {
    const failures = results
      .filter(({ failure, tried }) => failure || tried?.failures.length)
      .map(({ folder, name, failure, tried }) => ({ folder, name, failures: [failure, ...(tried?.failures ?? [])] }));
    process.stdout.write(`${JSON.stringify({ rows, keys, seconds, failures, reached }, undefined, 2)}\n`);
    return reached ? 0 : 1;
  }
  const trees = results.flatMap(({ evaluation }) => evaluation?.tree ?? []);
  const fitting = trees.filter(({ manifests }) => fitsDefaultClaim(manifests)).length;
  const told = Object.entries(keys).map(([fate, count]) => `${count} ${fate}`);
  const clock = `${seconds.import.toFixed(1)} s importing, ${seconds.compile.toFixed(1)} s compiling`;
  const time = `${clock}, of which ${seconds.processor.toFixed(1)} s of processor`;
  const failures = formatFailures(results);
  process.stdout.write(
    [
      formatTable(rows),
      "",
      `keys: ${told.join(", ")}`,
      `claim: ${CATALOG_CLAIM.cpu} cpu, ${CATALOG_CLAIM.memory}, ${CATALOG_CLAIM.storage} for each project; ` +
        `${fitting} of ${trees.length} fit the default claim`,
      `time: ${time} (aim: under ${COMPILE_SECONDS} s when nothing else runs)`,
      ...(failures ? ["", failures] : []),
      "",
      reached ? "every aim is reached" : "an aim is missed",
      "",
    ].join("\n"),
  );
  return reached ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} finally {
  await endTestZones();
}
