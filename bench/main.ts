import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Zone } from "../engine/zone.ts";
import { endTestZones, testZone } from "../test/support/local-zone.ts";
import { type BenchRow, formatRow } from "./bench-row.ts";

/**
 * `npm run bench [-- compile catalog diagram stacks deploy] [--json]`: every figure in one run, beside what it is compared to
 * and what was aimed at. Those that need a cluster share one local zone, which is removed afterwards.
 */
type Bench = (around: Surroundings) => BenchRow[] | Promise<BenchRow[]>;

interface Surroundings {
  zone(): Promise<Zone>;
  /** Folder of the Pulumi CLI. */
  pulumi(): Promise<string>;
  /** Empty folder for this run. */
  readonly folder: string;
}

const BENCHES: Readonly<Record<string, Bench>> = {
  compile: async () => (await import("./constructs.bench.ts")).benchCompile(),
  catalog: async () => (await import("./catalog.bench.ts")).benchCatalog(),
  diagram: async () => (await import("./diagram.bench.ts")).benchDiagram(),
  stacks: async (around) => (await import("./stacks.bench.ts")).benchStacks(await around.zone(), await around.pulumi()),
  deploy: async (around) => {
    const { benchDeploy } = await import("./deploy.bench.ts");
    const { localStackHost } = await import("../engine/stack-host.ts");
    const host = localStackHost(await around.pulumi(), { ESPALIER_HOME: around.folder });
    return benchDeploy(await around.zone(), host);
  },
};

async function pulumiFolder(): Promise<string> {
  const { resolveTool } = await import("../toolchain/resolve.ts");
  return dirname((await resolveTool("pulumi")).path);
}

async function main(args: readonly string[]): Promise<void> {
  const json = args.includes("--json");
  const names = args.filter((arg) => arg !== "--json");
  const unknown = names.filter((name) => !Object.hasOwn(BENCHES, name));
  if (unknown.length) {
    process.stderr.write(`no benchmark ${unknown.join(", ")}; there are ${Object.keys(BENCHES).join(", ")}\n`);
    process.exitCode = 2;
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "espalier-bench-"));
  const rows: BenchRow[] = [];
  try {
    for (const name of names.length ? names : Object.keys(BENCHES)) {
      process.stderr.write(`measuring ${name}\n`);
      const measured = await BENCHES[name]!({ zone: testZone, pulumi: pulumiFolder, folder });
      rows.push(...measured);
      if (!json) for (const row of measured) process.stdout.write(`${formatRow(row)}\n`);
    }
    if (json) process.stdout.write(`${JSON.stringify(rows, undefined, 2)}\n`);
  } finally {
    await endTestZones();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main(process.argv.slice(2));
