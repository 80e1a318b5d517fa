import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, it } from "mocha";

/** What a page that edits loads, at once or when it needs it. */
const ENTRIES = ["edit-text", "locate", "diagram-edit", "apply-spec-edits"].map((name) => `diagram/edits/${name}.ts`);

const PACKAGES = [/^jsonc-parser$/, /^@lezer\//];

const IMPORT = /(?:^|\n)\s*(?:import|export)\s+(?!type\b)[^;'"]*?from\s*"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/g;

describe("edits of definitions", () => {
  it("run in a browser: no module of Node, and no package that a page need not load, is behind them", () => {
    const seen = new Set<string>();
    const packages = new Set<string>();
    const follow = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const [, plain, later] of readFileSync(file, "utf8").matchAll(IMPORT)) {
        const specifier = (plain ?? later) as string;
        if (specifier.startsWith(".")) follow(join(dirname(file), specifier));
        else packages.add(specifier);
      }
    };
    for (const entry of ENTRIES) follow(entry);
    assert(seen.size > 30);
    assert.deepEqual(
      [...packages].filter((name) => !PACKAGES.some((pattern) => pattern.test(name))),
      [],
    );
  });
});
