import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "mocha";
import { TestDashboard, type Visitor } from "./support/dashboard.ts";
import { deploy, shop } from "./support/data.ts";
import { told } from "./support/told.ts";

describe("the pages of a project", () => {
  let dashboard: TestDashboard;
  let ana: Visitor;
  let project: string;

  before(async () => {
    dashboard = await TestDashboard.open({ zone: true });
    ana = await dashboard.visitor("Ana Pages", { operator: true });
    project = await shop(ana, "shop_of_pages", [dashboard.zone as string]);
    await deploy(ana, project);
  });
  afterEach(async function () {
    await dashboard.keepPictures(this.currentTest);
  });
  after(() => dashboard?.close());

  it("set variables one by one and from a .env file, and show no secret", async () => {
    const { page, faults } = await dashboard.page(ana);
    await page.goto(`/projects/${project}/variables`);
    await page.getByRole("button", { name: "Add a variable" }).click();
    await page.getByLabel("Name").fill("9lives");
    await page.getByLabel("Value").fill("x");
    await page.getByRole("button", { name: "Set 9lives" }).click();
    await page.getByText("not a digit first.").waitFor();
    await page.getByLabel("Name").fill("greeting");
    await told(page, "greeting is set", () => page.getByRole("button", { name: "Set greeting" }).click());

    await page.getByRole("button", { name: "Paste .env" }).click();
    const text = "greeting=hello\napi_token=never-to-be-seen # of the shop\nnonsense\n";
    await page.getByLabel("Text of the file").fill(text);
    await page.getByRole("button", { name: "Show what changes" }).click();
    const dialog = page.getByRole("dialog");
    await dialog
      .getByRole("row", { name: /added.*becomes a secret, 16 characters/ })
      .getByText("api_token")
      .waitFor();
    await dialog
      .getByRole("row", { name: /greeting/ })
      .getByText("changed")
      .waitFor();
    await dialog.getByText("Line 3").waitFor();
    const { items: before } = await ana.client.get("/projects/{project}/variables", { path: { project } });
    assert.equal(
      before.find(({ name }) => name === "api_token"),
      undefined,
      "a preview sets nothing",
    );
    await dialog.getByRole("button", { name: "Apply 2 changes" }).click();
    await page
      .getByRole("row", { name: /api_token/ })
      .getByText("secret", { exact: true })
      .waitFor();
    assert.ok(!(await page.content()).includes("never-to-be-seen"));

    await page.getByRole("button", { name: "Remove api_token" }).click();
    const remove = page.getByRole("dialog").getByRole("button", { name: "Remove api_token" });
    await told(page, "api_token is removed", () => remove.click());
    assert.deepEqual(faults, []);
  });

  it("tell how a container stands, what it writes and has in its environment, and restart it", async () => {
    const { page, faults } = await dashboard.page(ana);
    await page.goto(`/projects/${project}/containers?tag=front`);
    await page.getByText("1 of 2 containers").waitFor();
    await page.getByRole("link", { name: "web", exact: true }).click();
    await page.getByText("1 of 1 ready").waitFor();
    await page
      .getByRole("row", { name: /DB_PASSWORD/ })
      .getByText("secret")
      .waitFor();
    await page.getByRole("log").getByText("simulates its nodes").waitFor();
    await page.getByLabel("Search in the lines").fill("PROCESS");
    await page.locator("mark").first().waitFor();
    await page.getByRole("button", { name: "Restart", exact: true }).click();
    const restart = page.getByRole("dialog").getByRole("button", { name: "Restart web" });
    await told(page, "web is being restarted", () => restart.click());
    assert.deepEqual(faults, []);
  });

  it("show volumes as they are in the zone", async () => {
    const { page, faults } = await dashboard.page(ana);
    await page.goto(`/projects/${project}/volumes`);
    const row = page.getByRole("row", { name: /^data/ });
    await row.getByText("has its storage").waitFor();
    await row.getByText("at /var/lib/postgresql/data").waitFor();
    assert.deepEqual(faults, []);
  });

  it("say what rolling back would change, in the definition, in variables and in the zone, and lead to its update", async () => {
    const path = { project };
    const { body, etag } = await ana.client.send("get", "/projects/{project}/definition", { path });
    await ana.client.put("/projects/{project}/definition", {
      path,
      body: { format: body.format, text: body.text.replace("nginx:1.29", "nginx:1.30") },
      ifMatch: etag as string,
    });
    await deploy(ana, project);
    const { page, faults } = await dashboard.page(ana);
    await page.goto(`/projects/${project}/revisions`);
    await page.getByRole("button", { name: "Roll back to revision 1" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("nginx:1.30").waitFor();
    await dialog.getByText("Restarts web.").waitFor();
    await dialog.getByText("It would use of its claim there").waitFor();
    await dialog.getByRole("button", { name: "Roll back to revision 1" }).click();
    await page.waitForURL(/updates\/[0-9a-f-]+$/);
    await page.getByText("It has succeeded: everything is written and every container is ready.").waitFor();
    await page.getByRole("row", { name: /^web/ }).getByText("1 of 1 ready").waitFor();
    assert.deepEqual(faults, []);
  });
});
