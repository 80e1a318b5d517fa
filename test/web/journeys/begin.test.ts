import assert from "node:assert/strict";
import { PASSWORD, TestDashboard, type Visitor } from "../support/dashboard.ts";
import { settled } from "../support/settled.ts";
import { told } from "../support/told.ts";

describe("coming in and beginning a project", () => {
  let dashboard: TestDashboard;
  let ada: Visitor;
  before(async () => {
    dashboard = await TestDashboard.open();
    ada = await dashboard.visitor("Ada Lovelace");
  });
  afterEach(function () {
    return dashboard.keepPictures(this.currentTest);
  });
  after(() => dashboard?.close());

  it("says at the field what is wrong with a sign-in, and then leads to where one wanted to go", async () => {
    const { page, faults } = await dashboard.page(undefined, {}, [/401/]);
    await page.goto("/gallery?tag=redis");
    await page.waitForURL(/\/sign-in\?next=/);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("Write your e-mail address.").waitFor();
    await page.getByLabel("E-mail address").fill(ada.email);
    await page.getByLabel("Password").fill("something else");
    await page.keyboard.press("Enter");
    await page.getByText("do not fit together").waitFor();
    assert.equal(await page.getByLabel("E-mail address").inputValue(), ada.email);
    await page.getByLabel("Password").fill(PASSWORD);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Gallery" }).waitFor();
    assert.match(page.url(), /\/gallery\?tag=redis$/);
    assert.deepEqual(faults, []);
  });

  it("never leads to another site after signing in", async () => {
    const { page, faults } = await dashboard.page(undefined, {}, [/401/]);
    await page.goto(`/sign-in?next=${encodeURIComponent("//evil.example/")}`);
    await page.getByLabel("E-mail address").fill(ada.email);
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { level: 1, name: "Projects" }).waitFor();
    assert.equal(page.url(), `${dashboard.url}/`);
    assert.deepEqual(faults, []);
  });

  it("leads to signing in when the session has ended elsewhere, and back to the page", async () => {
    const dana = await dashboard.visitor("Dana");
    const { page, faults } = await dashboard.page(dana, {}, [/401/]);
    await page.goto("/gallery");
    await page.getByRole("link", { name: "Ghost with MySQL" }).waitFor();
    // What the page itself still reads would lead away from it.
    await settled(page);
    await dana.client.post("/sign-out");
    await page.getByRole("link", { name: "Ghost with MySQL" }).click();
    await page.waitForURL(/\/sign-in\?next=%2Fgallery%2Fghost$/);
    await page.getByLabel("E-mail address").fill(dana.email);
    await page.getByLabel("Password").fill(PASSWORD);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Ghost with MySQL" }).waitFor();
    assert.deepEqual(faults, []);
  });

  it("keeps what was typed through every refusal, draws the picture, and makes the project", async () => {
    await ada.client.post("/projects", { body: { name: "taken" } });
    const { page, faults } = await dashboard.page(ada, {}, [/409/]);
    await page.goto("/gallery/web-postgres");
    const picture = page.getByRole("img", { name: /^Diagram: 2 containers/ });
    await picture.waitFor();
    // That it has a size means that the page's policy let it through.
    await page.waitForFunction("document.querySelector('figure img')?.naturalWidth > 0");

    const image = page.getByLabel("Image", { exact: true });
    await image.fill("Not An Image");
    await page.getByText("This does not match its pattern.").waitFor();
    await page.getByRole("button", { name: "Generate" }).click();
    const secret = await page.getByLabel("Password of the database").inputValue();
    assert.match(secret, /^[A-Za-z0-9]{32}$/);
    await page.getByLabel("Name of the project").fill("taken");
    await page.getByRole("button", { name: "Create project" }).click();
    assert.equal(await page.locator(":focus").getAttribute("id"), await image.getAttribute("id"));

    await image.fill("nginx:1.29");
    await page.getByText("This does not match its pattern.").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Create project" }).click();
    await page.getByText('The name "taken" is taken').waitFor();
    assert.equal(await image.inputValue(), "nginx:1.29");
    assert.equal(await page.getByLabel("Password of the database").inputValue(), secret);
    await page.getByLabel("Name of the project").fill("fresh");
    await page.getByRole("button", { name: "Create project" }).click();
    await page.waitForURL(/\/projects\/fresh\/infra$/);

    const { text } = await ada.client.get("/projects/{project}/definition", { path: { project: "fresh" } });
    assert.match(text, /"default": "nginx:1.29"/);
    assert.ok(!text.includes(secret));
    const variables = await ada.client.get("/projects/{project}/variables", { path: { project: "fresh" } });
    assert.deepEqual(
      variables.items.map(({ name, secret: isSecret }) => [name, isSecret]),
      [["db_password", true]],
    );
    assert.deepEqual(faults, []);
  });

  it("says which values a project still needs when it is made without them", async () => {
    const { page, faults } = await dashboard.page(ada);
    await page.goto("/gallery/locust");
    await page.getByRole("button", { name: "Create project" }).click();
    await page.getByText("This needs a value.").waitFor();
    await page.getByRole("button", { name: "Create it, fill in later" }).click();
    await page.waitForURL(/\/projects\/locust\/infra$/);
    await page.getByText("needs a value for target").waitFor();
    assert.deepEqual(faults, []);
  });

  it("refuses a pasted definition with its mistakes, and takes it when they are mended", async () => {
    const { page, faults } = await dashboard.page(ada, {}, [/422/]);
    await page.goto("/new");
    await page.getByLabel("Name", { exact: true }).fill("pasted");
    await page.getByLabel("with a definition").check();
    const definition = page.getByLabel("Definition", { exact: true });
    await definition.fill("services:\n  web: {}\n");
    await page.getByText("This looks like a compose file.").waitFor();
    await definition.fill('{ "project": { "name": "mended" }, "containers": [{ "name": "web", "imag": "nginx" }] }');
    await page.getByRole("button", { name: "Create project" }).click();
    await page.getByText("The definition has mistakes").waitFor();
    await page.getByText(/Unknown key "imag"/).waitFor();
    await definition.fill('{ "project": { "name": "mended" }, "containers": [{ "name": "web", "image": "nginx" }] }');
    await page.getByRole("button", { name: "Name it mended" }).click();
    await page.getByRole("button", { name: "Create project" }).click();
    await page.waitForURL(/\/projects\/mended\/infra$/);
    assert.deepEqual(faults, []);
  });

  it("finds projects by what is typed, and keeps that in the address", async () => {
    const { page, faults } = await dashboard.page(ada);
    await page.goto("/");
    await page.getByRole("link", { name: "taken" }).waitFor();
    await page.getByRole("searchbox").fill("MEND");
    await page.getByRole("link", { name: "taken" }).waitFor({ state: "detached" });
    await page.getByRole("link", { name: "mended" }).waitFor();
    await page.waitForURL((url) => url.searchParams.get("search") === "MEND");
    await page.reload();
    await page.getByRole("link", { name: "mended" }).waitFor();
    assert.equal(await page.getByRole("link", { name: "taken" }).count(), 0);
    await page.getByRole("searchbox").fill("nowhere");
    await page.getByRole("button", { name: "Show all projects" }).click();
    await page.getByRole("link", { name: "taken" }).waitFor();
    assert.deepEqual(faults, []);
  });
});

describe("one's account", () => {
  let dashboard: TestDashboard;
  before(async () => {
    dashboard = await TestDashboard.open({ environment: { ESPALIER_SIGN_UP: "open" } });
  });
  afterEach(function () {
    return dashboard.keepPictures(this.currentTest);
  });
  after(() => dashboard?.close());

  it("shows a key once, of the project and permissions chosen, and revokes it", async () => {
    const bob = await dashboard.visitor("Bob");
    await bob.client.post("/projects", { body: { name: "shop" } });
    const { page, faults } = await dashboard.page(bob);
    await page.goto("/account");
    await page.getByRole("button", { name: "New key" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name", { exact: true }).fill("backup");
    await dialog.getByLabel("May do all that you may").uncheck();
    await dialog.getByRole("checkbox", { name: /^read/ }).check();
    await dialog.getByLabel("For all of your projects").uncheck();
    await dialog.getByRole("checkbox", { name: "shop" }).check();
    await dialog.getByRole("button", { name: "Make key" }).click();
    const text = await dialog.getByText(/^esp_/).textContent();
    const authorization = { headers: { Authorization: `Bearer ${text}` } };
    const me = (await (await fetch(`${dashboard.url}/api/v1/me`, authorization)).json()) as {
      key: { permissions: string[]; projects: string[] };
    };
    assert.deepEqual([me.key.permissions, me.key.projects], [["read"], ["shop"]]);
    await dialog.getByRole("button", { name: "Done" }).click();
    await dialog.waitFor({ state: "detached" });
    assert.ok(!(await page.content()).includes(text ?? ""));
    await page.getByRole("button", { name: "Revoke key backup" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
    await page.getByText("None of your keys works any more.").waitFor();
    assert.equal((await fetch(`${dashboard.url}/api/v1/me`, authorization)).status, 401);
    assert.deepEqual(faults, []);
  });

  it("ends other sessions when the password is changed, and says at the field when the old one is wrong", async () => {
    const cleo = await dashboard.visitor("Cleo");
    const elsewhere = await cleo.client.send("post", "/sign-in", { body: { email: cleo.email, password: PASSWORD } });
    const cookie = elsewhere.cookies.map((line) => line.slice(0, line.indexOf(";"))).join("; ");
    const { page, faults } = await dashboard.page(cleo, {}, [/401/]);
    await page.goto("/account");
    await page.getByRole("button", { name: /^End the session/ }).waitFor();
    await page.getByLabel("Password now").fill("not this one");
    await page.getByLabel("New password").fill("short");
    await page.getByRole("button", { name: "Change password" }).click();
    await page.getByText("a password has 10 or more").waitFor();
    await page.getByLabel("New password").fill("another good passphrase");
    await page.getByRole("button", { name: "Change password" }).click();
    await page.getByText("This is not your password now.").waitFor();
    await page.getByLabel("Password now").fill(PASSWORD);
    await told(page, "Your password is changed", () => page.getByRole("button", { name: "Change password" }).click());
    await page.getByRole("button", { name: /^End the session/ }).waitFor({ state: "detached" });
    assert.equal((await fetch(`${dashboard.url}/api/v1/me`, { headers: { cookie } })).status, 401);
    await page.getByLabel("Name", { exact: true }).fill("Cleopatra");
    await told(page, "Your name is changed", () => page.getByRole("button", { name: "Save name" }).click());
    await page.getByRole("button", { name: "Account of Cleopatra" }).waitFor();
    assert.deepEqual(faults, []);
  });
});

describe("a platform that people come to by invitation", () => {
  let dashboard: TestDashboard;
  before(async () => {
    dashboard = await TestDashboard.open({ environment: { ESPALIER_SIGN_UP: "invited" } });
  });
  after(() => dashboard?.close());

  it("says so to who signs up without one", async () => {
    const { page, faults } = await dashboard.page(undefined, {}, [/401/, /403/]);
    await page.goto("/sign-up");
    await page.getByLabel("Name", { exact: true }).fill("Eve");
    await page.getByLabel("E-mail address").fill("eve@example.com");
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign up" }).click();
    await page.getByText("This platform takes new people by invitation.").waitFor();
    assert.equal(await page.getByLabel("E-mail address").inputValue(), "eve@example.com");
    assert.deepEqual(faults, []);
  });
});
