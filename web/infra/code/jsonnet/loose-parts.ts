import type { Expression, ObjectLiteral } from "../../../../diagram/edits/tracing/expression.ts";
import type { LooseDefinition } from "../place.ts";
import type { JsonPath } from "../schema.ts";
import { CURSOR } from "./cursor.ts";
import { type FlowListener, keyOf } from "./flow.ts";

type Part = { name?: string; readonly environment: Record<string, true> };

/** Gathers the names of a definition's parts while it is followed. */
export class LooseParts implements FlowListener {
  readonly #lists = { containers: new Map<unknown, Part>(), volumes: new Map<unknown, Part>() };
  readonly #groups: Record<string, true> = Object.create(null);

  value(path: JsonPath, expression: Expression, isWhole: boolean): void {
    const [list, index, key] = path;
    if (path.length !== 3 || key !== "name" || !isWhole || expression.kind !== "literal") return;
    if (typeof expression.value !== "string" || (list !== "containers" && list !== "volumes")) return;
    this.#part(list, index).name = expression.value;
  }

  object(path: JsonPath, object: ObjectLiteral): void {
    const [list, index, key] = path;
    const isGroups = path.length === 1 && list === "environmentGroups";
    const isEnvironment = path.length === 3 && list === "containers" && key === "environment";
    if (!isGroups && !isEnvironment) return;
    const names = isGroups ? this.#groups : this.#part("containers", index).environment;
    for (const name of object.members.map(keyOf)) if (name !== undefined && name !== CURSOR) names[name] = true;
  }

  get definition(): LooseDefinition {
    const { containers, volumes } = this.#lists;
    return { containers: [...containers.values()], volumes: [...volumes.values()], environmentGroups: this.#groups };
  }

  #part(list: "containers" | "volumes", index: unknown): Part {
    const found = this.#lists[list].get(index) ?? { environment: Object.create(null) };
    this.#lists[list].set(index, found);
    return found;
  }
}
