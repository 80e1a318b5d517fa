import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import type { Locator, Page } from "playwright-core";
import { TestDashboard, type Visitor } from "../support/dashboard.ts";
import { deploy, SHOP, shop } from "../support/data.ts";
import { InfraPage } from "../support/infra.ts";
import { atRest } from "../support/settled.ts";

describe("the diagram in the page", () => {
  let dashboard: TestDashboard;
  let ada: Visitor;
  before(async () => {
    dashboard = await TestDashboard.open({ zone: true });
    ada = await dashboard.visitor("Ada Lovelace");
  });
  after(() => dashboard?.close());
  afterEach(function () {
    return dashboard.keepPictures(this.currentTest);
  });

  const opened = async (name: string) => {
    await shop(ada, name, []);
    // Without a zone there is nothing to plan.
    const { page, faults } = await dashboard.page(ada, {}, [/409/]);
    const { diagram } = await new InfraPage(page).open(name);
    await diagram.locator(".e-card").first().waitFor();
    return { page, faults, diagram };
  };
  const find = async (page: Page, diagram: Locator, name: string) => {
    await diagram.press("/");
    await page.getByRole("combobox", { name: "Find in the diagram" }).fill(name);
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(`select=[^&]*${name}`));
  };
  const size = async (page: Page) => Number.parseInt((await page.getByTitle(/own size/).textContent()) ?? "", 10);

  it("is walked, searched and left by the keyboard alone", async () => {
    const { page, faults, diagram } = await opened("walked");
    await diagram.focus();
    await find(page, diagram, "web");
    const said = page.locator("[aria-live=polite]", { hasText: /^web: container/ });
    await said.waitFor({ state: "attached" });
    await diagram.press("ArrowRight");
    await page.waitForURL(/select=[^&]*db/);
    await diagram.press("ArrowLeft");
    await page.waitForURL(/select=[^&]*web/);
    await diagram.press("Escape");
    await page.waitForURL((url) => !url.searchParams.has("select"));
    assert.deepEqual(faults, []);
  });

  it("has the focus again when a dialog is closed, as the button of a menu has", async () => {
    const { page, faults, diagram } = await opened("focused");
    await diagram.focus();
    await diagram.press("?");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "application");
    const more = page.getByRole("button", { name: "More", exact: true });
    await more.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "Keys" }).press("Enter");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "More");
    await diagram.focus();
    await find(page, diagram, "web");
    await diagram.press("r");
    await page.getByRole("textbox", { name: "Name" }).fill("a b");
    await page.keyboard.press("Enter");
    // It is told where it was asked for, and nowhere else.
    await page.getByText(/^No container can be called/).waitFor();
    assert.equal(await page.getByText(/^No container can be called/).count(), 1);
    await page.keyboard.press("Escape");
    await page.getByText(/^No container can be called/).waitFor({ state: "detached" });
    await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "application");
    assert.deepEqual(faults, []);
  });

  it("selects the copy that is made of a container, so that it can be renamed at once", async () => {
    const { page, faults, diagram } = await opened("copied");
    await diagram.focus();
    await find(page, diagram, "web");
    await diagram.press("d");
    await page.waitForURL(/select=[^&]*web-2/);
    await page.getByRole("complementary").getByRole("heading", { name: "web-2" }).waitFor();
    await diagram.press("r");
    await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("admin");
    await page.keyboard.press("Enter");
    await page.waitForURL(/select=[^&]*admin/);
    assert.deepEqual(faults, []);
  });

  it("keeps what is typed into the palette before the palette is loaded", async () => {
    const { page, faults, diagram } = await opened("typed");
    let load = () => {};
    const asked = new Promise<void>((resolve) => {
      load = resolve;
    });
    await page.route(/assets\/palette-[^/]*\.js/, async (route) => {
      await asked;
      await route.continue();
    });
    await diagram.focus();
    await page.keyboard.press("ControlOrMeta+k");
    await page.keyboard.type("vari");
    load();
    await page.getByRole("option", { name: "Variables" }).waitFor();
    await page.keyboard.type("ab");
    assert.equal(await page.getByRole("combobox", { name: "Find anything" }).inputValue(), "variab");
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "application");
    assert.deepEqual(faults, []);
  });

  it("selects nothing by itself of what the definition changes", async () => {
    await shop(ada, "unasked", [dashboard.zone!]);
    await deploy(ada, "unasked");
    await ada.client.put("/projects/{project}/definition", {
      path: { project: "unasked" },
      body: { format: "json", text: SHOP.replace("NAME", "unasked").replace("nginx:1.29", "nginx:1.30") },
      ifMatch: "*",
    });
    const { page, faults } = await dashboard.page(ada);
    const infra = await new InfraPage(page).open("unasked");
    await infra.stands("1 part changes");
    await infra.tab("Changes");
    await page
      .getByRole("tabpanel", { name: /Changes/ })
      .getByText("nginx:1.30")
      .first()
      .waitFor();
    assert.equal(new URL(page.url()).searchParams.get("select"), null);
    assert.deepEqual(faults, []);
  });

  it("zooms around the pointer, moves with the hand, and shows everything again", async () => {
    const { page, faults, diagram } = await opened("moved");
    const card = diagram.locator(".e-card").first();
    await diagram.press("f");
    await atRest(card);
    const before = await size(page);
    const box = (await diagram.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + 20);
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -100);
    await page.keyboard.up("Control");
    await page.waitForFunction(
      (than) => Number.parseInt(document.querySelector('[title^="In its own"]')?.textContent ?? "", 10) > than,
      before,
    );
    const [from, by] = [await atRest(card), { x: 60, y: 40 }];
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + by.x, box.y + 20 + by.y, { steps: 4 });
    await page.mouse.up();
    const to = await atRest(card);
    assert.ok(Math.abs(to.x - from.x - by.x) <= 2 && Math.abs(to.y - from.y - by.y) <= 2, JSON.stringify({ from, to }));
    await page.getByRole("button", { name: "Show all (f)" }).click();
    await page.waitForFunction(
      (same) => Number.parseInt(document.querySelector('[title^="In its own"]')?.textContent ?? "", 10) === same,
      before,
    );
    assert.deepEqual(faults, []);
  });

  it("connects two cards by keys, as an edit of the code that can be undone", async () => {
    const { page, faults, diagram } = await opened("connected");
    const infra = new InfraPage(page);
    const before = await infra.text();
    await diagram.focus();
    await find(page, diagram, "db");
    await diagram.press("c");
    await diagram.press("ArrowLeft");
    await page.getByText("Choose what to connect it to").waitFor();
    await diagram.press("Enter");
    await page.getByText("Choose what to connect it to").waitFor({ state: "detached" });
    await page.waitForFunction(
      (text) => [...document.querySelectorAll(".cm-line")].map((line) => line.textContent).join("\n") !== text,
      before,
    );
    await page.keyboard.press("ControlOrMeta+z");
    await page.waitForFunction(
      (text) => [...document.querySelectorAll(".cm-line")].map((line) => line.textContent).join("\n") === text,
      before,
    );
    assert.deepEqual(faults, []);
  });

  it("connects to the card that is looked for, and selects a volume that is added", async () => {
    const { page, faults, diagram } = await opened("sought");
    const infra = new InfraPage(page);
    await diagram.focus();
    await find(page, diagram, "db");
    await diagram.press("c");
    await diagram.press("/");
    await page.getByRole("combobox", { name: "Find in the diagram" }).fill("web");
    await page.keyboard.press("Enter");
    await diagram.press("Enter");
    await page.getByText("Choose what to connect it to").waitFor({ state: "detached" });
    await page.locator(".cm-line", { hasText: "WEB_" }).waitFor({ state: "attached" });
    assert.match(page.url(), /select=[^&]*db/);
    await diagram.press("a");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^Volume/ })
      .click();
    await page.getByRole("dialog").getByLabel("Name").fill("uploads");
    await page.keyboard.press("Enter");
    await page.getByRole("complementary", { name: "volume uploads" }).waitFor();
    assert.match(await infra.text(), /"name": "uploads"/);
    assert.deepEqual(faults, []);
  });

  it("goes on with a connection that is being made while the picture is drawn anew", async () => {
    await shop(ada, "anew", []);
    const { page, faults } = await dashboard.page(ada, {}, [/409/]);
    const checked = Promise.withResolvers<void>();
    await page.route(/definition\/check$/, async (route) => {
      await checked.promise;
      await route.continue();
    });
    const infra = await new InfraPage(page).open("anew");
    const drawn = await page.waitForFunction(
      () => performance.getEntriesByName("diagram-drawn")[0]?.startTime ?? false,
    );
    await infra.diagram.focus();
    await find(page, infra.diagram, "db");
    await infra.diagram.press("c");
    await infra.diagram.press("ArrowLeft");
    checked.resolve();
    await page.waitForFunction(
      (than) => (performance.getEntriesByName("diagram-drawn")[0]?.startTime ?? than) > than,
      (await drawn.jsonValue()) as number,
    );
    await infra.diagram.press("Enter");
    await infra.code.getByText("${{web.url}}").waitFor();
    assert.deepEqual(faults, []);
  });

  it("keeps a card where it was dragged to, for everybody and beside the definition", async () => {
    const { page, faults, diagram } = await opened("dragged");
    await diagram.press("0");
    await find(page, diagram, "web");
    const card = diagram.locator("g", { has: page.locator("title", { hasText: /^web: container/ }) }).last();
    const box = await atRest(card.locator(".e-card"));
    await page.mouse.move(box.x + 20, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + 20, box.y + 100, { steps: 4 });
    const kept = page.waitForResponse((one) => one.url().endsWith("/placement") && one.request().method() === "PUT");
    await page.mouse.up();
    assert.equal((await kept).status(), 200);
    const { pinned, positions } = await ada.client.get("/projects/{project}/placement", {
      path: { project: "dragged" },
    });
    assert.deepEqual(pinned, ["dragged/web"]);
    assert.ok(positions["dragged/web"]);
    assert.deepEqual(faults, []);
  });

  it("collapses a group to a card and expands it again", async () => {
    const { page, faults, diagram } = await opened("collapsed");
    await diagram.focus();
    await find(page, diagram, "web");
    await diagram.press("g");
    await diagram.locator(".e-tile-collapsed").first().waitFor();
    await diagram.press("g");
    await diagram.locator(".e-tile-collapsed").waitFor({ state: "detached" });
    await find(page, diagram, "web");
    await diagram.press("g");
    await diagram.locator(".e-tile-collapsed").first().waitFor();
    await find(page, diagram, "front");
    await diagram.press("Enter");
    await diagram.locator(".e-tile-collapsed").waitFor({ state: "detached" });
    assert.deepEqual(faults, []);
  });

  it("is saved as SVG and as PNG under the page's Content-Security-Policy", async () => {
    const { page, faults } = await opened("saved");
    const save = async (name: RegExp) => {
      await page.getByRole("button", { name: /^More/ }).click();
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("menuitem", { name }).click(),
      ]);
      return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
    };
    const svg = await save(/SVG/);
    assert.match(svg.name, /^saved-.*\.svg$/);
    assert.match(svg.bytes.toString("utf8"), /^<svg [\s\S]*postgres:17[\s\S]*<\/svg>\s*$/);
    const png = await save(/PNG/);
    assert.deepEqual([...png.bytes.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
    assert.ok(png.bytes.length > 10_000, "the picture is empty");
    assert.deepEqual(faults, []);
  });
});
