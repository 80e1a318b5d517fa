import { type Html, html, inline } from "../html.ts";
import { choicesOf, referredName, resolved, type Schema, type Schemas } from "./schema-shape.ts";

/** Deeper than anything of ours; what refers to itself does so by name. */
const DEEPEST = 12;

/** What a value is in one line: `list of Update`, `text or null`, `"json" or "jsonnet"`. */
export function typeOf(schema: Schema): Html {
  const name = referredName(schema);
  if (name) return html`<a href="#schema-${name}">${name}</a>`;
  const choices = choicesOf(schema);
  if (choices) return joined(choices.map(typeOf));
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (schema.enum) return joined(schema.enum.map((value) => html`<code>${JSON.stringify(value)}</code>`));
  if (Array.isArray(schema.type)) return joined(schema.type.map((type) => typeOf({ ...schema, type })));
  if (schema.type === "array") return schema.items ? html`list of ${typeOf(schema.items)}` : html`list`;
  const values = schema.additionalProperties;
  if (schema.type === "object" && !schema.properties && typeof values === "object") {
    return html`map of names to ${typeOf(values)}`;
  }
  return html`${WORDS[String(schema.type)] ?? "anything"}`;
}

const WORDS: Readonly<Record<string, string>> = {
  string: "text",
  integer: "whole number",
  number: "number",
  boolean: "true or false",
  object: "object",
  null: "null",
};

function joined(parts: readonly Html[]): Html {
  return html`${parts.map((part, index) => html`${index > 0 && " or "}${part}`)}`;
}

/** The fields of an object, or those of what a list or map holds, with theirs inside; undefined when there are none. */
export function fieldsOf(schema: Schema, depth = 0): Html | undefined {
  if (depth > DEEPEST || referredName(schema)) return undefined;
  const { properties, required = [], items, additionalProperties } = schema;
  if (properties) {
    const fields = Object.entries(properties);
    if (fields.length === 0) return html`<p class="muted">An object without fields.</p>`;
    return html`<ul class="fields">${fields.map(([name, field]) =>
      fieldItem(name, field, required.includes(name), depth),
    )}</ul>`;
  }
  if (items) return fieldsOf(items, depth + 1);
  if (typeof additionalProperties === "object") return fieldsOf(additionalProperties, depth + 1);
  return variantsOf(schema, depth);
}

function fieldItem(name: string, field: Schema, required: boolean, depth: number): Html {
  return html`<li><code>${name}</code> <span class="type">${typeOf(field)}${boundsOf(field)}</span>${
    required && html` <span class="required">required</span>`
  }${describe(field)}${fieldsOf(field, depth + 1)}</li>`;
}

function describe({ description }: Schema): Html | undefined {
  return description ? html`<p>${inline(description)}</p>` : undefined;
}

/** Objects that it may be one of; each is told from the others by the constant that it holds. */
function variantsOf(schema: Schema, depth: number): Html | undefined {
  const choices = choicesOf(schema)?.filter(({ type }) => type !== "null") ?? [];
  const shown = choices.map((choice) => ({ choice, fields: fieldsOf(choice, depth + 1) }));
  const [only, second] = shown.filter(({ fields }) => fields !== undefined);
  if (!second) return only?.fields;
  return html`${shown.map(
    ({ choice, fields }) =>
      fields && html`<details class="more"><summary>${variantName(choice)}</summary>${fields}</details>`,
  )}`;
}

function variantName({ properties = {}, description }: Schema): Html {
  const [name, value] = Object.entries(properties).find(([, { const: constant }]) => constant !== undefined) ?? [];
  if (name !== undefined) return html`<code>${name}: ${JSON.stringify(value?.const)}</code>`;
  return html`${description ?? Object.keys(properties).join(", ")}`;
}

/** What bounds a value, behind its type. */
export function boundsOf(schema: Schema): Html {
  const { minLength, maxLength, minimum, maximum, minItems, maxItems, pattern, format } = schema;
  const parts = [
    range(minLength, maxLength, "characters"),
    range(safe(minimum), safe(maximum), ""),
    range(minItems, maxItems, "items"),
    format && format !== "password" && format,
  ].filter(Boolean);
  return html`${parts.length > 0 && `, ${parts.join(", ")}`}${pattern && html`, ${patternText(pattern)}`}${
    schema.default !== undefined && html`, default <code>${JSON.stringify(schema.default)}</code>`
  }`;
}

/** The patterns of texts that people write say what they are not, which no eye can read. */
const TEXTS: Readonly<Record<string, string>> = {
  "^[^\\u0000-\\u001f\\u007f]*$": "one line",
  "^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]*$": "any lines",
};

function patternText(pattern: string): Html {
  const words = TEXTS[pattern];
  return words === undefined ? html`<code>${pattern}</code>` : html`${words}`;
}

/** Bounds of every whole number that JSON can hold are none that a person needs to know. */
function safe(bound: number | undefined): number | undefined {
  return bound !== undefined && Math.abs(bound) === Number.MAX_SAFE_INTEGER ? undefined : bound;
}

function range(from: number | undefined, to: number | undefined, what: string): string | undefined {
  const unit = what && ` ${what}`;
  if (from !== undefined && to !== undefined) return from === to ? `${to}${unit}` : `${from} to ${to}${unit}`;
  if (to !== undefined) return `at most ${to}${unit}`;
  return from === undefined || (from === 0 && what) ? undefined : `at least ${from}${unit}`;
}

/** A body: what it is, and its fields also where it is referred to by name. */
export function bodyOf(schema: Schema, schemas: Schemas): Html {
  const fields = fieldsOf(resolved(schema, schemas));
  const isPlainObject = fields !== undefined && schema.properties !== undefined;
  return html`${!isPlainObject && html`<p class="type">${typeOf(schema)}</p>`}${fields}`;
}
