import { endTestBrowser } from "../web/support/browser.ts";
import { endTestZones } from "./local-zone.ts";
import { endTestPostgres } from "./postgres.ts";

/**
 * Root hooks of every mocha run. Where files run beside each other these come after each file: what the files of one
 * process share then ends with the process.
 */
export const mochaHooks = {
  async afterAll(this: Mocha.Context): Promise<void> {
    if (process.env.MOCHA_WORKER_ID !== undefined) return;
    this.timeout(60_000);
    await Promise.all([endTestZones(), endTestPostgres(), endTestBrowser()]);
  },
};
