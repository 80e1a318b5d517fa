import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

export const SCRIPT = `${"console.log('a dashboard');".repeat(50)}\n`;

/** A folder as Vite leaves it behind, without what takes long to build. It stays until the machine cleans up. */
export function smallDashboard(): string {
  const folder = mkdtempSync(join(tmpdir(), "espalier-dashboard-"));
  mkdirSync(join(folder, "assets"));
  const write = (name: string, content: string | Buffer) => writeFileSync(join(folder, name), content);
  write(
    "index.html",
    '<!doctype html><html lang="en"><head><meta name="csp-nonce" content="__NONCE__"><title>Espalier</title><script type="module" crossorigin src="/assets/index-Bk_VRw1c.js"></script></head><body><div id="root"></div></body></html>',
  );
  write("assets/index-Bk_VRw1c.js", SCRIPT);
  write("assets/index-Bk_VRw1c.js.br", brotliCompressSync(SCRIPT));
  write("assets/index-Bk_VRw1c.js.gz", gzipSync(SCRIPT));
  write("assets/plain-sjzi6mUH.css", "body{}");
  write("icon.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>');
  write("sources.sha256", "a note of the build");
  return folder;
}
