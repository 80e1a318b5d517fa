import type { Express } from "express";
import type { Platform } from "../platform.ts";
import { addDashboard } from "./dashboard/index.ts";
import { addDocsPages } from "./docs-pages.ts";
import { addInvitationPage } from "./invitation-page.ts";
import { ICON, ICON_PATH, STYLE_PATH } from "./layout.ts";
import { addServicePaths } from "./service.ts";
import { addSignInLinkPage } from "./sign-in-link-page.ts";
import { addSignOut } from "./sign-out.ts";
import { serveStatic } from "./static-page.ts";
import { STYLE } from "./style.ts";

/**
 * Pages for people beside the API, and what watches the platform. Those made here have no scripts; the dashboard is built.
 *
 * @param dashboard folder that holds the built dashboard
 */
export function addPages(app: Express, platform: Platform, dashboard: string): void {
  addServicePaths(app, platform);
  app.get(
    STYLE_PATH,
    serveStatic("text/css; charset=utf-8", () => STYLE, { forever: true }),
  );
  app.get(
    ICON_PATH,
    serveStatic("image/svg+xml", () => ICON, { forever: true }),
  );
  addDocsPages(app);
  addSignInLinkPage(app, platform);
  addInvitationPage(app, platform);
  addSignOut(app, platform);
  addDashboard(app, dashboard);
}
