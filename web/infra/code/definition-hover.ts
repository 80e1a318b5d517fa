import { hoverTooltip } from "@codemirror/view";
import { getLocation } from "jsonc-parser";
import { descriptionAt, type Schema, valuesAt } from "./schema.ts";

/** What the schema says of the key or value under the pointer. */
export function definitionHover(schema: Schema) {
  return hoverTooltip((view, pos) => {
    const text = view.state.doc.toString();
    const { path, previousNode } = getLocation(text, pos);
    if (!previousNode || pos < previousNode.offset || pos > previousNode.offset + previousNode.length) return null;
    const description = descriptionAt(schema, path);
    if (!description) return null;
    const values = valuesAt(schema, path);
    return {
      pos: previousNode.offset,
      end: previousNode.offset + previousNode.length,
      above: true,
      create: () => ({ dom: tip(String(path.at(-1) ?? ""), description, values) }),
    };
  });
}

function tip(key: string, description: string, values: readonly unknown[]): HTMLElement {
  const dom = document.createElement("div");
  dom.className = "cm-schema-tip";
  dom.append(element("strong", key), element("p", description));
  if (values.length > 0) dom.append(element("p", `One of: ${values.map(String).join(", ")}`));
  return dom;
}

function element(name: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
