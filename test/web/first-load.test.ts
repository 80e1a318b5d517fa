import assert from "node:assert/strict";
import { TestDashboard } from "./support/dashboard.ts";
import { firstLoad } from "./support/first-load.ts";
import { settled } from "./support/settled.ts";

const MOST = 200 * 1024;

describe("the first load of the dashboard", () => {
  let dashboard: TestDashboard;
  before(async () => {
    dashboard = await TestDashboard.open();
  });
  after(() => dashboard?.close());

  for (const address of ["/sign-in", "/"]) {
    it(`is at most 200 KB gzipped at ${address}`, async () => {
      const visitor = address === "/" ? await dashboard.visitor("Ada Lovelace") : undefined;
      const { page } = await dashboard.page(visitor, {}, [/401/]);
      const { bytes, files } = await firstLoad(page, address, settled);
      assert.ok(
        files.some(({ path }) => path.endsWith(".js")),
        "scripts were counted",
      );
      assert.ok(bytes <= MOST, `${bytes} bytes: ${JSON.stringify(files)}`);
    });
  }
});
