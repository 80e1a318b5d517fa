import { isJsonObject, sameValue } from "../same-value.ts";
import type { Json } from "../spec-edit.ts";
import { type Composite, type Item, type Node, plainOf } from "./concrete-syntax.ts";
import { type Begin, insertItem } from "./insert-item.ts";
import { parseWritten } from "./parse.ts";
import { removeItem } from "./remove-item.ts";
import { render } from "./render.ts";
import { indentOf, isSpread, type Style } from "./style.ts";

/**
 * The node that stands for the value: the same one, changed inside as little as possible, or a new one. So what the
 * value before and after have in common keeps its comments.
 */
export function withValue(node: Node, value: Json, style: Style, begin: Begin, form: "fitting" | "one-line"): Node {
  const before = plainOf(node);
  if (sameValue(before, value)) return node;
  if (node.kind === "object" && isJsonObject(value) && haveCommon(node, value)) {
    changeObject(node, value, style, begin);
    return node;
  }
  if (node.kind === "list" && Array.isArray(value) && value.length > 0 && node.items.length > 0) {
    changeList(node, value, style, begin);
    return node;
  }
  const { indent, column } = begin;
  return parseWritten(render(value, style, { indent, column, form }));
}

/** Sets the value of a key or element that is there. */
export function setItem(parent: Composite, item: Item, value: Json, style: Style, begin: Begin): void {
  item.node = withValue(item.node, value, style, beginOf(item, style, begin), formOf(parent, style));
}

/** Where the value of an item begins; `begin` is that of the object or list around it. */
export function beginOf(item: Item, style: Style, { indent, depth }: Begin): Begin {
  const own = indentOf(item) ?? indent;
  const column = own.length + (item.key ? item.key.chunk.text.length + style.colon.length : 0);
  return { indent: own, column, depth: depth + 1 };
}

function formOf(parent: Composite, style: Style): "fitting" | "one-line" {
  return style.oneLine || !isSpread(parent) ? "one-line" : "fitting";
}

function haveCommon({ items }: Composite, value: { readonly [key: string]: Json }): boolean {
  return items.some(({ key }) => key && Object.hasOwn(value, key.name));
}

function changeObject(node: Composite, value: { readonly [key: string]: Json }, style: Style, begin: Begin): void {
  for (let index = node.items.length - 1; index >= 0; index--) {
    const name = node.items[index]?.key?.name;
    if (name !== undefined && !Object.hasOwn(value, name)) removeItem(node, index);
  }
  for (const [key, part] of Object.entries(value)) {
    const item = itemOfKey(node, key);
    if (item) setItem(node, item, part, style, begin);
    else insertItem(node, node.items.length, { key, value: part }, style, begin);
  }
}

/** Elements at both ends that stay the same are left alone; those in between are changed one by one. */
function changeList(node: Composite, value: readonly Json[], style: Style, begin: Begin): void {
  const old = node.items.map((item) => plainOf(item.node));
  const shorter = Math.min(old.length, value.length);
  let start = 0;
  while (start < shorter && sameValue(old[start] as Json, value[start] as Json)) start++;
  let ended = 0;
  while (ended < shorter - start && sameValue(old.at(-1 - ended) as Json, value.at(-1 - ended) as Json)) ended++;
  const [oldEnd, newEnd] = [old.length - ended, value.length - ended];
  for (let index = oldEnd - 1; index >= newEnd; index--) removeItem(node, index);
  for (let index = start; index < newEnd; index++) {
    const item = index < oldEnd ? node.items[index] : undefined;
    if (item) setItem(node, item, value[index] as Json, style, begin);
    else insertBetween(node, index, value[index] as Json, style, begin);
  }
}

/** At the very front the first element is written behind itself and then takes the new value. */
function insertBetween(node: Composite, index: number, value: Json, style: Style, begin: Begin): void {
  if (index > 0 || node.items.length === 0) {
    insertItem(node, index, { value }, style, begin);
    return;
  }
  const first = node.items[0] as Item;
  insertItem(node, 1, { value: plainOf(first.node) }, style, begin);
  setItem(node, first, value, style, begin);
}

/** The last of this key, which is the one that counts. */
export function itemOfKey({ items }: Composite, name: string): Item | undefined {
  return items.findLast(({ key }) => key?.name === name);
}
