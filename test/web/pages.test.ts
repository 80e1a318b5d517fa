import assert from "node:assert/strict";
import { violationsOf } from "./support/axe.ts";
import { DESKTOP, PHONE, type WatchedPage } from "./support/browser.ts";
import { TestDashboard, type Visitor } from "./support/dashboard.ts";
import { deploy, shop } from "./support/data.ts";
import { everyPage } from "./support/every-page.ts";
import { settled } from "./support/settled.ts";

const LOOKS = [
  { name: "desktop, light", viewport: DESKTOP, colorScheme: "light" },
  { name: "desktop, dark", viewport: DESKTOP, colorScheme: "dark" },
  { name: "phone, light", viewport: PHONE, colorScheme: "light" },
  { name: "phone, dark", viewport: PHONE, colorScheme: "dark" },
] as const;

describe("every page of the dashboard", function () {
  this.timeout(900_000);
  let dashboard: TestDashboard;
  let ada: Visitor;
  let addresses: readonly string[];
  before(async () => {
    dashboard = await TestDashboard.open({ zone: true });
    ada = await dashboard.visitor("Ada Lovelace", { operator: true });
    const zone = dashboard.zone!;
    const project = await shop(ada, "pages-shop", [zone]);
    const { id: update } = await deploy(ada, project);
    addresses = everyPage({ project, zone, update, template: "web-postgres", container: "web", revision: "1" });
  });
  after(() => dashboard?.close());

  for (const look of LOOKS) {
    it(`is whole, fits and is accessible: ${look.name}`, async () => {
      const problems: string[] = [];
      const [nobodys, adas] = await Promise.all([dashboard.page(undefined, look, [/401/]), dashboard.page(ada, look)]);
      for (const address of addresses) {
        const opened = address.startsWith("/sign-") ? nobodys : adas;
        problems.push(...(await problemsOf(opened, address)).map((problem) => `${address}: ${problem}`));
      }
      await Promise.all([nobodys.close(), adas.close()]);
      assert.deepEqual(problems, []);
    });
  }
});

async function problemsOf({ page, faults }: WatchedPage, address: string): Promise<string[]> {
  await page.goto(address);
  await settled(page);
  const headings = await page.getByRole("heading", { level: 1 }).allTextContents();
  const [scrollWidth, innerWidth] = await page.evaluate<[number, number]>(
    "[document.documentElement.scrollWidth, window.innerWidth]",
  );
  const problems: string[] = [];
  if (headings.length !== 1 || headings[0]?.trim() === "")
    problems.push(`has the headings ${JSON.stringify(headings)}`);
  if (/failed|cannot be shown|nothing here/i.test(headings.join())) problems.push(`says ${headings.join()}`);
  if (scrollWidth > innerWidth) problems.push(`is ${scrollWidth} px wide in a window of ${innerWidth} px`);

  for (const { id, nodes } of await violationsOf(page))
    problems.push(`axe: ${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`);
  return [...problems, ...faults.splice(0)];
}
