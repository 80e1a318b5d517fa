import type { ValuePath } from "../../../constructs/diagnostic.ts";
import { lookUp } from "../../../constructs/look-up.ts";
import type { Dialect, ImportInput, LossReport } from "../importer.ts";
import { templateText, templateVariable } from "../template-text.ts";
import { acceptable, containerNames } from "./container-names.ts";
import { type Blank, blankNames, type Piece, splitInterpolation } from "./interpolation.ts";
import { ComposeVariables, secretKey } from "./variables.ts";

/** Variables that Docker Compose itself sets: ours that say the same. */
const PROVIDED: Readonly<Record<string, string>> = { COMPOSE_PROJECT_NAME: "project" };

/**
 * Plain compose: `${NAME:-default}` becomes a variable of the same name. Formats that build on compose extend it and say
 * in `ownBlank` which names mean something of their own.
 */
export class ComposeDialect implements Dialect {
  protected readonly variables: ComposeVariables;
  readonly #names: ReadonlyMap<string, string>;
  readonly #environment: ReadonlyMap<string, string>;
  readonly #blanks: ReadonlySet<string>;

  /** @param environment values of `.env` beside the file */
  constructor(
    _input: ImportInput,
    document: Readonly<Record<string, unknown>>,
    text: string,
    environment: ReadonlyMap<string, string> = new Map(),
  ) {
    this.#names = containerNames(document);
    this.#environment = environment;
    this.#blanks = new Set(blankNames(splitInterpolation(text)));
    this.variables = new ComposeVariables(this.#blanks.size);
  }

  hasBlank(name: string): boolean {
    return this.#blanks.has(name);
  }

  text(text: string, at: ValuePath): string {
    if (!text.includes("$")) return text;
    return this.#join(splitInterpolation(text), (blank, next) => this.#blankText(blank, next, at));
  }

  literal(text: string, _at: ValuePath): string | undefined {
    if (!text.includes("$")) return text;
    const pieces = splitInterpolation(text).map((piece) => (typeof piece === "string" ? piece : this.#valueOf(piece)));
    return pieces.includes(undefined) ? undefined : pieces.join("");
  }

  number(text: string, at: ValuePath): number | `$${string}` | undefined {
    const pieces = splitInterpolation(text.trim());
    const [only] = pieces;
    const literal = this.literal(text.trim(), at);
    if (pieces.length === 1 && typeof only === "object" && literal !== undefined && isNumber(literal)) {
      const written = this.text(text.trim(), at);
      const name = /^\$([A-Za-z_]\w*)$/.exec(written)?.[1];
      if (name) {
        this.variables.takeNumbers(name);
        return `$${name}`;
      }
    }
    return literal !== undefined && isNumber(literal) ? Number(literal) : undefined;
  }

  containerName(service: string): string {
    return this.#names.get(service) ?? service;
  }

  hostNames(_service: string): readonly string[] {
    return [];
  }

  volumeName(source: string): string {
    return acceptable(source) ?? "data";
  }

  ownVariable(
    _service: string,
    _name: string,
    _value: string | undefined,
    _at: ValuePath,
  ): ReturnType<Dialect["ownVariable"]> {
    return undefined;
  }

  inlineFile(_volume: Readonly<Record<string, unknown>>): string | undefined {
    return undefined;
  }

  exposed(_service: string, _definition: Readonly<Record<string, unknown>>): ReturnType<Dialect["exposed"]> {
    return undefined;
  }

  ownKey(_at: ValuePath, _value: unknown, _service?: string): ReturnType<Dialect["ownKey"]> {
    return undefined;
  }

  finish(): ReturnType<Dialect["finish"]> {
    const { declared, diagnostics } = this.variables.declarations();
    const rows: LossReport = [];
    return { ...(Object.keys(declared).length > 0 && { variables: declared }), rows, diagnostics };
  }

  /** What a blank that means something of its own to a format stands for; undefined: as in compose. */
  protected ownBlank(_blank: Blank, _at: ValuePath): string | undefined {
    return undefined;
  }

  /** The value that such a blank has for certain while importing; undefined: as in compose. */
  protected ownValue(_blank: Blank): string | undefined {
    return undefined;
  }

  #join(pieces: readonly Piece[], blankText: (blank: Blank, next: string) => string): string {
    return pieces
      .map((piece, index) => {
        if (typeof piece === "string") return templateText(piece);
        const next = pieces[index + 1];
        return blankText(piece, typeof next === "string" ? next : "");
      })
      .join("");
  }

  #blankText(blank: Blank, next: string, at: ValuePath): string {
    const own = this.ownBlank(blank, at);
    if (own !== undefined) return /^\$[A-Za-z_]\w*$/.test(own) ? templateVariable(own.slice(1), next) : own;
    const provided = lookUp(PROVIDED, blank.name);
    if (provided) return templateVariable(provided, next);
    if (blank.operator?.endsWith("+")) return this.#alternative(blank, at);
    const value = this.#environment.get(blank.name);
    const isSecret = secretKey(blank.name) || secretKey(String(at.at(-1)));
    const fallback = blank.operator?.endsWith("-") ? this.#valueOf({ ...blank, name: "" }) : undefined;
    const name = this.variables.use(blank.name, at, {
      default: value !== undefined && isSecret ? undefined : (value ?? fallback),
      description: blank.operator?.endsWith("?") ? this.#literalOf(blank.operand) : undefined,
      secret: isSecret,
      inEnvironmentFile: value !== undefined,
    });
    return name === undefined ? templateText(value ?? fallback ?? "") : templateVariable(name, next);
  }

  /** `${NAME:+text}`: whether NAME has a value must be known now. */
  #alternative(blank: Blank, at: ValuePath): string {
    const value = this.#environment.get(blank.name) ?? this.variables.defaultOf(blank.name);
    const stands = blank.operator === ":+" ? Boolean(value) : value !== undefined;
    return stands ? this.#join(blank.operand, (inner, next) => this.#blankText(inner, next, at)) : "";
  }

  #valueOf(blank: Blank): string | undefined {
    const own = this.ownValue(blank);
    if (own !== undefined) return own;
    const value = this.#environment.get(blank.name);
    const colon = blank.operator?.startsWith(":");
    if (blank.operator?.endsWith("+")) {
      return (colon ? value : value !== undefined) ? this.#literalOf(blank.operand) : "";
    }
    if (value !== undefined && (value !== "" || !colon)) return value;
    return blank.operator?.endsWith("-") ? this.#literalOf(blank.operand) : undefined;
  }

  #literalOf(pieces: readonly Piece[]): string | undefined {
    const values = pieces.map((piece) => (typeof piece === "string" ? piece : this.#valueOf(piece)));
    return values.includes(undefined) ? undefined : values.join("");
  }
}

function isNumber(text: string): boolean {
  return /^-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,9})?$/.test(text);
}
