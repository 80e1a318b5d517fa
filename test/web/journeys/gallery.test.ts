import assert from "node:assert/strict";
import type { WatchedPage } from "../support/browser.ts";
import { TestDashboard } from "../support/dashboard.ts";
import { InfraPage } from "../support/infra.ts";

describe("from the gallery to an address", () => {
  let dashboard: TestDashboard;
  let opened: WatchedPage;
  before(async () => {
    dashboard = await TestDashboard.open({ zone: true });
  });
  after(() => dashboard?.close());
  afterEach(function () {
    return dashboard.keepPictures(this.currentTest);
  });

  it("signs up, fills in a form with a mistake, corrects it, sees the diagram, deploys, and gets an address", async () => {
    opened = await dashboard.page(undefined, {}, [/401/]);
    const { page } = opened;
    await page.goto("/");
    await page
      .getByRole("link", { name: /sign up|account/i })
      .first()
      .click();
    await page.getByLabel("Name", { exact: true }).fill("Ada Lovelace");
    await page.getByLabel(/e-?mail/i).fill("ada@example.com");
    await page.getByLabel(/^Password/).fill("correct horse battery staple");
    await page.getByRole("button", { name: /sign up|create/i }).click();

    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Gallery" }).click();
    await page.getByRole("heading", { level: 1, name: "Gallery" }).waitFor();
    await page
      .getByRole("searchbox")
      .or(page.getByLabel(/search/i))
      .first()
      .fill("postgresql");
    await page.getByRole("link", { name: /Web application with PostgreSQL/ }).click();
    await page.getByRole("heading", { level: 1, name: /Web application with PostgreSQL/ }).waitFor();

    const port = page.getByLabel("Port", { exact: true });
    await port.fill("99999");
    await port.blur();
    await page.getByText("Write a number from 1 to 65535.").waitFor();
    assert.equal(await port.getAttribute("aria-invalid"), "true");
    await page.getByRole("button", { name: "Create project" }).click();
    assert.match(page.url(), /\/gallery\/web-postgres$/);
    await port.fill("80");
    await page.getByRole("img", { name: /^Diagram: 2 containers/ }).waitFor();
    await page.getByLabel("Name of the project").fill("gallery-shop");
    await page.locator("details li", { hasText: "gallery-shop" }).first().waitFor({ state: "attached" });
    await page.getByRole("button", { name: "Create project" }).click();

    await page.waitForURL(/\/projects\/gallery-shop\/infra/);
    const infra = await new InfraPage(page).shown();
    await infra.deploy("first");
    await infra.progress.getByText("succeeded").waitFor();
    await infra.progress.getByText(/^https:\/\/.*shop.*\.espalier\.localhost/).waitFor();

    await page
      .getByRole("navigation", { name: "Project gallery-shop" })
      .getByRole("link", { name: "Containers" })
      .click();
    await page.getByRole("row", { name: /web/ }).getByText("ready", { exact: true }).waitFor();
    assert.deepEqual(opened.faults, []);
  });
});
