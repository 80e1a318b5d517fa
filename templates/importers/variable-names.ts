import { PROVIDED } from "../variable-values.ts";

const LONGEST = 64;

/**
 * Names for the variables of a definition that is being written: each its own, and none that every definition has, such
 * as `domain`.
 */
export class VariableNames {
  readonly #taken: Set<string>;

  /** @param taken names that are used already */
  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set([...PROVIDED, ...taken]);
  }

  /** @param text what the variable is called elsewhere, e.g. `Root Password` → `root_password` */
  choose(text: string): string {
    const wanted = fitted(text);
    const name = this.#free((PROVIDED as readonly string[]).includes(wanted) ? `${wanted}_name` : wanted);
    this.#taken.add(name);
    return name;
  }

  #free(wanted: string): string {
    for (let number = 1; ; number++) {
      const name = number === 1 ? wanted : `${wanted.slice(0, LONGEST - 6)}_${number}`;
      if (!this.#taken.has(name)) return name;
    }
  }
}

function fitted(text: string): string {
  const name = text
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_+/, "")
    .slice(0, LONGEST - 1)
    .replace(/_+$/, "");
  return /^[A-Za-z]/.test(name) ? name : `v${name}`;
}
