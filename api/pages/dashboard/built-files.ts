import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** Where the build lies: in the package beside us, in the sources in the folder that Vite writes. */
export const DASHBOARD_FOLDER = fileURLToPath(
  new URL(extname(import.meta.url) === ".ts" ? "../../../web/dist/" : "../../../web/", import.meta.url),
);

/** A file of the build, with its compressed forms where it has them. */
export interface BuiltFile {
  readonly type: string;
  readonly plain: Buffer;
  readonly br: Buffer | undefined;
  readonly gzip: Buffer | undefined;
  /** Short; each form has an ETag of its own. */
  readonly hash: string;
  /** Whether its name changes with its content. */
  readonly forever: boolean;
}

export interface BuiltFiles {
  /** The page, before and after each place where the nonce of an answer stands. */
  readonly page: readonly string[];
  /** By the path of their address, exactly as a browser asks for it: there is no other way to a file. */
  readonly files: ReadonlyMap<string, BuiltFile>;
}

const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
};

const NONCE = "__NONCE__";

/** Reads all of the built dashboard into memory. Undefined when it was never built. */
export function readBuiltFiles(folder: string): BuiltFiles | undefined {
  const names = namesIn(folder);
  if (!names.includes("index.html")) return undefined;
  const read = (name: string) => readFileSync(join(folder, name));
  const known = new Set(names);
  const files = names.flatMap((name): [string, BuiltFile][] => {
    const type = TYPES[extname(name)];
    if (!type) return [];
    const plain = read(name);
    const hash = createHash("sha256").update(plain).digest("base64url").slice(0, 16);
    const compressed = (ending: string) => (known.has(`${name}.${ending}`) ? read(`${name}.${ending}`) : undefined);
    const path = `/${name.replaceAll(sep, "/")}`;
    const forever = path.startsWith("/assets/");
    return [[path, { type, plain, br: compressed("br"), gzip: compressed("gz"), hash, forever }]];
  });
  return { page: read("index.html").toString().split(NONCE), files: new Map(files) };
}

function namesIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, sep).length));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
