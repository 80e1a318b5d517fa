import type { Express, Request, RequestHandler } from "express";
import { html } from "../html.ts";
import { sendPage } from "../page-call.ts";
import { type BuiltFiles, readBuiltFiles } from "./built-files.ts";
import { sendFile } from "./send-file.ts";
import { sendDashboard } from "./send-page.ts";

/**
 * Addresses that the dashboard has pages at; below `/projects/{project}` it tells itself which there are. Everywhere else
 * there is nothing, and that is answered.
 */
export const DASHBOARD_PATHS = [
  "/",
  "/sign-in",
  "/sign-up",
  "/gallery",
  "/gallery/:template",
  "/new",
  "/account",
  "/zones",
  "/zones/:zone",
  "/tiers",
  "/people",
  "/projects",
  "/projects/:project",
  "/projects/:project/*page",
] as const;

/** Serves the built dashboard from memory. */
export function addDashboard(app: Express, folder: string): void {
  const built = kept(folder);
  app.get([...DASHBOARD_PATHS], (_, response) => {
    const files = built();
    if (files) sendDashboard(response, files.page);
    else sendPage(response, { title: "Not built yet", body: notBuilt(), narrow: true }, 503);
  });
  app.use(serveFiles(built));
}

function serveFiles(built: () => BuiltFiles | undefined): RequestHandler {
  return (request, response, next) => {
    const file = isRead(request) ? built()?.files.get(request.path) : undefined;
    if (file) sendFile(request, response, file);
    else next();
  };
}

function isRead({ method }: Request): boolean {
  return method === "GET" || method === "HEAD";
}

/** Read once; looked for again only where it was never built, so that who builds it need not start anew. */
function kept(folder: string): () => BuiltFiles | undefined {
  let files = readBuiltFiles(folder);
  return () => {
    files ??= readBuiltFiles(folder);
    return files;
  };
}

function notBuilt() {
  return html`<h1>The dashboard is not built yet</h1>
<p>The platform runs, and its <a href="/docs/api">API</a> answers; only the files of its pages are missing. Build them, then load this page again:</p>
<pre><code>npm run build:web</code></pre>`;
}
