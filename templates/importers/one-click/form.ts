import type { ValuePath } from "../../../constructs/diagnostic.ts";
import { LIMIT } from "../../limits.ts";
import { memberOf } from "../../plain-value.ts";
import type { DefinitionValue, LossRow } from "../importer.ts";
import { carried, unsupported } from "../loss-row.ts";
import { VariableNames } from "../variable-names.ts";
import { declare, drawing, drawnLength, type Uses } from "./declaration.ts";
import { type FormEntry, readEntry } from "./form-entry.ts";
import { PatternTrial } from "./pattern-trial.ts";

const VARIABLES: ValuePath = ["caproverOneClickApp", "variables"];

interface Blank {
  readonly entry: FormEntry;
  readonly name: string;
  readonly uses: Uses;
  /** Whether it stands in the definition. */
  isUsed: boolean;
  /** Whether its default was taken, or missed, for what must be known while importing. */
  isTaken: boolean;
}

/** The form of a one-click app: its blanks, and values that are drawn where they are used. */
export class Form {
  /** Ids of all that it asks for. */
  readonly ids = new Set<string>();
  readonly #blanks = new Map<string, Blank>();
  /** Names of values that are drawn where they are used, by what they are for and how long they are. */
  readonly #drawn = new Map<string, { readonly name: string; readonly length: number }>();
  readonly #names = new VariableNames();
  /** Blanks that no variable is left for: their default stands where they do. */
  readonly #surplus = new Map<string, FormEntry>();
  readonly #rows: LossRow[] = [];

  constructor(document: Readonly<Record<string, unknown>>) {
    const list = memberOf(document, ...(VARIABLES as string[]));
    if (list === undefined) return;
    this.#rows.push(
      Array.isArray(list)
        ? carried(VARIABLES, "variables")
        : unsupported(VARIABLES, "a list of variables belongs here"),
    );
    for (const [index, raw] of (Array.isArray(list) ? list : []).entries()) this.#read(raw, [...VARIABLES, index]);
  }

  /** Name of the variable that a blank is; undefined when its default stands there. */
  use(id: string, at: ValuePath): string | undefined {
    const blank = this.#blanks.get(id) ?? this.#forgotten(id, at);
    if (!blank) return undefined;
    blank.isUsed = true;
    if (isStructure(at)) Object.assign(blank.uses, { needed: true, plain: true });
    return blank.name;
  }

  useNumber(id: string, at: ValuePath): string | undefined {
    const name = this.use(id, at);
    const blank = this.#blanks.get(id);
    if (blank) blank.uses.number = at.some((step) => PORT_KEYS.has(step)) ? "port" : "number";
    return name;
  }

  /**
   * Name of a variable that is drawn; the same for the same key, since parts of one app share what they call the same.
   * undefined when no variable is left for it.
   */
  draw(length: number, at: ValuePath): string | undefined {
    const key = String(at.findLast((step) => typeof step === "string" && step !== "environment") ?? "value");
    const known = this.#drawn.get(`${key}:${length}`);
    if (known || this.#isFull) return known?.name;
    const name = this.#names.choose(key.toLowerCase());
    this.#drawn.set(`${key}:${length}`, { name, length });
    return name;
  }

  /** The value a blank has before anyone is asked; undefined when it has none yet. */
  defaultOf(id: string): string | undefined {
    const entry = this.#blanks.get(id)?.entry ?? this.#surplus.get(id);
    return entry && drawnLength(entry) === undefined && !entry.default?.includes("$$cap_") ? entry.default : undefined;
  }

  /** The default of a blank, for what must be known while importing. */
  take(id: string): string | undefined {
    const blank = this.#blanks.get(id);
    if (blank) blank.isTaken = true;
    return this.defaultOf(id);
  }

  labelOf(id: string): string | undefined {
    return (this.#blanks.get(id)?.entry ?? this.#surplus.get(id))?.label;
  }

  finish(): { readonly variables: NonNullable<DefinitionValue["variables"]>; readonly rows: readonly LossRow[] } {
    const trial = new PatternTrial();
    const variables: [string, NonNullable<DefinitionValue["variables"]>[string]][] = [];
    const rows = [...this.#rows];
    for (const { entry, name, uses, isUsed, isTaken } of this.#blanks.values()) {
      if (isTaken && !isUsed) {
        rows.push(...everyKey(entry).map((path) => unsupported(path, FIXED)));
        continue;
      }
      const declared = declare(entry, name, uses, trial);
      variables.push([name, declared.declaration]);
      if (entry.at[0] === VARIABLES[0]) rows.push(carried(entry.at, `variables.${name}`), ...declared.rows);
    }
    for (const { name, length } of this.#drawn.values()) variables.push([name, drawing(length)]);
    return { variables: Object.fromEntries(variables), rows };
  }

  #read(raw: unknown, at: ValuePath): void {
    const { entry, rows } = readEntry(raw, at, this.ids);
    this.#rows.push(...rows);
    if (!entry) return;
    this.ids.add(entry.id);
    if (!this.#isFull) this.#add(entry);
    else {
      this.#surplus.set(entry.id, entry);
      this.#rows.push(
        unsupported(at, SURPLUS),
        ...Object.keys(raw as object).map((key) => unsupported([...at, key], SURPLUS)),
      );
    }
  }

  get #isFull(): boolean {
    return this.#blanks.size + this.#drawn.size >= LIMIT.variables;
  }

  #forgotten(id: string, at: ValuePath): Blank | undefined {
    if (this.#isFull || this.#surplus.has(id)) return undefined;
    return this.#add({ id, at, description: "The form of the one-click app does not ask for it." });
  }

  #add(entry: FormEntry): Blank {
    const words = entry.id.replace(/^\$\$(cap_)?/, "").replace(/([a-z])([A-Z])/g, "$1_$2");
    const name = this.#names.choose(words.toLowerCase());
    const blank = { entry, name, uses: {}, isUsed: false, isTaken: false };
    this.#blanks.set(entry.id, blank);
    return blank;
  }
}

function everyKey({ at, label, description, default: begins, validRegex }: FormEntry): ValuePath[] {
  const keys = { id: true, label, description, defaultValue: begins, validRegex };
  return [at, ...Object.entries(keys).flatMap(([key, value]) => (value === undefined ? [] : [[...at, key]]))];
}

const FIXED = "what it stands in is decided while importing, so nothing would ask for it";
const SURPLUS = `a definition has at most ${LIMIT.variables} variables: its default stands wherever it does`;
const PORT_KEYS: ReadonlySet<string | number> = new Set(["ports", "expose", "containerHttpPort"]);
const FREE_KEYS: ReadonlySet<string | number> = new Set([
  "environment",
  "command",
  "entrypoint",
  "healthcheck",
  "labels",
]);

/** Whether a place of a service is no text of its process: an image, a path, a port. */
function isStructure(at: ValuePath): boolean {
  return at[0] === "services" && !at.some((step) => FREE_KEYS.has(step)) && !at.includes("caproverExtra");
}
