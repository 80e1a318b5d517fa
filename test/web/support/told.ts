import type { Page } from "playwright-core";

/**
 * Does something that the page answers with a word at its edge, and waits for that. The word is gone after some seconds:
 * whoever looked only when it is done could be too late.
 */
export async function told(page: Page, text: string, act: () => Promise<void>): Promise<void> {
  await Promise.all([page.getByText(text).waitFor(), act()]);
}
