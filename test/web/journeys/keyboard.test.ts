import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { until } from "../../support/until.ts";
import { PASSWORD, TestDashboard } from "../support/dashboard.ts";
import { InfraPage } from "../support/infra.ts";

/** More than any page has on the way to what is looked for. */
const MOST_STEPS = 150;

/** Goes on with Tab until the focus is on it, as somebody without a mouse does: once it can be used. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await until(`${target} can be used`, async () => (await target.isVisible()) && (await target.isEnabled()));
  for (let step = 0; step < MOST_STEPS; step++) {
    if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab does not lead to ${target}`);
}

async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("Enter");
}

async function write(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
}

describe("the way from the gallery to an address, by keyboard alone", () => {
  let dashboard: TestDashboard;
  before(async () => {
    dashboard = await TestDashboard.open({ zone: true });
  });
  after(() => dashboard?.close());
  afterEach(function () {
    return dashboard.keepPictures(this.currentTest);
  });

  it("needs no mouse", async () => {
    const visitor = await dashboard.visitor("Ada Lovelace");
    const { page, faults } = await dashboard.page(undefined, {}, [/401/]);
    await page.goto("/");
    await page.waitForURL(/sign-in/);
    await write(page, page.getByLabel(/e-?mail/i), visitor.email);
    await write(page, page.getByLabel(/^Password/), PASSWORD);
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname === "/");

    await press(page, page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Gallery" }));
    await press(page, page.getByRole("link", { name: /Web application with PostgreSQL/ }));
    await write(page, page.getByLabel("Port", { exact: true }), "99999");
    await page.keyboard.press("Enter");
    // What is wrong has the focus, so that it can be mended at once.
    await page.getByText("Write a number from 1 to 65535.").waitFor();
    await page.locator("[aria-invalid=true]:focus").waitFor();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("8080");
    await write(page, page.getByLabel("Name of the project"), "keys");
    await page.keyboard.press("Enter");

    await page.waitForURL(/\/projects\/keys\/infra/);
    const infra = await new InfraPage(page).shown();
    await tabTo(page, infra.diagram);
    await page.keyboard.press("ArrowRight");
    await page.getByRole("complementary").getByRole("heading", { level: 2 }).first().waitFor();
    await press(page, page.getByRole("button", { name: "Deploy", exact: true }));
    const dialog = page.getByRole("dialog", { name: "Deploy" });
    await press(page, dialog.getByRole("button", { name: "Deploy" }));
    // How it comes along has the focus: the button that was pressed is of no use any more.
    await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "Updates under way");
    await infra.progress.getByText("succeeded").waitFor();
    await tabTo(page, infra.progress.getByRole("button", { name: "Copy address" }));
    assert.deepEqual(faults, []);
  });
});
