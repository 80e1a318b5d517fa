import assert from "node:assert/strict";
import { ProblemError } from "../../../api/client/errors.ts";
import { addFileZone } from "../../../api/zones/add-file-zone.ts";
import { type CuttableZone, cuttableZone } from "../../support/cuttable-zone.ts";
import { testZone } from "../../support/local-zone.ts";
import { TestDashboard, type Visitor } from "../support/dashboard.ts";
import { deploy, shop } from "../support/data.ts";
import { InfraPage } from "../support/infra.ts";
import { settled } from "../support/settled.ts";

const SECRET = "a value nobody sees";

describe("a reader who was invited", function () {
  this.timeout(900_000);
  let dashboard: TestDashboard;
  let ada: Visitor;
  let bob: Visitor;
  before(async () => {
    dashboard = await TestDashboard.open({ zone: true });
    ada = await dashboard.visitor("Ada Lovelace");
    bob = await dashboard.visitor("Bob Reader");
    await shop(ada, "shared", [dashboard.zone!]);
    await deploy(ada, "shared");
  });
  after(() => dashboard?.close());
  afterEach(function () {
    return dashboard.keepPictures(this.currentTest);
  });

  it("is invited by a link, accepts it, and is led to the project", async () => {
    const { page, faults } = await dashboard.page(ada);
    await page.goto("/projects/shared/members");
    await page.getByRole("button", { name: "Invite" }).click();
    await page.getByLabel("E-mail address").fill(bob.email);
    await page.getByRole("dialog").getByRole("button", { name: "Invite" }).click();
    const link = await page.getByRole("dialog").locator("code").textContent();
    const other = await dashboard.page(bob);
    await other.page.goto(link ?? "");
    await other.page.getByRole("button", { name: /accept/i }).click();
    await other.page.waitForURL(/\/projects\/shared/);
    await new InfraPage(other.page).shown();
    assert.deepEqual([...faults, ...other.faults], []);
  });

  it("sees everything but secrets, with no control that would change anything", async () => {
    const { page, faults } = await dashboard.page(bob);
    const pages = [
      "infra",
      "containers",
      "containers/web",
      "variables",
      "volumes",
      "revisions",
      "revisions/1",
      "updates",
      "members",
      "keys",
      "settings",
    ];
    const found: string[] = [];
    for (const path of pages) {
      await page.goto(`/projects/shared/${path}`);
      await settled(page);
      const buttons = await page.getByRole("button").allTextContents();
      const writing =
        /deploy|discard|^add|invite|new (key|role)|remove|delete|restart|set\b|save|roll back|edit|paste|cancel|retry|try again|change role/i;
      found.push(...buttons.filter((text) => writing.test(text)).map((text) => `${path}: ${text}`));
      assert.ok(!(await page.content()).includes(SECRET), `${path} shows a secret`);
    }
    assert.deepEqual(found, []);
    await page.goto("/projects/shared/infra");
    const infra = await new InfraPage(page).shown();
    const before = await infra.text();
    await infra.code.click();
    await page.keyboard.type("x");
    assert.equal(await infra.text(), before);
    assert.deepEqual(faults, []);
  });

  it("is refused by the API what the page does not offer", async () => {
    const path = { project: "shared" };
    const refused: readonly (() => Promise<unknown>)[] = [
      () =>
        bob.client.put("/projects/{project}/definition", { path, body: { format: "json", text: "{}" }, ifMatch: "*" }),
      () => bob.client.post("/projects/{project}/revisions", { path }),
      () => bob.client.post("/projects/{project}/change-sets", { path, body: {} }),
      () =>
        bob.client.post("/projects/{project}/containers/{container}/restart", { path: { ...path, container: "web" } }),
      () =>
        bob.client.post("/projects/{project}/invitations", {
          path,
          body: { email: "eve@example.com", role: "reader" },
        }),
      () => bob.client.put("/projects/{project}/placement", { path, body: { pinned: {}, collapsed: [] } } as never),
    ];
    for (const ask of refused) {
      await assert.rejects(ask, (error) => error instanceof ProblemError && error.status === 403);
    }
  });
});

describe("a zone that goes down", () => {
  let dashboard: TestDashboard;
  let cuttable: CuttableZone;
  let ada: Visitor;
  before(async () => {
    dashboard = await TestDashboard.open({ zone: true });
    cuttable = await cuttableZone(await testZone(), "berlin");
    await addFileZone(dashboard.test.platform, cuttable.zone);
    ada = await dashboard.visitor("Ada Lovelace");
    await shop(ada, "lasting", ["berlin"]);
    await deploy(ada, "lasting");
  });
  after(async () => {
    await dashboard?.close();
    await cuttable?.close();
  });
  afterEach(function () {
    return dashboard.keepPictures(this.currentTest);
  });

  it("is told on the page, which recovers by itself", async () => {
    const { page, faults } = await dashboard.page(ada);
    await page.goto("/projects/lasting/containers");
    const row = page.getByRole("row", { name: /web/ });
    await row.getByText("ready", { exact: true }).waitFor();
    cuttable.cut();
    await row.getByText("zone is away").waitFor();
    await page
      .getByText(/berlin.*(cannot be reached|is away|does not answer)/i)
      .first()
      .waitFor();
    cuttable.mend();
    await row.getByText("ready", { exact: true }).waitFor();
    assert.deepEqual(faults, []);
  });
});
