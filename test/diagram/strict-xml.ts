import assert from "node:assert/strict";

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Text directly within it. */
  readonly text: string;
}

const CHARACTER = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
const TAG = /<(?:\/([A-Za-z][\w-]*)\s*|([A-Za-z][\w-]*)((?:\s+[A-Za-z][\w:-]*="[^"<]*")*)\s*(\/?))>/y;
const ATTRIBUTE = /([A-Za-z][\w:-]*)="([^"<]*)"/g;
const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', "#39": "'" };

/**
 * Parses the part of XML 1.0 that an SVG of ours may use (no comments, CDATA, doctype or processing instructions) and
 * throws at anything that is not well-formed.
 */
export function parseXml(source: string): XmlElement {
  assert.match(source, CHARACTER, "a character that XML cannot hold");
  const root = { name: "", attributes: {}, children: [] as XmlElement[], text: "" };
  const open = [root];
  let at = 0;
  while (at < source.length) {
    const here = open.at(-1) as typeof root;
    const next = source.indexOf("<", at);
    const text = source.slice(at, next < 0 ? undefined : next);
    here.text += decoded(text);
    if (next < 0) break;
    TAG.lastIndex = next;
    const tag = TAG.exec(source);
    assert.ok(tag, `not a tag: ${source.slice(next, next + 80)}`);
    at = TAG.lastIndex;
    const [, closing, name = "", attributes = "", isEmpty] = tag;
    if (closing !== undefined) {
      assert.equal(closing, here.name, "tags do not match");
      open.pop();
      continue;
    }
    const element = { name, attributes: attributesOf(attributes), children: [], text: "" };
    here.children.push(element);
    if (!isEmpty) open.push(element);
  }
  assert.equal(open.length, 1, "a tag is not closed");
  assert.equal(root.children.length, 1, "there is not one root");
  assert.equal(root.text.trim(), "", "text outside the root");
  return root.children[0] as XmlElement;
}

function attributesOf(source: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name = "", value = ""] of source.matchAll(ATTRIBUTE)) {
    assert.ok(!Object.hasOwn(attributes, name), `attribute ${name} twice`);
    attributes[name] = decoded(value);
  }
  return attributes;
}

function decoded(text: string): string {
  assert.ok(!text.includes("]]>"), "]]> in text");
  return text.replace(/&([^;]*;)?/g, (all, name: string | undefined) => {
    const character = ENTITIES[(name ?? "").slice(0, -1)];
    assert.ok(character, `not an entity: ${all}`);
    return character;
  });
}

/** An element and all below it, depth first. */
export function all(element: XmlElement): XmlElement[] {
  return [element, ...element.children.flatMap(all)];
}
