import { type Html, html, inline, prose } from "../html.ts";
import { curlOf } from "./curl.ts";
import {
  type Described,
  type DescribedAnswer,
  type DescribedOperation,
  type DescribedParameter,
  describedOperations,
} from "./operations.ts";
import { bodyOf, boundsOf, fieldsOf, typeOf } from "./schema.ts";
import type { Schema } from "./schema-shape.ts";

/**
 * The reference as one page without scripts, made from the OpenAPI document. Of the packages that show such a document
 * RapiDoc weighs 860 KB, Redoc 1.1 MB and Scalar 3.5 MB; all of them are scripts that build the page in the browser and
 * put styles into it, both of which our Content-Security-Policy forbids. This one is 30 KB on its way, can be
 * searched, linked and printed, and is there at once.
 */
export function referencePage(): Html {
  const described = describedOperations();
  return html`<div class="columns">
${contents(described)}
<div>
<h1>API reference</h1>
${introduction()}
${described.tags.map((tag) => tagSection(tag, described))}
${schemaSection(described)}
</div>
</div>`;
}

function contents({ tags, operations, schemas }: Described): Html {
  return html`<nav class="toc" aria-label="Contents">
${tags.map(({ name }) => {
  const own = operations.filter(({ tag }) => tag === name);
  return (
    own.length > 0 &&
    html`<details open><summary><a class="anchor" href="#${tagId(name)}">${name}</a></summary><ul>${own.map(
      ({ id, summary }) => html`<li><a href="#${id}">${summary}</a></li>
`,
    )}</ul></details>`
  );
})}
<details><summary>Schemas</summary><ul>${Object.keys(schemas).map(
    (name) => html`<li><a href="#schema-${name}">${name}</a></li>
`,
  )}</ul></details>
</nav>`;
}

function introduction(): Html {
  return html`<p class="lead">Everything the platform can do is here, and in the <a href="/openapi.json">OpenAPI document</a> that this page is made from.</p>
<p>The examples take the address of the platform and a key from the environment. <a href="#createKey">Making a key</a> shows it once.</p>
<pre><code>export ESPALIER_URL=https://espalier.example.com
export ESPALIER_KEY=esp_…</code></pre>
<p>Refused requests are answered by <a href="/docs/problems">problem documents</a>; what a <a href="/docs/permissions">permission</a> lets do is told on a page of its own.</p>`;
}

function tagSection({ name, description }: Described["tags"][number], described: Described): Html | undefined {
  const own = described.operations.filter(({ tag }) => tag === name);
  if (own.length === 0) return undefined;
  return html`<section aria-labelledby="${tagId(name)}">
<h2 id="${tagId(name)}">${name}</h2>
<p class="muted">${description}</p>
${own.map((operation) => operationSection(operation, described))}
</section>`;
}

function operationSection(operation: DescribedOperation, described: Described): Html {
  const { id, method, path, summary, description, parameters, body, bodyRequired, answers } = operation;
  const [succeeded, refused] = [answers.filter(isSuccess), answers.filter((answer) => !isSuccess(answer))];
  return html`<section class="operation" id="${id}" aria-labelledby="${id}-title">
<h3 id="${id}-title"><a class="anchor" href="#${id}">${summary}</a></h3>
<p class="address"><span class="method ${method.toLowerCase()}">${method}</span><code>/api/v1${path}</code></p>
${prose(description)}
${parameters.length > 0 && html`<h4>Parameters</h4><ul class="fields">${parameters.map(parameterItem)}</ul>`}
${body && html`<h4>Body${!bodyRequired && " (may be left out)"}</h4>${bodyOf(body, described.schemas)}`}
<h4>Answer</h4>
<ul class="fields">${succeeded.map(answerItem)}</ul>
<details class="more"><summary>Refused with ${refused.map(({ status }) => status).join(", ")}</summary>
<ul class="fields">${refused.map(refusalItem)}</ul></details>
<details class="more"><summary>Example</summary><pre><code>${curlOf(operation, described.schemas)}</code></pre></details>
</section>
`;
}

function isSuccess({ status }: DescribedAnswer): boolean {
  return status.startsWith("2") || status.startsWith("3");
}

function parameterItem({ in: place, name, required, description, schema }: DescribedParameter): Html {
  return html`<li><code>${name}</code> <span class="type">in the ${PLACES[place]}, ${typeOf(schema)}${boundsOf(schema)}</span>${
    required && html` <span class="required">required</span>`
  }${description && html`<p>${inline(description)}</p>`}</li>`;
}

const PLACES = { path: "path", query: "query", header: "headers", cookie: "cookies" } as const;

function answerItem({ status, description, schema, type }: DescribedAnswer): Html {
  return html`<li><strong>${status}</strong> ${inline(description)}${
    schema && html` <span class="type">${typeOf(schema)}</span>${fieldsOf(schema)}`
  }${type && html` <span class="type">${type}</span>`}</li>`;
}

/** Descriptions of refusals name their problems first, each between backticks. */
function refusalItem({ status, description }: DescribedAnswer): Html {
  return html`<li><strong>${status}</strong> ${description
    .split(/`([a-z-]+)`/)
    .map((part, index) =>
      index % 2 === 0 ? part : html`<a href="/docs/problems#${part}"><code>${part}</code></a>`,
    )}</li>`;
}

function schemaSection({ schemas }: Described): Html {
  return html`<section aria-labelledby="schemas">
<h2 id="schemas">Schemas</h2>
${Object.entries(schemas).map(([name, schema]) => schemaItem(name, schema))}
</section>`;
}

function schemaItem(name: string, schema: Schema): Html {
  return html`<section class="schema operation" id="schema-${name}">
<h3><a class="anchor" href="#schema-${name}">${name}</a> <span class="type">${typeOf(schema)}</span></h3>
${schema.description && prose(schema.description)}${fieldsOf(schema)}
</section>
`;
}

function tagId(name: string): string {
  return `tag-${name.toLowerCase().replaceAll(/[^a-z]+/g, "-")}`;
}
