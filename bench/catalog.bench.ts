import { existsSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { importDefinition } from "../templates/importers/import-definition.ts";
import { catalogFiles, SHARED_CATALOG } from "../test/catalog/catalog-files.ts";
import { HOSTILE_FILES } from "../test/catalog/hostile-files.ts";
import { compileFiles } from "../test/catalog/run-catalog.ts";
import type { BenchRow } from "./bench-row.ts";

const AIM = { catalogSeconds: 10, hostileMilliseconds: 1000 };

/** How long the whole catalog takes in one process, from files to trees, and the worst of the hostile files. */
export async function benchCatalog(): Promise<BenchRow[]> {
  return [...(existsSync(SHARED_CATALOG) ? await catalogRows() : []), await hostileRow()];
}

async function catalogRows(): Promise<BenchRow[]> {
  const files = await compileFiles(catalogFiles(SHARED_CATALOG));
  const importing = files.reduce((sum, { importTime }) => sum + importTime, 0) / 1000;
  const compiling = files.reduce((sum, { compileTime }) => sum + compileTime, 0) / 1000;
  const whole = importing + compiling;
  return [
    { name: `import ${files.length} files of the catalog`, value: importing, unit: "s" },
    { name: `compile ${files.length} files of the catalog`, value: compiling, unit: "s" },
    {
      name: "import and compile the whole catalog",
      value: whole,
      unit: "s",
      aim: AIM.catalogSeconds,
      reached: whole <= AIM.catalogSeconds,
    },
  ];
}

async function hostileRow(): Promise<BenchRow> {
  let worst = { name: "", value: 0 };
  for (const { name, format, text } of HOSTILE_FILES) {
    const written = text();
    const start = performance.now();
    await importDefinition({ file: "/nowhere/compose.yaml", text: written, name: "hostile", format });
    const value = performance.now() - start;
    if (value > worst.value) worst = { name, value };
  }
  const aim = AIM.hostileMilliseconds;
  return {
    name: `hostile file, worst: ${worst.name}`,
    value: worst.value,
    unit: "ms",
    aim,
    reached: worst.value <= aim,
  };
}
