import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";

/** Compares with what is kept under the name in `snapshots/`; `UPDATE_SNAPSHOTS=1` keeps the value instead. */
export function matchesSnapshot(name: string, value: unknown): void {
  const file = new URL(`../snapshots/${name}.json`, import.meta.url);
  const plain = JSON.parse(JSON.stringify(value));
  if (process.env.UPDATE_SNAPSHOTS) writeFileSync(file, `${JSON.stringify(plain, null, 2)}\n`);
  assert.deepEqual(plain, JSON.parse(readFileSync(file, "utf8")));
}
