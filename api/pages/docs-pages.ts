import type { Express } from "express";
import { PROBLEMS } from "../http/problems.ts";
import { FIRST_ROLES, PERMISSIONS } from "../identity/permissions.ts";
import { STATUS_CODES } from "../updates/status-codes.ts";
import { type Html, html, inline } from "./html.ts";
import { layout } from "./layout.ts";
import { capitalised } from "./problem-page.ts";
import { referencePage } from "./reference/page.ts";
import { serveStatic } from "./static-page.ts";

interface DocsPage {
  readonly path: string;
  readonly title: string;
  readonly about: string;
  readonly body: () => Html;
}

/** What can be read of the platform by everybody; made from the same values that the platform goes by. */
const PAGES: readonly DocsPage[] = [
  {
    path: "/docs/api",
    title: "API reference",
    about: "Every operation, with parameters, bodies, answers and an example for curl.",
    body: referencePage,
  },
  {
    path: "/docs/permissions",
    title: "Permissions",
    about: "What each permission lets do, and the roles that every project begins with.",
    body: permissions,
  },
  {
    path: "/docs/problems",
    title: "Problems",
    about: "Every reason for which a request is refused, and what to do then.",
    body: problems,
  },
  {
    path: "/docs/status-codes",
    title: "Status codes",
    about: "What the platform tells you when it has done something that nobody asked for, such as 707.",
    body: statusCodes,
  },
];

export function addDocsPages(app: Express): void {
  app.get(
    "/docs",
    serveStatic(HTML, () => layout({ title: "Documentation", body: index() })),
  );
  for (const { path, title, body } of PAGES)
    app.get(
      path,
      serveStatic(HTML, () => layout({ title, body: body() })),
    );
}

const HTML = "text/html; charset=utf-8";

function index(): Html {
  return html`<h1>Documentation</h1>
<p class="lead">How the platform is used by programs and people.</p>
<div class="grid">${PAGES.map(
    ({ path, title, about }) => html`<a class="card" href="${path}"><h2>${title}</h2><p>${about}</p></a>`,
  )}</div>
<h2>In short</h2>
<ul>
<li>Everything is below <code>/api/v1</code>, in JSON. The <a href="/openapi.json">OpenAPI document</a> describes it all.</li>
<li>Send a key as <code>Authorization: Bearer esp_…</code>. A key may be limited to some permissions and projects, and ends when it is revoked.</li>
<li>Errors are <a href="/docs/problems">problem documents</a> with diagnostics: what was got, what is allowed, where, how to fix it.</li>
<li>Send an <code>Idempotency-Key</code> with every <code>POST</code>; then sending it again does nothing twice.</li>
<li>What can be edited has an <code>ETag</code>. Send it as <code>If-Match</code>, and nobody's change is written over unseen.</li>
<li>Lists come in pages: give <code>next</code> of one as <code>after</code> of the next request.</li>
</ul>`;
}

function permissions(): Html {
  return html`<h1>Permissions</h1>
<p class="lead">A permission is a single unit of rights. A role is a set of them, made freely in each project; a key carries some of them. Nobody can give what he does not hold.</p>
${table(
  ["Permission", "Lets"],
  Object.entries(PERMISSIONS).map(([name, lets]) => ({ id: name, cells: [html`<code>${name}</code>`, lets] })),
)}
<h2>Roles that a project begins with</h2>
${table(
  ["Role", "What it is", "Permissions"],
  FIRST_ROLES.map(({ name, description, permissions }) => ({
    id: `role-${name}`,
    cells: [name, description, permissions.map((one) => html`<code>${one}</code> `)],
  })),
)}
<p class="muted">Whoever creates a project is its admin. The role admin cannot be changed; the others can, and further ones be made.</p>`;
}

function problems(): Html {
  return html`<h1>Problems</h1>
<p class="lead">A request that is refused is answered by a problem document (RFC 9457). Its <code>code</code> is one of these.</p>
${Object.entries(PROBLEMS).map(
  ([code, { status, title, advice }]) => html`<section class="entry" id="${code}">
<h2><a class="anchor" href="#${code}">${capitalised(title)}</a></h2>
<p class="muted"><code>${code}</code> with status ${status}</p>
<p>${inline(advice)}</p>
</section>
`,
)}`;
}

function statusCodes(): Html {
  return html`<h1>Status codes</h1>
<p class="lead">Whenever the platform does something that nobody asked for explicitly, it says so, with one of these codes. A code never changes its meaning.</p>
${table(
  ["Code", "Name", "Meaning"],
  Object.entries(STATUS_CODES).map(([code, { title, meaning }]) => ({
    id: code,
    cells: [html`<strong>${code}</strong>`, title, capitalised(meaning)],
  })),
)}
<p class="muted">They stand in the events of an update as <code>notice</code>. They are ours and no HTTP status.</p>`;
}

type Cell = Parameters<typeof html>[1];

function table(
  heads: readonly string[],
  rows: readonly { readonly id: string; readonly cells: readonly Cell[] }[],
): Html {
  return html`<div class="table"><table>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map(
    ({
      id,
      cells: [first, ...rest],
    }) => html`<tr id="${id}"><th scope="row"><a class="anchor" href="#${id}">${first}</a></th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>
`,
  )}</tbody>
</table></div>`;
}
