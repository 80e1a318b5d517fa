import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DEFAULT_CLAIM, type ZoneContext } from "../../constructs/zone-context.ts";
import { localStackHost } from "../../engine/stack-host.ts";
import type { Zone } from "../../engine/zone.ts";
import { resolveTool } from "../../toolchain/resolve.ts";
import { testZone } from "../support/local-zone.ts";
import { CATALOG_CLAIM } from "./catalog-claim.ts";
import type { CatalogFile } from "./catalog-files.ts";
import { type CompiledFile, compileFile } from "./compile-file.ts";
import type { CatalogResult } from "./table.ts";
import { tryInZone } from "./try-in-zone.ts";

/** Projects that are tried in the zone at the same time. */
const AT_ONCE = 3;

const NO_ZONE: ZoneContext = {
  name: "catalog",
  domain: "catalog.example",
  ingressClass: "nginx",
  ingressNamespace: "ingress-nginx",
  issuer: "catalog",
  claim: { ...DEFAULT_CLAIM, ...CATALOG_CLAIM },
};

/** Takes files as far as they come: one after the other through import and compilation, then some at once in a zone. */
export async function runCatalog(files: readonly CatalogFile[], hasZone: boolean): Promise<CatalogResult[]> {
  const zone = hasZone ? withClaim(await testZone()) : undefined;
  const compiled = await compileFiles(files, zone?.context ?? NO_ZONE);
  return zone ? tryAll(compiled, zone) : compiled;
}

export async function compileFiles(
  files: readonly CatalogFile[],
  zone: ZoneContext = NO_ZONE,
): Promise<CompiledFile[]> {
  const compiled: CompiledFile[] = [];
  for (const file of files) compiled.push(await compileFile(file, zone));
  return compiled;
}

function withClaim(zone: Zone): Zone {
  return { ...zone, context: { ...zone.context, claim: CATALOG_CLAIM } };
}

/** Tries what compiled, with Pulumi's state in a folder of its own. */
export async function tryAll(compiled: readonly CompiledFile[], zone: Zone): Promise<CatalogResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "espalier-catalog-"));
  const host = localStackHost(dirname((await resolveTool("pulumi")).path), { ESPALIER_HOME: folder });
  const results = new Array<CatalogResult>(compiled.length);
  const waiting = [...compiled.entries()];
  let done = 0;
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, file] = next;
      const { evaluation, failure } = file;
      results[index] = evaluation && !failure ? { ...file, tried: await tryInZone(evaluation, zone, host) } : file;
      done++;
      if (done % 20 === 0) process.stderr.write(`tried ${done} of ${compiled.length}\n`);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return results;
}
