import assert from "node:assert/strict";
import { TestDashboard, type Visitor } from "../support/dashboard.ts";
import { deploy, SHOP, shop } from "../support/data.ts";
import { InfraPage } from "../support/infra.ts";

describe("editing in the dashboard", function () {
  this.timeout(180_000);
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

  const deployed = async (name: string) => {
    await shop(ada, name, [dashboard.zone!]);
    await deploy(ada, name);
    return name;
  };

  it("changes the code where it must and nowhere else, plans it, deploys it and shows it live", async () => {
    const name = await deployed("minimal");
    const { page, faults } = await dashboard.page(ada);
    const infra = await new InfraPage(page).open(name);
    await infra.stands("Nothing would change");
    const before = await infra.text();
    assert.equal(before, SHOP.replace("NAME", name));
    await infra.select("web");
    await page.getByLabel("Image").fill("nginx:1.30");
    await page.getByLabel("Image").press("Enter");
    await infra.stands("1 part changes");
    assert.equal(await infra.text(), before.replace("nginx:1.29", "nginx:1.30"));
    await infra.tab("Changes");
    await page.getByText("nginx:1.30").first().waitFor();
    await infra.deploy("newer nginx");
    await infra.progress.getByText("succeeded").waitFor({ timeout: 60_000 });
    const revision = await ada.client.get("/projects/{project}/revisions/{revision}", {
      path: { project: name, revision: 2 },
    });
    assert.equal(revision.comment, "newer nginx");
    await infra.stands("Nothing would change");
    assert.deepEqual(faults, []);
  });

  it("marks what is broken in the code, keeps the last good diagram, and goes on when it is mended", async () => {
    const name = await deployed("broken");
    const { page, faults } = await dashboard.page(ada);
    const infra = await new InfraPage(page).open(name);
    await infra.stands("Nothing would change");
    const good = await infra.text();
    await infra.type(good.replace('"image": "nginx:1.29",', '"imag": "nginx:1.29",'));
    await infra.stands("Has errors");
    await page.locator(".cm-lintRange-error").first().waitFor();
    assert.match((await infra.diagram.getAttribute("aria-label")) ?? "", /2 containers/);
    assert.equal(await page.getByRole("button", { name: "Deploy", exact: true }).isEnabled(), false);
    await infra.type(good);
    await infra.stands("Nothing would change");
    assert.equal(await page.locator(".cm-lintRange-error").count(), 0);
    assert.deepEqual(faults, []);
  });

  it("tells the second of two who edit what the first has changed, and brings the edits onto it", async () => {
    const name = await deployed("together");
    const [first, second] = await Promise.all([dashboard.page(ada), dashboard.page(ada, {}, [/41[27]|428|409/])]);
    const [one, other] = await Promise.all([first, second].map(({ page }) => new InfraPage(page).open(name)));
    await other!.select("db");
    await other!.page.getByLabel("Image").fill("postgres:18");
    await other!.page.getByLabel("Image").press("Enter");
    await other!.stands("1 part changes");
    await one!.select("web");
    await one!.page.getByLabel("Image").fill("nginx:1.30");
    await one!.page.getByLabel("Image").press("Enter");
    await one!.stands("1 part changes");
    await one!.deploy();
    await one!.progress.getByText("succeeded").waitFor({ timeout: 60_000 });

    await other!.page
      .getByText(/Ada Lovelace has changed the definition/)
      .first()
      .waitFor();
    await other!.page.getByText("What has changed").click();
    await other!.page.getByText("nginx:1.30").first().waitFor();
    await other!.page.getByRole("button", { name: "Bring my edits onto it" }).click();
    const text = await other!.text();
    assert.match(text, /nginx:1\.30/);
    assert.match(text, /postgres:18/);
    await other!.stands("1 part changes");
    await other!.deploy();
    await other!.progress.getByText("succeeded").waitFor({ timeout: 60_000 });
    assert.deepEqual([...first.faults, ...second.faults], []);
  });

  it("rolls back to an earlier revision", async () => {
    const name = await deployed("backwards");
    await ada.client.put("/projects/{project}/definition", {
      path: { project: name },
      body: { format: "json", text: SHOP.replace("NAME", name).replace("nginx:1.29", "nginx:1.30") },
      ifMatch: '"1"',
    });
    await deploy(ada, name);
    const { page, faults } = await dashboard.page(ada);
    await page.goto(`/projects/${name}/revisions/1`);
    await page.getByRole("button", { name: /roll back/i }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /roll back/i })
      .click();
    await page.waitForURL(/\/updates/);
    await page.getByText("succeeded").first().waitFor({ timeout: 60_000 });
    const { text } = await ada.client.get("/projects/{project}/definition", { path: { project: name } });
    assert.match(text, /nginx:1\.29/);
    assert.deepEqual(faults, []);
  });
});
