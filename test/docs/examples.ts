import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Manifest } from "../../constructs/manifest.ts";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** A fenced block of a page. */
export interface Example {
  readonly language: string;
  readonly text: string;
  /** Line of the page its first line stands in. */
  readonly line: number;
  /** The heading it stands below. */
  readonly heading: string;
}

export function pageText(name: string): string {
  return readFileSync(join(ROOT, "docs", name), "utf8");
}

export function examplesOf(page: string): Example[] {
  return Array.from(page.matchAll(/^```([a-z]+)\n([\s\S]*?)^```$/gm), (match) => {
    const before = page.slice(0, match.index);
    return {
      language: match[1] as string,
      text: match[2] as string,
      line: before.split("\n").length + 1,
      heading: /.*^#+ (.*)$/ms.exec(before)?.[1]?.split("\n")[0] ?? "",
    };
  });
}

/** What `// makes: Deployment (replicas), apps/StatefulSet, no Service` claims. */
interface Claim {
  readonly absent: boolean;
  /** API group, when it matters. */
  readonly group?: string;
  readonly kind: string;
  /** Keys that stand somewhere in one object of the kind. */
  readonly keys: readonly string[];
}

export function claimsOf({ text }: Example): Claim[] {
  const line = /^\/\/ makes: (.*)$/m.exec(text)?.[1] ?? "";
  return Array.from(line.matchAll(/(no )?(?:([a-z.]+)\/)?([A-Z]\w+)(?: \(([^)]*)\))?(?:, |$)/g), (match) => ({
    absent: match[1] !== undefined,
    ...(match[2] !== undefined && { group: match[2] }),
    kind: match[3] as string,
    keys: match[4]?.split(", ") ?? [],
  }));
}

/** Checks what an example says that it makes. */
export function assertClaims(example: Example, manifests: readonly Manifest[]): void {
  const claims = claimsOf(example);
  assert.notEqual(claims.length, 0, "the first line tells what it makes");
  for (const claim of claims) {
    const found = manifests.filter(
      ({ kind, apiVersion }) =>
        kind === claim.kind && (claim.group === undefined || apiVersion.startsWith(`${claim.group}/`)),
    );
    if (claim.absent) assert.deepEqual(found, []);
    else assert.ok(found.length > 0, `no ${claim.kind} among ${manifests.map(({ kind }) => kind).join(", ")}`);
    const fits = found.some((manifest) => claim.keys.every((key) => keysIn(manifest).has(key)));
    assert.ok(
      claim.absent || fits,
      `no ${claim.kind} with ${claim.keys.join(", ")}: ${JSON.stringify(found, null, 2)}`,
    );
  }
}

function keysIn(value: unknown): Set<string> {
  if (typeof value !== "object" || value === null) return new Set();
  const own = Array.isArray(value) ? [] : Object.keys(value);
  return new Set([...own, ...Object.values(value).flatMap((inner) => [...keysIn(inner)])]);
}
