import type { PersonCaller } from "../identity/caller.ts";
import type { Platform } from "../platform.ts";
import { projectsOf } from "../projects/projects-of.ts";
import type { ShownProject } from "../views/project.ts";
import { type AccountForms, accountForms } from "./account-forms.ts";
import { type Html, html } from "./html.ts";
import { type LastUpdate, lastUpdates } from "./last-updates.ts";
import { type PageCall, sendPage } from "./page-call.ts";

/** Further ones are in the API. */
const MOST_SHOWN = 100;

/** What this is, and the projects of whoever has signed in. */
export async function showHome(call: PageCall, refused?: AccountForms["refused"], status = 200): Promise<void> {
  const { platform, response, caller } = call;
  const body = caller ? await signedIn(platform, caller) : signedOut(platform, refused);
  sendPage(response, { title: "Espalier", body, person: caller?.person }, status);
}

function signedOut({ settings }: Platform, refused: AccountForms["refused"]): Html {
  const signUp = settings.signUp === "open";
  return html`<h1>One construct tree, three views</h1>
<p class="lead">Espalier runs containers on Kubernetes. You describe a project as code, see it as a diagram, and watch it live: all three are the same tree, and every change is previewed before it happens.</p>
${accountForms({ signUp, refused })}
${!signUp && html`<p class="muted">New people come here by invitation.</p>`}
${ways()}`;
}

async function signedIn({ database }: Platform, caller: PersonCaller): Promise<Html> {
  const rows = await projectsOf(database, caller, { limit: MOST_SHOWN });
  const shown = rows.slice(0, MOST_SHOWN);
  const updates = await lastUpdates(
    database,
    shown.map(({ name }) => name),
  );
  return html`<h1>Your projects</h1>
<p class="lead">Signed in as ${caller.person.name}, ${caller.person.email}${caller.person.operator && html` <span class="chip">operator</span>`}</p>
${shown.length === 0 ? noProjects() : projectTable(shown, updates)}
${rows.length > MOST_SHOWN && html`<p class="muted">These are the first ${MOST_SHOWN}; <code>GET /api/v1/projects</code> lists all.</p>`}
${ways()}`;
}

function noProjects(): Html {
  return html`<div class="empty">
<p><strong>No projects yet.</strong> Make one with the <a href="/docs/api#createProject">API</a>, or from a folder with a definition:</p>
<pre><code>espalier login
espalier link
espalier up</code></pre>
</div>`;
}

function projectTable(projects: readonly ShownProject[], updates: ReadonlyMap<string, readonly LastUpdate[]>): Html {
  return html`<div class="table"><table>
<thead><tr><th scope="col">Project</th><th scope="col">State</th><th scope="col">Revision</th><th scope="col">Zones</th></tr></thead>
<tbody>${projects.map((project) => projectRow(project, updates.get(project.name) ?? []))}</tbody>
</table></div>`;
}

function projectRow(
  { name, description, state, lastRevision, zones }: ShownProject,
  updates: readonly LastUpdate[],
): Html {
  return html`<tr>
<th scope="row">${name}${description && html`<br><span class="muted">${shortened(description)}</span>`}</th>
<td>${state === "active" ? html`<span class="chip good">active</span>` : html`<span class="chip busy">deleting</span>`}</td>
<td data-label="Revision">${lastRevision || html`<span class="muted">none</span>`}</td>
<td>${zones.length === 0 ? html`<span class="muted">none</span>` : zones.map((zone) => zoneLine(zone, updates))}</td>
</tr>
`;
}

/** How the last update in the zone went, or how far it is. */
function zoneLine(zone: string, updates: readonly LastUpdate[]): Html {
  const update = updates.find((one) => one.zone === zone);
  if (!update) return html`<div>${zone} <span class="chip">not deployed</span></div>`;
  const what = update.revision === null ? "removal" : `revision ${update.revision}`;
  return html`<div>${zone} <span class="chip ${COLOURS[update.state]}">${what}: ${update.state}</span></div>`;
}

const COLOURS: Readonly<Record<LastUpdate["state"], string>> = {
  waiting: "busy",
  running: "busy",
  succeeded: "good",
  unchanged: "good",
  "not-ready": "bad",
  failed: "bad",
  cancelled: "",
  superseded: "",
};

const LONGEST_DESCRIPTION = 160;

function shortened(text: string): string {
  const signs = [...text];
  return signs.length <= LONGEST_DESCRIPTION ? text : `${signs.slice(0, LONGEST_DESCRIPTION).join("")}…`;
}

function ways(): Html {
  return html`<h2>Ways in</h2>
<div class="grid">
<a class="card" href="/docs/api"><h3>API reference</h3><p>Every operation, with parameters, bodies, answers and an example for curl.</p></a>
<a class="card" href="/docs"><h3>Documentation</h3><p>Permissions, problems and our status codes.</p></a>
<a class="card" href="/openapi.json"><h3>OpenAPI document</h3><p>For generators and tools; <code>espalier/client</code> is typed from it.</p></a>
</div>`;
}
