import type { PersonFacts } from "../identity/caller.ts";
import { VERSION } from "../version.ts";
import { Html, html } from "./html.ts";
import { hashOf } from "./static-page.ts";
import { STYLE } from "./style.ts";

/** A tree trained flat against a wall. */
const TREE =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"><path d="M12 22V3M12 17H7.5Q4 17 4 13.5M12 17h4.5q3.5 0 3.5-3.5M12 11H8Q5 11 5 8M12 11h4q3 0 3-3"/></svg>';

export const ICON = TREE.replace("currentColor", "#0a7350");

/** Addresses that change with their content, so that browsers keep them. */
export const STYLE_PATH = `/assets/style-${hashOf(STYLE)}.css`;
export const ICON_PATH = `/assets/icon-${hashOf(ICON)}.svg`;

export interface Page {
  readonly title: string;
  readonly body: Html;
  /** Who has signed in; undefined on pages that are the same for everybody. */
  readonly person?: PersonFacts | undefined;
  readonly narrow?: boolean;
}

/** A whole page as text. */
export function layout({ title, body, person, narrow }: Page): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title === "Espalier" ? title : `${title} · Espalier`}</title>
<link rel="stylesheet" href="${STYLE_PATH}">
<link rel="icon" href="${ICON_PATH}" type="image/svg+xml">
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<header class="bar"><div>
<a class="brand" href="/">${new Html(TREE.replace("<svg ", '<svg aria-hidden="true" '))}Espalier</a>
<nav aria-label="Main"><a href="/docs">Docs</a></nav>
${
  person &&
  html`<span class="who">${person.name}</span>
<form method="post" action="/sign-out"><button class="plain">Sign out</button></form>`
}
</div></header>
<main id="content"${narrow && html` class="narrow"`}>
${body}
</main>
<footer><div><span>Espalier ${VERSION}</span><a href="/docs/api">API reference</a><a href="/openapi.json">OpenAPI document</a><a href="/docs/status-codes">Status codes</a></div></footer>
</body>
</html>
`.text;
}
