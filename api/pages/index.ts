import type { Express } from "express";
import type { Platform } from "../platform.ts";
import { addAccountPages } from "./account-pages.ts";
import { addDocsPages } from "./docs-pages.ts";
import { addInvitationPage } from "./invitation-page.ts";
import { ICON, ICON_PATH, STYLE_PATH } from "./layout.ts";
import { addServicePaths } from "./service.ts";
import { addSignInLinkPage } from "./sign-in-link-page.ts";
import { serveStatic } from "./static-page.ts";
import { STYLE } from "./style.ts";

/** Pages for people beside the API, and what watches the platform. Their HTML has no scripts. */
export function addPages(app: Express, platform: Platform): void {
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
  addAccountPages(app, platform);
  addSignInLinkPage(app, platform);
  addInvitationPage(app, platform);
}
