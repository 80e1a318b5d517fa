/**
 * Text of a person within XML 1.0: what means something to XML is escaped, and what XML cannot hold at all (most
 * control characters, halves of surrogate pairs, U+FFFE and U+FFFF) becomes `�`.
 */
export function xmlText(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, "\ufffd")
      .replace(/[&<>"']/g, (character) => ESCAPES[character] as string)
  );
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element; `children` are XML already, attributes are escaped here. Attributes without a value are left out. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${xmlText(String(value))}"`)
    .join("");
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join("")}</${name}>`;
}

export function title(text: string): string {
  return element("title", {}, xmlText(text));
}

/** A text at a base line. */
export function text(className: string, x: number, y: number, content: string, attributes: Attributes = {}): string {
  return element("text", { class: className, x, y, ...attributes }, xmlText(content));
}

/** An id or class of letters, digits, `-` and `_` alone, whatever the text. */
export function safeId(text: string): string {
  return text.replace(/[^A-Za-z0-9_-]/g, "-").slice(0, 80);
}
