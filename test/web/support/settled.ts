import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";

/** In the page: resolves when nothing has changed for a while. */
const QUIET = `new Promise((resolve) => {
  const observer = new MutationObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(done, 250);
  });
  const done = () => {
    observer.disconnect();
    resolve();
  };
  let timer = setTimeout(done, 250);
  setTimeout(done, 5000);
  observer.observe(document.body, { subtree: true, childList: true, characterData: true });
})`;

/** Waits until a page has loaded what it shows: nothing says that it is still loading, and it has been quiet for a while. */
export async function settled(page: Page): Promise<void> {
  await page.locator("h1").first().waitFor();
  while ((await page.locator("[data-loading]").count()) > 0) await sleep(50);
  await page.evaluate(QUIET);
}
