import type { Json } from "../../../diagram/edits/spec-edit.ts";
import type { Dice } from "./dice.ts";

/** How a random text is laid out. */
interface Layout {
  readonly eol: string;
  readonly unit: string;
  readonly trailing: boolean;
  /** Tidy as an editor does it, all on one line, without any space, or with anything anywhere. */
  readonly form: "tidy" | "one-line" | "compact" | "wild";
  readonly comments: boolean;
}

/** A text that holds the value, in one of the many ways people write JSON with comments. */
export function writeRandomly(value: Json, dice: Dice): string {
  const layout: Layout = {
    eol: dice.pick(["\n", "\n", "\r\n"]),
    unit: dice.pick(["  ", "  ", "    ", "\t"]),
    trailing: dice.chance(3),
    form: dice.pick(["tidy", "tidy", "tidy", "one-line", "compact", "wild"]),
    comments: dice.chance(2),
  };
  const writer = new Writer(layout, dice);
  const body = writer.write(value, "");
  const end = dice.pick(["", layout.eol]);
  return `${dice.chance(6) ? "\uFEFF" : ""}${writer.comment("")}${body}${end}`;
}

class Writer {
  readonly #layout: Layout;
  readonly #dice: Dice;
  #comments = 0;

  constructor(layout: Layout, dice: Dice) {
    this.#layout = layout;
    this.#dice = dice;
  }

  write(value: Json, indent: string): string {
    if (typeof value !== "object" || value === null) return JSON.stringify(value);
    const list = Array.isArray(value);
    const entries: [string, Json][] = Object.entries(value);
    const [open, close] = list ? "[]" : "{}";
    const { form, eol, unit, trailing } = this.#layout;
    if (form === "wild") return this.#wild(entries, list);
    const flat = form !== "tidy" || entries.length === 0 || (indent !== "" && this.#dice.chance(2));
    if (flat) {
      const space = form === "compact" ? "" : " ";
      const parts = entries.map(([key, part]) => `${list ? "" : `${JSON.stringify(key)}:${space}`}${this.flat(part)}`);
      const padding = list || entries.length === 0 ? "" : space;
      return `${open}${padding}${parts.join(`,${space}`)}${padding}${close}`;
    }
    const inner = indent + unit;
    const lines = entries.map(([key, part], index) => {
      const last = index === entries.length - 1;
      const name = list ? "" : `${JSON.stringify(key)}: `;
      const comma = last && !trailing ? "" : ",";
      const blank = this.#dice.chance(8) ? eol : "";
      return `${blank}${this.comment(inner)}${inner}${name}${this.write(part, inner)}${comma}${this.#ending()}${eol}`;
    });
    return `${open}${this.#ending()}${eol}${lines.join("")}${this.comment(inner)}${indent}${close}`;
  }

  flat(value: Json): string {
    if (this.#layout.form !== "compact") return JSON.stringify(value, null, 0);
    return JSON.stringify(value);
  }

  /** A comment on lines of its own, now and then. */
  comment(indent: string): string {
    const { comments, eol, form } = this.#layout;
    if (!comments || (form !== "tidy" && form !== "wild") || !this.#dice.chance(5)) return "";
    const apart = this.#dice.chance(4) ? eol : "";
    const text = this.#dice.chance(3) ? `/* ${this.#words()}${eol}${indent}   more */` : `// ${this.#words()}`;
    return `${indent}${text}${eol}${apart}`;
  }

  #ending(): string {
    if (!this.#layout.comments || !this.#dice.chance(6)) return "";
    return this.#dice.chance(3) ? ` /* ${this.#words()} */` : ` // ${this.#words()} `;
  }

  /** Numbered, so that each can be looked for. */
  #words(): string {
    this.#comments += 1;
    return this.#dice.pick([`c${this.#comments}.`, `c${this.#comments}. "{[,:`, `c${this.#comments}. don't // really`]);
  }

  #wild(entries: readonly [string, Json][], list: boolean): string {
    const parts = entries.map(([key, part], index) => {
      const name = list ? "" : `${JSON.stringify(key)}${this.#any()}:${this.#any()}`;
      const last = index === entries.length - 1;
      const comma = last && !this.#layout.trailing ? "" : ",";
      return `${this.#any()}${name}${this.write(part, "")}${this.#any()}${comma}`;
    });
    return `${list ? "[" : "{"}${parts.join("")}${this.#any()}${list ? "]" : "}"}`;
  }

  /** Any white space, any comment. */
  #any(): string {
    const { eol, comments } = this.#layout;
    const spaces = ["", "", " ", "  ", "\t", eol, `${eol}  `, `${eol}${eol}\t`];
    if (!comments || !this.#dice.chance(4)) return this.#dice.pick(spaces);
    const comment = this.#dice.chance(2) ? `/*${this.#words()}*/` : `//${this.#words()}${eol}`;
    return `${this.#dice.pick(spaces)}${comment}${this.#dice.pick(spaces)}`;
  }
}

/** Numbers of the comments that stand in a text. */
export function commentsIn(text: string): string[] {
  return [...text.matchAll(/\bc[0-9]+\./g)].map(([found]) => found);
}
