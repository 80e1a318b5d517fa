import type { Evaluator } from "./evaluator.ts";
import { applyPlus } from "./plus.ts";
import { ProgramFailure, unknown } from "./results.ts";
import type { Layer, LayerField, ObjectValue, Scope, Thunk, Value } from "./value.ts";

/** Where the fields of a layer are evaluated: its locals, and `self`, the whole object. */
export function environmentOf(object: ObjectValue, index: number): Scope {
  const layer = object.layers[index] as Layer;
  const known = object.environments.get(layer);
  if (known) return known;
  const scope = scopeOf(object, index, layer, layer.scope);
  object.environments.set(layer, scope);
  return scope;
}

function scopeOf(object: ObjectValue, index: number, layer: Layer, parent: Scope): Scope {
  const names = new Map<string, Thunk>();
  const root = layer.literal && !layer.literal.late ? parent.root : (parent.root ?? object);
  const scope: Scope = { parent, names, self: object, layer: index, root };
  for (const { name, value } of layer.locals) names.set(name, { expression: value, scope });
  return scope;
}

/** Value of a field, hidden or not; `below`: only of the layers before this one. Undefined when there is none. */
export function fieldOf(
  evaluator: Evaluator,
  object: ObjectValue,
  name: string,
  below = object.layers.length,
): Value | undefined {
  const whole = below === object.layers.length;
  const known = whole ? object.fields.get(name) : undefined;
  if (known) return evaluator.force(known);
  for (let index = below - 1; index >= 0; index--) {
    const layer = object.layers[index];
    if (layer?.kind === "unknown") {
      const rest = fieldOf(evaluator, object, name, index);
      return unknown(layer.reason, "field", layer.hash, name, rest ? evaluator.hashOfValue(rest) : "");
    }
    const field = layer?.fields.get(name);
    if (!field) continue;
    const thunk = thunkOf(object, index, field);
    if (!field.plus) {
      if (whole) object.fields.set(name, thunk);
      return evaluator.force(thunk);
    }
    if (thunk.busy) throw new ProgramFailure("a value needs itself");
    const left = fieldOf(evaluator, object, name, index);
    const right = evaluator.force(thunk);
    return left ? applyPlus(evaluator, left, right, field.value) : right;
  }
  return undefined;
}

function thunkOf(object: ObjectValue, index: number, field: LayerField): Thunk {
  if (!field.loop) return { expression: field.value, scope: environmentOf(object, index) };
  const layer = object.layers[index] as Layer;
  const loop: Scope = { ...layer.scope, parent: layer.scope, names: new Map(field.loop) };
  return { expression: field.value, scope: scopeOf(object, index, layer, loop) };
}

/** Names of the visible fields that the layers from `from` on give. */
export function visibleNames({ layers }: ObjectValue, from = 0): string[] {
  const visible = new Map<string, boolean>();
  const names = new Set<string>();
  layers.forEach((layer, index) => {
    if (layer.kind === "unknown") return;
    for (const [name, { visibility }] of layer.fields) {
      visible.set(name, visibility === ":" ? (visible.get(name) ?? true) : visibility === ":::");
      if (index >= from) names.add(name);
    }
  });
  return [...names].filter((name) => visible.get(name));
}
