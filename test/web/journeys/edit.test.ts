import assert from "node:assert/strict";
import { TestDashboard, type Visitor } from "../support/dashboard.ts";
import { deploy, SHOP, shop } from "../support/data.ts";
import { InfraPage } from "../support/infra.ts";

describe("editing in the dashboard", () => {
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
    await infra.progress.getByText("succeeded").waitFor();
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
    await page.locator(".cm-lintRange-error").first().waitFor({ state: "detached" });
    assert.deepEqual(faults, []);
  });

  it("completes what is being written in Jsonnet, and explains what is written", async () => {
    const name = "written";
    const project = `{\n  local name = '${name}',\n  project: { name: name },\n  containers: [{ name: 'web', `;
    const text = `${project}image: 'nginx:1.29' }],\n}\n`;
    await ada.client.post("/projects", { body: { name, definition: { format: "jsonnet", text } } });
    const { page, faults } = await dashboard.page(ada);
    const infra = await new InfraPage(page).open(name);
    await infra.type(project);
    await infra.stands("Has errors");
    await infra.code.pressSequentially("im");
    const image = page.getByRole("option", { name: "image", exact: true });
    await image.waitFor();
    await page.getByText(/^Image to run/).waitFor();
    await image.click();
    await page.keyboard.insertText("nginx:1.30");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.insertText(" }],\n}\n");
    await page.getByRole("status").getByText("Has errors", { exact: true }).waitFor({ state: "detached" });
    assert.equal(await infra.text(), text.replace("1.29", "1.30"));
    await infra.code.getByText("image", { exact: true }).hover();
    await page
      .locator(".cm-schema-tip")
      .getByText(/^Image to run/)
      .waitFor();
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
    await one!.progress.getByText("succeeded").waitFor();

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
    await other!.progress.getByText("succeeded").waitFor();
    assert.deepEqual([...first.faults, ...second.faults], []);
  });

  it("plans anew when it hears of the project again: what was deployed meanwhile changes nothing any more", async () => {
    const name = await deployed("unheard");
    const text = SHOP.replace("NAME", name).replace("nginx:1.29", "nginx:1.30");
    const path = { project: name };
    await ada.client.put("/projects/{project}/definition", { path, body: { format: "json", text }, ifMatch: "*" });
    const { page, faults } = await dashboard.page(ada);
    const heard = Promise.withResolvers<void>();
    let times = 0;
    await page.route(`**/projects/${name}/stream`, async (route) => {
      // The first connection is lost at once, the next one stands when all is over.
      if (times++ === 0) return route.fulfill({ contentType: "text/event-stream", body: "event: now\ndata: {}\n\n" });
      await heard.promise;
      await route.continue();
    });
    const infra = await new InfraPage(page).open(name);
    await infra.stands("1 part changes");
    await deploy(ada, name);
    heard.resolve();
    await infra.stands("Nothing would change");
    assert.deepEqual(faults, []);
  });

  it("goes on with edits that were kept of an older definition, and brings them onto the newer one", async () => {
    const name = await shop(ada, "kept", [dashboard.zone!]);
    const path = { project: name };
    const base = SHOP.replace("NAME", name);
    const mine = base.replace("postgres:17", "postgres:18");
    await ada.client.post("/projects/{project}/change-sets", {
      path,
      body: { comment: "", definition: { format: "json", text: mine }, variables: { set: {}, remove: [] } },
    });
    const theirs = base.replace("nginx:1.29", "nginx:1.30");
    await ada.client.put("/projects/{project}/definition", {
      path,
      body: { format: "json", text: theirs },
      ifMatch: '"1"',
    });
    // That nothing is refused on the way is a part of it: any answer of 400 and more would be a fault.
    const { page, faults } = await dashboard.page(ada);
    const infra = await new InfraPage(page).open(name);
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByText(/while you were editing version 1/).waitFor();
    assert.equal(await infra.text(), mine);
    await page.getByText("What has changed").click();
    const difference = page.getByLabel("From version 1 to 2");
    await difference.getByText("nginx:1.30").first().waitFor();
    assert.equal(await difference.getByText("postgres").count(), 0, "one's own edits are none of theirs");
    await page.getByRole("button", { name: "Bring my edits onto it" }).click();
    assert.equal(await infra.text(), theirs.replace("postgres:17", "postgres:18"));
    assert.deepEqual(faults, []);
  });

  it("goes on with a definition in Jsonnet that was kept before any was saved", async () => {
    const name = "unsaved";
    const path = { project: name };
    await ada.client.post("/projects", { body: { name, zones: [dashboard.zone!] } });
    const text = `{ project: { name: '${name}' }, containers: [{ name: 'web', image: 'nginx:1.29' }] }\n`;
    const { id } = await ada.client.post("/projects/{project}/change-sets", {
      path,
      body: { comment: "", definition: { format: "jsonnet", text }, variables: { set: {}, remove: [] } },
    });
    const { page, faults } = await dashboard.page(ada);
    await page.goto(`/projects/${name}/infra`);
    await page.getByRole("button", { name: "Go on" }).click();
    const infra = await new InfraPage(page).shown();
    await infra.select("web");
    const kept = page.waitForResponse((answer) => answer.request().method() === "PATCH");
    await page.getByLabel("Image").fill("nginx:1.30");
    await page.getByLabel("Image").press("Enter");
    await kept;
    assert.equal(await infra.text(), text.replace("nginx:1.29", "nginx:1.30"));
    const { definition } = await ada.client.get("/projects/{project}/change-sets/{changeSet}", {
      path: { ...path, changeSet: id },
    });
    assert.deepEqual(definition, { format: "jsonnet", text: text.replace("nginx:1.29", "nginx:1.30") });
    assert.deepEqual(faults, []);
  });

  it("makes an edit of a field once when one leaves it before the code is evaluated", async () => {
    const name = "once";
    const text = `local image = 'nginx:' + '1.29';\n{ project: { name: '${name}' }, containers: [{ name: 'web', image: image }] }\n`;
    await ada.client.post("/projects", { body: { name, definition: { format: "jsonnet", text } } });
    const { page, faults } = await dashboard.page(ada, {}, [/409/]);
    const infra = await new InfraPage(page).open(name);
    await infra.select("web");
    const evaluated = Promise.withResolvers<void>();
    await page.route("**/definition/check", async (route) => {
      await evaluated.promise;
      await route.continue();
    });
    await page.getByLabel("Image").fill("nginx:1.30");
    await page.getByLabel("Image").press("Enter");
    await page.locator(".cm-line", { hasText: "nginx:1.30" }).waitFor({ state: "attached" });
    await page.getByLabel("Image").blur();
    evaluated.resolve();
    assert.equal((await infra.text()).split("nginx:1.30").length, 2);
    assert.equal(await page.getByText("The code was not evaluated yet").count(), 0);
    assert.deepEqual(faults, []);
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
    await page.getByText("succeeded").first().waitFor();
    const { text } = await ada.client.get("/projects/{project}/definition", { path: { project: name } });
    assert.match(text, /nginx:1\.29/);
    assert.deepEqual(faults, []);
  });
});
