import { get } from "node:http";
import type { Page } from "playwright-core";

export interface FirstLoad {
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  /** Gzipped, without headers. */
  readonly bytes: number;
}

/** What a page of nobody who has been here before loads until it has settled; answers of the API do not count. */
export async function firstLoad(
  page: Page,
  address: string,
  settled: (page: Page) => Promise<void>,
): Promise<FirstLoad> {
  const urls = new Set<string>();
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (!pathname.startsWith("/api/") && response.ok()) urls.add(response.url());
  });
  await page.goto(address);
  await settled(page);
  const files = await Promise.all(
    Array.from(urls, async (url) => ({ path: new URL(url).pathname, bytes: await gzippedSize(url) })),
  );
  return { files, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** As it comes over the wire: `fetch` would unpack it. */
function gzippedSize(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { "accept-encoding": "gzip", accept: "text/html,*/*" } }, (response) => {
      let bytes = 0;
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on("end", () => resolve(bytes));
    }).on("error", reject);
  });
}
