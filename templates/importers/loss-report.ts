import type { Position, ValuePath } from "../../constructs/diagnostic.ts";
import type { LossReport, LossRow } from "./importer.ts";
import { IMPORT_LIMIT } from "./limits.ts";
import { lossWords } from "./loss-words.ts";
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

/**
 * A statement that no part of an importer spoke for: in a file that is well-formed a mistake of the importer, which tests
 * look for; in others, e.g. a mapping where a number belongs.
 */
export const UNSPOKEN = "nothing of the kind can stand here";

export interface Place {
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
  readonly #moved = new Map<YamlDocument, Map<string, Place>>();
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
    this.sayAt(document, origin, fate);
  }

  /** Speaks for a statement of a document where it is written. */
  sayAt(document: YamlDocument, path: ValuePath, fate: Fate): void {
    let fates = this.#fates.get(document);
    if (!fates) {
      fates = new Map();
      this.#fates.set(document, fates);
    }
    const key = JSON.stringify(path);
    const before = fates.get(key);
    if (!before || WEIGHT[fate.fate] > WEIGHT[before.fate]) fates.set(key, fate);
  }

  /** What had become of a part of the definition is lost after all. */
  lose(to: Target, reason: string): void {
    for (const fates of this.#fates.values()) {
      for (const [key, fate] of fates) {
        const isAbout = fate.to !== undefined && startsWith(fate.to, to) && fate.fate !== "unsupported";
        if (isAbout) fates.set(key, { fate: "unsupported", reason, to: to.slice(0, 2), whole: fate.whole ?? false });
      }
    }
  }

  /** Whether the statement itself was spoken for. */
  isSpoken(path: ValuePath): boolean {
    const { document, path: origin } = this.place(path);
    return this.#fates.get(document)?.has(JSON.stringify(origin)) ?? false;
  }

  /** From now on what is at `path` is written in another place: in a base that is extended, in an included file. */
  move(document: YamlDocument, path: ValuePath, to: YamlDocument, origin: ValuePath): void {
    let moved = this.#moved.get(document);
    if (!moved) {
      moved = new Map();
      this.#moved.set(document, moved);
    }
    const key = JSON.stringify(path);
    if (!moved.has(key)) moved.set(key, { document: to, path: origin });
  }

  /** A part of another document that belongs to the input. */
  include(document: YamlDocument, path: ValuePath): void {
    if (!this.#inputs.some((one) => one.document === document && startsWith(path, one.path))) {
      this.#inputs.push({ document, path });
    }
  }

  /** Where the text of what is at a path of the resolved input stands. */
  place(path: ValuePath): Place {
    return this.placeIn(this.#main, path);
  }

  placeIn(document: YamlDocument, path: ValuePath): Place {
    let place: Place = { document, path: document.origin(path) };
    for (let turn = 0; turn < IMPORT_LIMIT.documents; turn++) {
      const next = this.#next(place);
      if (!next) return place;
      place = { document: next.document, path: next.document.origin(next.path) };
    }
    return place;
  }

  #next({ document, path }: Place): Place | undefined {
    const moved = this.#moved.get(document);
    if (!moved) return undefined;
    for (let length = path.length; length > 0; length--) {
      const found = moved.get(JSON.stringify(path.slice(0, length)));
      if (found) return { document: found.document, path: [...found.path, ...path.slice(length)] };
    }
    return undefined;
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

  /** What services say that was lost, in few words, with the container that does without. */
  losses(): { readonly text: string; readonly to: Target }[] {
    return [...this.#fates].flatMap(([document, fates]) =>
      [...fates].flatMap(([key, { fate, to }]) => {
        const path = JSON.parse(key) as ValuePath;
        const isOfService = fate === "unsupported" && path[0] === "services" && path.length > 2 && to !== undefined;
        return isOfService ? [{ text: lossWords(document, path), to: to.slice(0, 2) }] : [];
      }),
    );
  }

  /** Where in the input stands what became of `to`, or of what is around it. */
  sourceOf(to: Target): Position | undefined {
    let found: { readonly common: number; readonly position: Position } | undefined;
    for (const [document, fates] of this.#fates) {
      for (const [key, fate] of fates) {
        const common = fate.to && startsWith(to, fate.to) ? fate.to.length : 0;
        if (common > (found?.common ?? 0))
          found = { common, position: document.position(JSON.parse(key) as ValuePath) };
      }
    }
    return found?.position;
  }

  #row(document: YamlDocument, path: ValuePath): LossRow {
    const { fate, became, reason } = this.#fate(document, path) ?? { fate: "unsupported", reason: UNSPOKEN };
    const position = document.position(path);
    return { path, position, fate, ...(became && { became }), ...(reason && { reason }) };
  }

  #fate(document: YamlDocument, written: ValuePath): Fate | undefined {
    if (written.includes("<<")) return { fate: "translated", became: "its keys, where it stands" };
    const fates = this.#fates.get(document);
    const path = document.origin(written);
    for (let length = path.length; length > 0; length--) {
      const fate = fates?.get(JSON.stringify(path.slice(0, length)));
      if (fate && (fate.whole || length === path.length)) return fate;
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
