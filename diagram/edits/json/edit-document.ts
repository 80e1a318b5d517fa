import { EditError } from "../edit-error.ts";
import { hasName, madeValue, namedElement } from "../made-value.ts";
import { sameValue } from "../same-value.ts";
import { formatStepPath, type Json, type SpecEdit, type Step, type StepPath } from "../spec-edit.ts";
import { type Composite, type Document, type Item, type Node, plainOf } from "./concrete-syntax.ts";
import { type Begin, insertItem, written } from "./insert-item.ts";
import { removeItem } from "./remove-item.ts";
import { beginOf, itemOfKey, setItem, withValue } from "./set-value.ts";
import type { Style } from "./style.ts";
import { indexForKey } from "./usual-order.ts";

const ROOT: Begin = { indent: "", column: 0, depth: 0 };

/** Makes one edit in a document. */
export function editDocument(document: Document, edit: SpecEdit, style: Style): void {
  if (edit.op === "set") setAt(document, edit.path, edit.value, style);
  else if (edit.op === "remove") removeAt(document, edit.path, style);
  else insertAt(document, edit, style);
}

/**
 * A key that is removed and set again under another name, with the value it had, is renamed where it stands. False when
 * the two edits are something else.
 */
export function renameKey(document: Document, first: SpecEdit, second: SpecEdit | undefined, style: Style): boolean {
  if (first.op !== "remove" || second?.op !== "set") return false;
  const [from, to] = [first.path.at(-1), second.path.at(-1)];
  const parents = [first.path, second.path].map((path) => JSON.stringify(path.slice(0, -1)));
  if (typeof from !== "string" || typeof to !== "string" || parents[0] !== parents[1]) return false;
  const parent = lookUp(document, first.path.slice(0, -1), style)?.node;
  if (parent?.kind !== "object" || itemOfKey(parent, to)) return false;
  const items = parent.items.filter(({ key }) => key?.name === from);
  const [item] = items;
  if (items.length !== 1 || !item || !sameValue(plainOf(item.node), second.value)) return false;
  item.key = { chunk: written(JSON.stringify(to)), name: to };
  return true;
}

interface Spot {
  readonly node: Node;
  readonly begin: Begin;
}

function setAt(document: Document, path: StepPath, value: Json, style: Style): void {
  let spot: Spot = { node: document.root, begin: ROOT };
  for (const [index, step] of path.entries()) {
    const { begin } = spot;
    const parent = compositeFor(spot.node, step, path.slice(0, index));
    const item = itemAt(parent, step);
    const rest = path.slice(index + 1);
    if (!item) {
      const entry = entryFor(parent, step, rest, value, path.slice(0, index + 1));
      const at = typeof step === "string" ? indexForKey(parent, path.slice(0, index), step) : parent.items.length;
      insertItem(parent, at, entry, style, begin);
      return;
    }
    if (rest.length === 0) {
      setItem(parent, item, value, style, begin);
      return;
    }
    spot = { node: item.node, begin: beginOf(item, style, begin) };
  }
  document.root = withValue(document.root, value, style, ROOT, style.oneLine ? "one-line" : "fitting");
}

function entryFor(parent: Composite, step: Step, rest: StepPath, value: Json, path: StepPath) {
  const made = madeValue(rest, value);
  if (typeof step === "string") return { key: step, value: made };
  if (typeof step === "object") return { value: rest.length === 0 ? made : namedElement(step.name, made) };
  throw new EditError("not-found", `nothing stands at ${formatStepPath(path)}`, `there are ${parent.items.length}`);
}

function removeAt(document: Document, path: StepPath, style: Style): void {
  const step = path.at(-1);
  if (step === undefined) throw new EditError("not-removable", "the whole definition cannot be removed");
  const parents = path.slice(0, -1);
  const spot = lookUp(document, parents, style);
  if (!spot) return;
  const parent = compositeFor(spot.node, step, parents);
  for (let item = itemAt(parent, step); item; item = typeof step === "string" ? itemAt(parent, step) : undefined) {
    removeItem(parent, parent.items.indexOf(item));
  }
}

function insertAt(document: Document, { path, value, after }: SpecEdit & { op: "insert" }, style: Style): void {
  const spot = lookUp(document, path, style);
  if (!spot) {
    setAt(document, path, [value], style);
    return;
  }
  if (spot.node.kind !== "list") throw new EditError("not-a-list", `${formatStepPath(path)} is no list`);
  const { items } = spot.node;
  const found = after === undefined ? -1 : items.findIndex(({ node }) => hasName(plainOf(node), after));
  insertItem(spot.node, found < 0 ? items.length : found + 1, { value }, style, spot.begin);
}

/** Undefined where nothing stands. */
function lookUp(document: Document, path: StepPath, style: Style): Spot | undefined {
  let spot: Spot = { node: document.root, begin: ROOT };
  for (const [index, step] of path.entries()) {
    const item = itemAt(compositeFor(spot.node, step, path.slice(0, index)), step);
    if (!item) return undefined;
    spot = { node: item.node, begin: beginOf(item, style, spot.begin) };
  }
  return spot;
}

function compositeFor(node: Node, step: Step, path: StepPath): Composite {
  const wanted = typeof step === "string" ? "object" : "list";
  if (node.kind === wanted) return node;
  const where = path.length === 0 ? "the definition" : formatStepPath(path);
  throw new EditError(wanted === "object" ? "not-an-object" : "not-a-list", `${where} is no ${wanted}`);
}

function itemAt(parent: Composite, step: Step): Item | undefined {
  if (typeof step === "string") return itemOfKey(parent, step);
  if (typeof step === "number") return parent.items[step];
  return parent.items.find(({ node }) => node.kind === "object" && nameOf(node) === step.name);
}

function nameOf(node: Composite): Json | undefined {
  const name = itemOfKey(node, "name")?.node;
  return name?.kind === "scalar" ? name.value : undefined;
}
