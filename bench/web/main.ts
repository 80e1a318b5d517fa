import type { Page } from "playwright-core";
import { endTestZones } from "../../test/support/local-zone.ts";
import { endTestPostgres } from "../../test/support/postgres.ts";
import { endTestBrowser } from "../../test/web/support/browser.ts";
import { TestDashboard, type Visitor } from "../../test/web/support/dashboard.ts";
import { deploy } from "../../test/web/support/data.ts";
import { firstLoad } from "../../test/web/support/first-load.ts";
import { InfraPage } from "../../test/web/support/infra.ts";
import { settled } from "../../test/web/support/settled.ts";
import { type BenchRow, formatRow } from "../bench-row.ts";
import { chainOf, diagramOf } from "./definitions.ts";

/** `npm run bench:web [-- --json]`: what a person waits for in the dashboard, in a real Chromium without a GPU. */
const AIM = { firstLoad: 200, diagram: 1000, frames: 50, plan: 150 };
const NODES = 500;
const CONTAINERS = 30;
const EDITS = 40;

/** Notes in the page when its heading came, and until when it was busy. */
const WATCH_START = `
  window.__busyUntil = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.__busyUntil = entry.startTime + entry.duration;
  }).observe({ type: "longtask", buffered: true });
  const seen = new MutationObserver(() => {
    if (!document.querySelector("h1")) return;
    window.__shownAt = performance.now();
    seen.disconnect();
  });
  seen.observe(document, { subtree: true, childList: true });
`;

const rows: BenchRow[] = [];
const isJson = process.argv.includes("--json");

function report(name: string, value: number, unit: string, aim?: { readonly most?: number; readonly least?: number }) {
  const { most, least } = aim ?? {};
  const reached = most !== undefined ? value <= most : least !== undefined ? value >= least : undefined;
  const row: BenchRow = {
    name,
    value,
    unit,
    ...(most !== undefined && { aim: most }),
    ...(least !== undefined && { aimAtLeast: least }),
    ...(reached !== undefined && { reached }),
  };
  rows.push(row);
  if (!isJson) process.stdout.write(`${formatRow(row)}\n`);
}

async function measureStart(dashboard: TestDashboard, visitor: Visitor): Promise<void> {
  for (const [name, address, who] of [
    ["sign-in", "/sign-in", undefined],
    ["projects", "/", visitor],
  ] as const) {
    const load = await dashboard.page(who, {}, [/401/]);
    const { bytes } = await firstLoad(load.page, address, settled);
    report(`first load of ${name}, gzipped`, bytes / 1024, "KB", { most: AIM.firstLoad });
    await load.close();
    const times: number[] = [];
    for (let run = 0; run < 5; run++) {
      const { page, context, close } = await dashboard.page(who, {}, [/401/]);
      await context.addInitScript(WATCH_START);
      await page.goto(address);
      await settled(page);
      times.push(await page.evaluate<number>("Math.max(window.__shownAt, window.__busyUntil)"));
      await close();
    }
    report(`time to interactive of ${name}, median`, quantile(times, 0.5), "ms");
  }
}

async function measureDiagram(dashboard: TestDashboard, visitor: Visitor): Promise<void> {
  await visitor.client.post("/projects", {
    body: { name: "wide", definition: { format: "json", text: diagramOf("wide", NODES) }, zones: [] },
  });
  const { page } = await dashboard.page(visitor);
  await page.goto("/gallery");
  await settled(page);
  // As somebody who is in the dashboard goes there: its code is loaded, the project's tree is not.
  const infra = await new InfraPage(page).open("wide");
  const drawn = await page.evaluate<number>("performance.getEntriesByName('diagram-drawn').at(-1)?.startTime ?? NaN");
  const asked = await page.evaluate<number>("performance.getEntriesByName('tree-known').at(-1)?.startTime ?? NaN");
  report(`diagram of ${NODES} nodes, tree to drawn`, drawn - asked, "ms", { most: AIM.diagram });
  report(`diagram of ${NODES} nodes, address to drawn`, drawn, "ms");
  await infra.diagram.hover();
  report(`panning ${NODES} nodes`, await framesWhile(page, pan), "frames/s", { least: AIM.frames });
  report(`zooming ${NODES} nodes`, await framesWhile(page, zoom), "frames/s", { least: AIM.frames });
  await page.close();
}

const COUNT_FRAMES = `
  window.__frames = [];
  const count = (at) => { window.__frames.push(at); window.__counting = requestAnimationFrame(count); };
  window.__counting = requestAnimationFrame(count);
`;

/** Frames a second while a gesture is made for three seconds. */
async function framesWhile(page: Page, gesture: (page: Page, step: number) => Promise<void>): Promise<number> {
  await page.evaluate(COUNT_FRAMES);
  const end = performance.now() + 3000;
  for (let step = 0; performance.now() < end; step++) await gesture(page, step);
  const frames = await page.evaluate<number[]>("cancelAnimationFrame(window.__counting); window.__frames");
  return ((frames.length - 1) * 1000) / ((frames.at(-1) as number) - (frames[0] as number));
}

const pan = (page: Page, step: number) => page.mouse.wheel(step % 60 < 30 ? 24 : -24, step % 40 < 20 ? 12 : -12);

async function zoom(page: Page, step: number): Promise<void> {
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, step % 40 < 20 ? -16 : 16);
  await page.keyboard.up("Control");
}

async function measurePlan(dashboard: TestDashboard, visitor: Visitor): Promise<void> {
  await visitor.client.post("/projects", {
    body: {
      name: "chain",
      definition: { format: "json", text: chainOf("chain", CONTAINERS) },
      zones: [dashboard.zone as string],
    },
  });
  const update = await deploy(visitor, "chain");
  if (update.state !== "succeeded") throw new Error(`the project is ${update.state}`);
  const { page } = await dashboard.page(visitor);
  const infra = await new InfraPage(page).open("chain");
  await infra.stands("Nothing would change");
  await infra.select("part-3");
  for (let edit = 0; edit < EDITS; edit++) {
    const measured = await page.evaluate<number>("performance.getEntriesByName('edit-to-plan').length");
    await page.getByLabel("Image").fill(`nginx:1.${30 + edit}`);
    await page.getByLabel("Image").press("Enter");
    await page.waitForFunction(
      ({ before }: { readonly before: number }) => performance.getEntriesByName("edit-to-plan").length > before,
      { before: measured },
    );
  }
  for (const measure of ["edit-to-diagram", "edit-to-plan"]) {
    const times = await page.evaluate<number[]>(
      `performance.getEntriesByName("${measure}").map((one) => one.duration)`,
    );
    report(`${measure.replaceAll("-", " ")}, ${CONTAINERS} containers, median`, quantile(times, 0.5), "ms");
    const aim = measure === "edit-to-plan" ? { most: AIM.plan } : {};
    report(`${measure.replaceAll("-", " ")}, ${CONTAINERS} containers, p95`, quantile(times, 0.95), "ms", aim);
  }
  await page.close();
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number;
}

const dashboard = await TestDashboard.open({ zone: true });
try {
  const visitor = await dashboard.visitor("Bench Mark");
  // A project of 30 containers and one of 500 nodes fit no starter's claim.
  await dashboard.test.platform.database
    .updateTable("tiers")
    .set({ cpu: "1000", memory: "1000Gi", storage: "1000Gi", pods: 2000, services: 2000, volumes: 1000 })
    .where("name", "=", "starter")
    .execute();
  await measureStart(dashboard, visitor);
  await measureDiagram(dashboard, visitor);
  await measurePlan(dashboard, visitor);
  if (isJson) process.stdout.write(`${JSON.stringify(rows, undefined, 2)}\n`);
} finally {
  await dashboard.close();
  await Promise.all([endTestBrowser(), endTestZones(), endTestPostgres()]);
}
