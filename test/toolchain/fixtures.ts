import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "mocha";
import { TOOLS, type Tool } from "../../toolchain/tools.ts";

/** A folder that is removed after the tests of the surrounding `describe`. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "espalier-toolchain-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The pinned version of etcd, which the stand-ins below pretend to be. */
export const ETCD: Tool = TOOLS.etcd;

/** A program that can really be run and reports a version as etcd does. */
export function standIn(version: string = ETCD.version, padding = ""): string {
  return `#!/bin/sh\necho "etcd Version: ${version}"\n${padding}`;
}

export function writeStandIn(path: string, version?: string): void {
  writeFileSync(path, standIn(version), { mode: 0o755 });
}
