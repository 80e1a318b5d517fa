import type { Composite, Document, Item, Node } from "./concrete-syntax.ts";
import { textOf } from "./concrete-syntax.ts";

/** How a text is laid out, so that what is inserted looks like what surrounds it. */
export interface Style {
  readonly eol: string;
  /** One more of these for each level. */
  readonly unit: string;
  /** True when the whole text is one line. */
  readonly oneLine: boolean;
  /** `: ` */
  readonly colon: string;
  /** Between elements on one line: `, ` or `,`. */
  readonly comma: string;
  /** Inside of the braces of an object on one line: a space or nothing. */
  readonly braces: string;
  /** Inside of the brackets of a list on one line. */
  readonly brackets: string;
  /** After the last element of what stands on several lines. */
  readonly trailingComma: boolean;
}

/** Of a text that has nothing to go by. */
const USUAL = { unit: "  ", colon: ": ", comma: ", ", braces: " ", brackets: "", trailingComma: false } as const;

export function styleOf({ root }: Document, text: string): Style {
  const seen: Partial<{ -readonly [key in keyof Style]: Style[key] }> = {};
  look(root, "", seen);
  const eol = /\r\n|\n|\r/.exec(text)?.[0];
  const compact = seen.colon === ":" ? { comma: ",", braces: "" } : {};
  return {
    ...USUAL,
    ...compact,
    ...seen,
    eol: eol ?? "\n",
    oneLine: !/[\r\n]/.test(text.trim()) && root.kind !== "scalar",
  };
}

function look(node: Node, indent: string, seen: Partial<{ -readonly [key in keyof Style]: Style[key] }>): void {
  if (node.kind === "scalar" || node.items.length === 0) return;
  const own = indentOf(node.items[0] as Item);
  if (own === undefined) {
    const padding = textOf((node.items[0] as Item).lead);
    const pads = node.kind === "object" ? "braces" : "brackets";
    if (padding === "" || padding === " ") seen[pads] ??= padding;
    const second = node.items[1] && textOf(node.items[1].lead);
    if (second === "" || second === " ") seen.comma ??= `,${second}`;
  } else {
    if (own.startsWith(indent) && own.length > indent.length) seen.unit ??= own.slice(indent.length);
    seen.trailingComma ??= node.items.at(-1)?.comma !== undefined;
  }
  for (const item of node.items) {
    const colon = item.colon?.text;
    if (colon === ":" || colon === ": ") seen.colon ??= colon;
    look(item.node, indentOf(item) ?? own ?? indent, seen);
  }
}

/** Indentation of the line that an item begins; undefined of one that stands behind something else. */
export function indentOf({ lead }: Item): string | undefined {
  return /[\r\n]([ \t]*)$/.exec(textOf(lead))?.[1];
}

/** Whether the elements of a list or object stand on lines of their own. */
export function isSpread({ items }: Composite): boolean {
  return items.some(({ lead }) => /[\r\n]/.test(textOf(lead)));
}
