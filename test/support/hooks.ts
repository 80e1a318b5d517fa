import { endTestBrowser } from "../web/support/browser.ts";
import { endTestZones } from "./local-zone.ts";
import { endTestPostgres } from "./postgres.ts";

/** Root hooks of every mocha run. */
export const mochaHooks = {
  async afterAll(this: Mocha.Context): Promise<void> {
    this.timeout(300_000);
    await Promise.all([endTestZones(), endTestPostgres(), endTestBrowser()]);
  },
};
