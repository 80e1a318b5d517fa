import { hoverTooltip } from "@codemirror/view";
import { type Explained, explainedAt } from "./offers.ts";
import type { ReadPlace } from "./place.ts";
import type { Schema } from "./schema.ts";

/** What the schema says of the key or value under the pointer. */
export function definitionHover(schema: Schema, readPlace: () => ReadPlace | Promise<ReadPlace>) {
  return hoverTooltip(async (view, pos) => {
    const { doc } = view.state;
    const read = await readPlace();
    if (view.state.doc !== doc) return null;
    const text = doc.toString();
    const reading = read(text, pos);
    const { place } = reading;
    if (!place || place.from === place.to || pos < place.from || pos > place.to) return null;
    const explained = explainedAt(reading, schema, text);
    if (explained.length === 0) return null;
    return { pos: place.from, end: place.to, above: true, create: () => ({ dom: tip(explained) }) };
  });
}

function tip(explained: readonly Explained[]): HTMLElement {
  const dom = document.createElement("div");
  dom.className = "cm-schema-tip";
  for (const { name, description, values } of explained) {
    dom.append(element("strong", name), element("p", description));
    if (values.length > 0) dom.append(element("p", `One of: ${values.map(String).join(", ")}`));
  }
  return dom;
}

function element(name: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
