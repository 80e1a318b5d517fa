import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { until } from "../../support/until.ts";
import { TestDashboard, type Visitor } from "../support/dashboard.ts";
import { shop } from "../support/data.ts";
import { InfraPage } from "../support/infra.ts";

describe("leaving what one edits, and coming back", () => {
  let dashboard: TestDashboard;
  let ada: Visitor;
  before(async () => {
    dashboard = await TestDashboard.open();
    ada = await dashboard.visitor("Ada Lovelace");
  });
  after(() => dashboard?.close());
  afterEach(function () {
    return dashboard.keepPictures(this.currentTest);
  });

  const setImage = async (infra: InfraPage, image: string) => {
    await infra.select("web");
    await infra.page.getByLabel("Image").fill(image);
    await infra.page.getByLabel("Image").press("Enter");
    await infra.page.locator(".cm-line", { hasText: image }).waitFor({ state: "attached" });
  };
  const goTo = async (page: Page, project: string) => {
    await page.keyboard.press("ControlOrMeta+k");
    await page.getByRole("combobox", { name: "Find anything" }).fill(project);
    await page
      .getByRole("option", { name: new RegExp(project) })
      .first()
      .click();
    await page.waitForURL(new RegExp(`/projects/${project}/infra`));
  };

  it("goes on where it was left when one comes back from another page", async () => {
    const name = await shop(ada, "errand", []);
    const { page, faults } = await dashboard.page(ada, {}, [/409/]);
    const infra = await new InfraPage(page).open(name);
    await setImage(infra, "nginx:1.30");
    await page.getByRole("link", { name: "Variables" }).click();
    await page.getByRole("heading", { name: "Variables" }).waitFor();
    await page.getByRole("link", { name: "Infra" }).click();
    await infra.shown();
    assert.match(await infra.text(), /nginx:1\.30/);
    assert.equal(await page.getByRole("button", { name: "Go on" }).count(), 0, "there is nothing to ask");
    await page.getByRole("button", { name: "Discard" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Discard" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("link", { name: "Variables" }).click();
    await page.getByRole("heading", { name: "Variables" }).waitFor();
    await page.getByRole("link", { name: "Infra" }).click();
    await infra.shown();
    assert.match(await infra.text(), /nginx:1\.29/);
    assert.deepEqual(faults, []);
  });

  it("shows nothing of what is edited in one project in another", async () => {
    const [one, other] = [await shop(ada, "first-shop", []), await shop(ada, "second-shop", [])];
    const { page, faults } = await dashboard.page(ada, {}, [/409/]);
    const infra = await new InfraPage(page).open(other);
    await goTo(page, one);
    await infra.shown();
    await setImage(infra, "nginx:1.30");
    await page.getByText(/^Kept for later/).waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Go on" }).click();
    await page.locator(".cm-line", { hasText: "nginx:1.30" }).waitFor({ state: "attached" });
    // Both are known to the page from here on, so that nothing has to load between them.
    for (const [project, image] of [
      [other, "nginx:1.29"],
      [one, "nginx:1.30"],
      [other, "nginx:1.29"],
    ] as const) {
      await goTo(page, project);
      await page.locator(".cm-line", { hasText: `"name": "${project}"` }).waitFor({ state: "attached" });
      assert.match(await infra.text(), new RegExp(image.replace(".", "\\.")));
    }
    assert.deepEqual(faults, []);
  });

  it("asks before it is closed with something that is not kept yet", async () => {
    const name = await shop(ada, "closed", []);
    const { page, faults } = await dashboard.page(ada, {}, [/409/, /ERR_FAILED|Failed to fetch/i]);
    const infra = await new InfraPage(page).open(name);
    await page.route(/\/change-sets$/, (route) =>
      route.request().method() === "POST" ? route.abort() : route.continue(),
    );
    await setImage(infra, "nginx:1.30");
    const asked = page.waitForEvent("dialog");
    await page.close({ runBeforeUnload: true });
    const dialog = await asked;
    assert.equal(dialog.type(), "beforeunload");
    await dialog.dismiss();
    await page.unroute(/\/change-sets$/);
    await page.getByText(/^Kept for later/).waitFor();
    assert.deepEqual(faults, []);
    const closed = page.waitForEvent("close");
    await page.close({ runBeforeUnload: true });
    await closed;
  });

  it("says how to go on when the session has ended, and keeps what was edited meanwhile after that", async () => {
    const name = await shop(ada, "ended", []);
    const { page, context, faults } = await dashboard.page(ada, {}, [/409|401/]);
    const infra = await new InfraPage(page).open(name);
    const cookies = await context.cookies();
    await context.clearCookies();
    await setImage(infra, "nginx:1.30");
    await page.getByRole("link", { name: "Sign in in a new tab" }).first().waitFor();
    // Whatever is read now is refused, and nobody is led away from what is not kept.
    let refused = false;
    page.on("response", (response) => {
      refused ||= response.status() === 401 && response.url().endsWith("/me");
    });
    await until("it is asked who has signed in", async () => {
      await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
      return refused;
    });
    await context.addCookies(cookies);
    await page.getByText(/^Kept for later/).waitFor();
    const { items } = await ada.client.get("/projects/{project}/change-sets", { path: { project: name } });
    const path = { project: name, changeSet: items[0]?.id ?? "" };
    const { definition } = await ada.client.get("/projects/{project}/change-sets/{changeSet}", { path });
    assert.match(definition.text, /nginx:1\.30/);
    assert.deepEqual(faults, []);
  });
});
