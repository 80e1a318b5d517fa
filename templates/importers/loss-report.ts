import type { ValuePath } from "../../constructs/diagnostic.ts";
import type { LossReport, LossRow } from "./importer.ts";
import type { YamlDocument } from "./read-yaml.ts";

/** Where something of the input became something of the definition: names for list entries, e.g. `containers.db.image`. */
export type Target = ValuePath;

/** What is said of a statement of the input. */
export interface Fate {
  readonly fate: LossRow["fate"];
  readonly became?: string;
  readonly reason?: string;
  /** For its comments. */
  readonly to?: Target;
  /** Whether everything below it is spoken for with it. */
  readonly whole?: boolean;
}

/** A statement that no part of an importer spoke for: a mistake in the importer, which tests look for. */
export const UNSPOKEN = "espalier did not look at it";

interface Place {
  readonly document: YamlDocument;
  readonly path: ValuePath;
}

/**
 * Keeps account of what became of each statement of the input. Parts of an importer speak for paths; at the end every key
 * of the text has a row. Of several fates of one statement, since an anchor or a base can be used more than once, a loss
 * counts more than a translation, and that more than a plain copy.
 */
export class LossLedger {
  readonly #main: YamlDocument;
  /** Documents, and the parts of them that belong to the input. */
  readonly #inputs: Place[];
  readonly #moved = new Map<string, Place>();
  readonly #fates = new Map<YamlDocument, Map<string, Fate>>();

  constructor(main: YamlDocument) {
    this.#main = main;
    this.#inputs = [{ document: main, path: [] }];
  }

  /** Says the same in the definition. */
  carried(path: ValuePath, to?: Target, more: Pick<Fate, "whole"> = {}): void {
    this.say(path, { fate: "carried", ...(to && { to, became: showTarget(to) }), ...more });
  }

  /** Comes to the same; `became` tells how, `to` where. */
  translated(path: ValuePath, became: string, more: Pick<Fate, "whole" | "to"> = {}): void {
    this.say(path, { fate: "translated", became, ...more });
  }

  /** Is lost. Everything below it is too, unless it is spoken for itself. */
  unsupported(path: ValuePath, reason: string, more: Pick<Fate, "to"> = {}): void {
    this.say(path, { fate: "unsupported", reason, whole: true, ...more });
  }

  say(path: ValuePath, fate: Fate): void {
    const { document, path: origin } = this.place(path);
    let fates = this.#fates.get(document);
    if (!fates) this.#fates.set(document, (fates = new Map()));
    const key = JSON.stringify(origin);
    const before = fates.get(key);
    if (!before || WEIGHT[fate.fate] > WEIGHT[before.fate]) fates.set(key, fate);
  }

  /** From now on what is at `path` is written in another place: in a base that is extended, in an included file. */
  move(path: ValuePath, document: YamlDocument, origin: ValuePath): void {
    this.#moved.set(JSON.stringify(path), { document, path: origin });
  }

  /** A part of another document that belongs to the input. */
  include(document: YamlDocument, path: ValuePath): void {
    if (!this.#inputs.some((one) => one.document === document && startsWith(path, one.path))) {
      this.#inputs.push({ document, path });
    }
  }

  /** Where the text of what is at a path stands. */
  place(path: ValuePath): Place {
    for (let length = path.length; length > 0; length--) {
      const moved = this.#moved.get(JSON.stringify(path.slice(0, length)));
      if (!moved) continue;
      return { document: moved.document, path: moved.document.origin([...moved.path, ...path.slice(length)]) };
    }
    return { document: this.#main, path: this.#main.origin(path) };
  }

  position(path: ValuePath) {
    const { document, path: origin } = this.place(path);
    return document.position(origin);
  }

  /** A row for each statement, in the order of the texts. */
  report(): LossReport {
    return this.#inputs.flatMap(({ document, path: part }) =>
      document
        .paths()
        .filter((path) => startsWith(path, part) && !isArgument(path))
        .map((path) => this.#row(document, path)),
    );
  }

  /** Comments with the place in the definition of what they stand above; of what was lost, the nearest around it. */
  comments(): { readonly text: string; readonly to: Target }[] {
    return this.#inputs.flatMap(({ document, path: part }) =>
      document.paths().flatMap((path) => {
        const text = startsWith(path, part) ? document.comment(path) : undefined;
        const to = text === undefined ? undefined : this.#target(document, path);
        return text !== undefined && to ? [{ text, to }] : [];
      }),
    );
  }

  #row(document: YamlDocument, path: ValuePath): LossRow {
    const { fate, became, reason } = this.#fate(document, path) ?? { fate: "unsupported", reason: UNSPOKEN };
    const position = document.position(path);
    return { path, position, fate, ...(became && { became }), ...(reason && { reason }) };
  }

  #fate(document: YamlDocument, path: ValuePath): Fate | undefined {
    const fates = this.#fates.get(document);
    const own = fates?.get(JSON.stringify(path));
    if (own) return own;
    if (path.at(-1) === "<<") return { fate: "translated", became: "its keys, where it stands" };
    for (let length = path.length - 1; length > 0; length--) {
      const around = fates?.get(JSON.stringify(path.slice(0, length)));
      if (around?.whole) return around;
      if (path[length] === "<<") return { fate: "translated", became: "its keys, where it stands" };
    }
    return undefined;
  }

  #target(document: YamlDocument, path: ValuePath): Target | undefined {
    for (let length = path.length; length > 0; length--) {
      const to = this.#fates.get(document)?.get(JSON.stringify(path.slice(0, length)))?.to;
      if (to) return to;
    }
    return undefined;
  }
}

const WEIGHT: Readonly<Record<LossRow["fate"], number>> = { carried: 0, translated: 1, unsupported: 2 };

/** Lists that are one statement: the words of a command. */
const ARGUMENT_LISTS: ReadonlySet<string | number> = new Set(["command", "entrypoint", "test"]);

function isArgument(path: ValuePath): boolean {
  return typeof path.at(-1) === "number" && ARGUMENT_LISTS.has(path.at(-2) as string);
}

function startsWith(path: ValuePath, start: ValuePath): boolean {
  return start.every((step, index) => path[index] === step);
}

/** `containers.db.options.volumes` */
export function showTarget(to: Target): string {
  return to.join(".");
}
