/** Elements that have no end tag (HTML standard, section 13.1.2). */
const VOID = new Set(["meta", "link", "input", "br", "img", "hr"]);
/** What may not stand inside a paragraph: browsers would end it there. */
const BLOCKS = new Set(["p", "div", "ul", "ol", "table", "section", "form", "h1", "h2", "h3", "h4", "pre", "details"]);
const TAG = /<!--[\s\S]*?-->|<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*(\/?)>|<!doctype html>|</g;
const ATTRIBUTE = /([a-z-]+)(?:="([^"]*)")?/gi;

export interface CheckedHtml {
  /** What is not well formed, or does more than show something; empty when all is well. */
  readonly faults: readonly string[];
  readonly ids: ReadonlySet<string>;
  readonly links: readonly string[];
}

/** Reads HTML as strictly as XML: every tag ended, attributes in double quotes, each id once, nothing that runs. */
export function checkHtml(text: string): CheckedHtml {
  const faults: string[] = [];
  const ids = new Set<string>();
  const links: string[] = [];
  const open: string[] = [];
  // SVG is XML: names of its attributes have capitals, and its elements end themselves.
  const plain = text.replace(/<svg[\s\S]*?<\/svg>/g, "");
  if (!plain.startsWith("<!doctype html>")) faults.push("no doctype");
  for (const match of plain.matchAll(TAG)) {
    const [whole, end, name, attributes = ""] = match;
    if (whole === "<") faults.push(`a stray < before ${JSON.stringify(plain.slice(match.index, match.index + 40))}`);
    if (name === undefined) continue;
    if (end) {
      const last = open.pop();
      if (last !== name) faults.push(`</${name}> ends <${last}>`);
      continue;
    }
    if (["script", "style", "iframe", "object", "embed", "base"].includes(name)) faults.push(`<${name}>`);
    if (BLOCKS.has(name) && open.includes("p")) faults.push(`<${name}> in a paragraph`);
    if (!VOID.has(name)) open.push(name);
    for (const [, attribute = "", value = ""] of attributes.matchAll(ATTRIBUTE)) {
      if (/^(on|style$|srcdoc|formaction)/.test(attribute)) faults.push(`attribute ${attribute}`);
      if (["href", "src", "action"].includes(attribute)) links.push(value.replaceAll("&amp;", "&"));
      if (attribute !== "id") continue;
      if (ids.has(value)) faults.push(`id ${value} twice`);
      ids.add(value);
    }
  }
  if (open.length > 0) faults.push(`not ended: ${open.join(", ")}`);
  faults.push(...links.filter((link) => !/^(\/(?!\/)|#)/.test(link)).map((link) => `leads elsewhere: ${link}`));
  for (const [sign] of plain.matchAll(/&(?!(amp|lt|gt|quot|#39);)/g)) faults.push(`a stray ${sign}`);
  return { faults, ids, links };
}
