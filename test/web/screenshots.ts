import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { endTestZones } from "../support/local-zone.ts";
import { endTestPostgres } from "../support/postgres.ts";
import { DESKTOP, endTestBrowser, PHONE } from "./support/browser.ts";
import { TestDashboard } from "./support/dashboard.ts";
import { deploy, shop } from "./support/data.ts";
import { everyPage } from "./support/every-page.ts";
import { settled } from "./support/settled.ts";

/** `npm run screenshots`: every page in light and dark, on a desktop and a phone, into docs/dashboard/. */
const FOLDER = fileURLToPath(new URL("../../docs/dashboard/", import.meta.url));

const LOOKS = [
  { name: "desktop-light", viewport: DESKTOP, colorScheme: "light" },
  { name: "desktop-dark", viewport: DESKTOP, colorScheme: "dark" },
  { name: "phone-light", viewport: PHONE, colorScheme: "light" },
  { name: "phone-dark", viewport: PHONE, colorScheme: "dark" },
] as const;

const dashboard = await TestDashboard.open({ zone: true });
try {
  await mkdir(FOLDER, { recursive: true });
  const ada = await dashboard.visitor("Ada Lovelace", { operator: true });
  const zone = dashboard.zone as string;
  const project = await shop(ada, "shop", [zone]);
  await shop(ada, "blog", [zone]);
  const { id: update } = await deploy(ada, project);
  await ada.client.post("/projects/{project}/invitations", {
    path: { project },
    body: { email: "bob@example.com", role: "reader" },
  });
  await ada.client.post("/projects/{project}/keys", {
    path: { project },
    body: { name: "CI of the shop", permissions: ["read", "deploy"] },
  });
  const addresses = everyPage({ project, zone, update, template: "web-postgres", container: "web", revision: "1" });
  for (const { name: look, ...options } of LOOKS) {
    const [nobodys, adas] = await Promise.all([dashboard.page(undefined, options), dashboard.page(ada, options)]);
    for (const address of addresses) {
      const { page } = address.startsWith("/sign-") ? nobodys : adas;
      await page.goto(address.endsWith("/infra") ? `${address}?select=${project}/web` : address);
      await settled(page);
      await page.screenshot({ path: `${FOLDER}${nameOf(address, update)}-${look}.png`, animations: "disabled" });
    }
    await Promise.all([nobodys.close(), adas.close()]);
    process.stdout.write(`${look}: ${addresses.length} pages\n`);
  }
} finally {
  await dashboard.close();
  await Promise.all([endTestBrowser(), endTestZones(), endTestPostgres()]);
}

/** `/projects/shop/updates/019…` is `project-update` in every run. */
function nameOf(address: string, update: string): string {
  const steps = address.replace(update, "one").split("/").filter(Boolean);
  const named = steps[0] === "projects" ? ["project", ...steps.slice(2)] : steps;
  return named.join("-") || "projects";
}
