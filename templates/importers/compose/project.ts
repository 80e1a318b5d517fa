import type { Diagnostic, ValuePath } from "../../../constructs/diagnostic.ts";
import type { Beside } from "../beside.ts";
import type { Dialect, ImportInput } from "../importer.ts";
import type { LossLedger } from "../loss-report.ts";
import { isPlainObject } from "../read-yaml.ts";
import type { Hosts } from "./hosts.ts";
import type { Service } from "./service.ts";
import type { VolumeBook } from "./volume-book.ts";

/** What the parts of a translation share: the document, who is asked, and what was found so far. */
export interface ComposeProject {
  readonly input: ImportInput;
  /** Its name in the definition. */
  readonly name: string;
  /** With everything that is included and extended in its place. */
  readonly document: Readonly<Record<string, unknown>>;
  readonly dialect: Dialect;
  readonly ledger: LossLedger;
  readonly beside: Beside;
  readonly hosts: Hosts;
  readonly volumes: VolumeBook;
  /** Services that become containers, by name. */
  readonly services: ReadonlyMap<string, Service>;
  /** Services that are left out, and why: their profile is not wanted. */
  readonly leftOut: ReadonlyMap<string, string>;
  /** Variables that the importer itself adds, e.g. for images that are to be built. */
  readonly variables: OwnVariables;
  readonly diagnostics: Diagnostic[];
}

/** A variable that the importer itself adds; what its name is, is told where it is used once it is chosen. */
export interface OwnVariable {
  /** Name it would like to have. */
  readonly wanted: string;
  readonly declaration: unknown;
  readonly uses: ((name: string) => void)[];
}

/** Variables whose names are chosen at the end, when those of the dialect are known. */
export class OwnVariables {
  readonly #variables = new Map<string, OwnVariable>();

  /** The variable of a key; several places may use it. */
  use(key: string, wanted: string, declaration: unknown, use: (name: string) => void): void {
    const variable = this.#variables.get(key) ?? { wanted, declaration, uses: [] };
    variable.uses.push(use);
    this.#variables.set(key, variable);
  }

  /** Declarations by name; everyone who uses one is told. */
  choose(taken: ReadonlySet<string>): Record<string, unknown> {
    const chosen: Record<string, unknown> = {};
    for (const { wanted, declaration, uses } of this.#variables.values()) {
      let name = wanted;
      for (let number = 2; taken.has(name) || Object.hasOwn(chosen, name); number++) name = `${wanted}_${number}`;
      chosen[name] = declaration;
      for (const use of uses) use(name);
    }
    return chosen;
  }
}

/** The entries of a mapping, with the path of each; none when it is no mapping. */
export function entriesOf(value: unknown, path: ValuePath): { key: string; value: unknown; path: ValuePath }[] {
  return isPlainObject(value)
    ? Object.entries(value).map(([key, inner]) => ({ key, value: inner, path: [...path, key] }))
    : [];
}

/** The items of a list, or the value itself where compose takes one or several. */
export function itemsOf(value: unknown, path: ValuePath): { value: unknown; path: ValuePath }[] {
  if (Array.isArray(value)) return value.map((inner, index) => ({ value: inner, path: [...path, index] }));
  return value === null || value === undefined ? [] : [{ value, path }];
}

/** A scalar as text; undefined when it is none. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : undefined;
}
