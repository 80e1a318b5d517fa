import type { Locator, Page } from "playwright-core";
import { until } from "../../support/until.ts";
import { isLoading } from "./browser.ts";

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

/** Frames in which something stays where it is before it counts as at rest: animations begin with the first or second. */
const FRAMES = 15;

/**
 * Waits until a page has loaded what it shows: nothing was asked for that has not been answered, nothing says that it is
 * still loading, and it has been quiet for a while.
 */
export async function settled(page: Page): Promise<void> {
  await page.locator("h1").first().waitFor();
  const isThere = async () => !isLoading(page) && (await page.locator("[data-loading]").count()) === 0;
  do {
    await until("the page has loaded what it shows", isThere);
    await page.evaluate(QUIET);
  } while (!(await isThere()));
}

/** Where something is once it has stopped moving: counted in frames, as a page that is held up moves nothing either. */
export async function atRest(element: Locator): Promise<{ readonly x: number; readonly y: number }> {
  return element.evaluate(async (it, frames) => {
    let [before, still] = [it.getBoundingClientRect(), 0];
    const view = it.ownerDocument.defaultView!;
    while (still < frames) {
      await new Promise((resolve) => view.requestAnimationFrame(resolve));
      const now = it.getBoundingClientRect();
      still = now.x === before.x && now.y === before.y ? still + 1 : 0;
      before = now;
    }
    return { x: before.x, y: before.y };
  }, FRAMES);
}
