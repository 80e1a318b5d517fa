import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { build } from "vite";
import { findChromium } from "../../../bin/setup/chromium.mjs";

const TYPES: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript" };

/** That of the platform's pages. */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; worker-src 'self'; connect-src 'self'";

/** ms. How long a browser takes to start is nothing that is tested. */
const PATIENCE = 300_000;

export interface BuiltPage {
  readonly page: Page;
  /** The scripts of the bundle. */
  readonly scripts: readonly string[];
  /** What the browser refused or complained about. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** `page.ts` bundled by Vite, in a real Chromium, under the platform's Content-Security-Policy. */
export async function openBuiltPage(): Promise<BuiltPage> {
  const outDir = await mkdtemp(join(tmpdir(), "espalier-diagram-"));
  await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: "silent",
    worker: { format: "es" },
    build: { outDir, emptyOutDir: true, target: "es2022", modulePreload: { polyfill: false }, minify: false },
  });
  const files = await filesIn(outDir);
  const server = createServer((request, response) => {
    const path = request.url === "/" ? "/index.html" : (request.url ?? "");
    const content = files.get(path);
    response.writeHead(content === undefined ? 404 : 200, {
      "content-type": TYPES[extname(path)] ?? "text/plain",
      "content-security-policy": POLICY,
    });
    response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const browser = await chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox"], timeout: PATIENCE });
  const complaints: string[] = [];
  const page = await openedPage(browser, `http://127.0.0.1:${port}/`, complaints);
  return {
    page,
    scripts: [...files].filter(([path]) => path.endsWith(".js")).map(([, text]) => text),
    complaints,
    close: async () => {
      await browser.close();
      await new Promise((resolve) => server.close(resolve));
      await rm(outDir, { recursive: true });
    },
  };
}

async function openedPage(browser: Browser, url: string, complaints: string[]): Promise<Page> {
  const page = await browser.newPage();
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`${message.text()} ${message.location().url}`);
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(url, { timeout: PATIENCE });
  return page;
}

async function filesIn(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(
      files.map(
        async (file): Promise<[string, string]> => [
          file.slice(folder.length).replaceAll("\\", "/"),
          await readFile(file, "utf8"),
        ],
      ),
    ),
  );
}
