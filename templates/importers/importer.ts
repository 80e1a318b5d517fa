import type { z } from "zod";
import type { Diagnosed, Diagnostic, Position, ValuePath } from "../../constructs/diagnostic.ts";
import type { ExposeOptions } from "../../constructs/spec.ts";
import type { Definition } from "../definition.ts";

/**
 * Files of other tools become definitions. All formats go one way:
 *
 *   text → readYaml (bounded, with positions and comments) → an Importer (a dialect of compose) → Draft → writeDraft
 *
 * and end in a loss report: every key of the input was carried over, was translated, or is not supported, for a reason.
 */
export type ImportFormat = "compose" | "one-click" | "coolify";

export interface ImportInput {
  /** Absolute path of the file; files it names are looked for beside it, never outside its folder. */
  readonly file: string;
  /** Text instead of the file's content. */
  readonly text?: string;
  /** Name of the project. Default: the file's own, else made from the name of the file or its folder. */
  readonly name?: string;
  /** Compose profiles that are wanted. Default: none, as with `docker compose up` */
  readonly profiles?: readonly string[];
  /** Format, when the content does not tell. */
  readonly format?: ImportFormat;
}

export interface Imported {
  readonly format: ImportFormat;
  /** The definition, JSON with comments, as a person would have written it. */
  readonly text: string;
  readonly losses: LossReport;
}

/** What became of each key of the input, in its order. */
export type LossReport = readonly LossRow[];

export interface LossRow {
  /** Path in the input, e.g. `["services", "db", "image"]`. */
  readonly path: ValuePath;
  readonly position?: Position;
  /**
   * carried: says the same in the definition · translated: says something that comes to the same, told in `became` ·
   * unsupported: is lost, told in `reason`
   */
  readonly fate: "carried" | "translated" | "unsupported";
  /** e.g. `containers.db.options.health`, `nothing: containers always restart`. */
  readonly became?: string;
  readonly reason?: string;
}

export type DefinitionValue = z.input<typeof Definition>;

/** A definition that is being written: its value, and comments by the path (`formatPath`) of the value they stand above. */
export interface Draft {
  readonly definition: DefinitionValue;
  readonly comments: ReadonlyMap<string, string>;
}

/** One format. Recognising is quick and never throws; importing says everything there is to say at once. */
export interface Importer {
  readonly format: ImportFormat;
  /** For people: `Docker Compose`. */
  readonly title: string;
  /** Whether this is its format, by top-level keys and by what is particular to its texts; `text` is bounded already. */
  recognises(document: Readonly<Record<string, unknown>>, text: string): boolean;
  /** Why a file of its format cannot be imported, e.g. an older version of it; undefined: it can. */
  refuses?(document: Readonly<Record<string, unknown>>): Diagnostic | undefined;
  /**
   * What it means differently from plain compose. It gets the whole document and its text, since forms and comments stand
   * anywhere in them and blanks are used before they are declared.
   */
  dialect(input: ImportInput, document: Readonly<Record<string, unknown>>, text: string): Dialect;
}

/** Importing one file; in `templates/importers/import-definition.ts`. */
export type ImportDefinition = (input: ImportInput) => Promise<Diagnosed<Imported>>;

/**
 * What one-click apps and Coolify templates mean differently from compose. `compose/` asks the dialect wherever the
 * formats part; plain compose is a dialect too. A dialect is made for one import and may remember what it saw.
 */
export interface Dialect {
  /**
   * The text of a scalar as our template syntax: foreign blanks become `$name` (and are remembered as variables),
   * references to other services become `${{name.key}}`, every other dollar is doubled.
   */
  text(text: string, at: ValuePath): string;
  /**
   * The text of a scalar where a number must stand (ports, replicas): the number; `$name` when all of it is one blank, whose
   * variable then takes numbers; undefined when it is neither.
   */
  number(text: string, at: ValuePath): number | `$${string}` | undefined;
  /**
   * The text with every blank filled in by its default: for what must be known while importing (names of volumes, paths,
   * durations) and stays no blank. undefined when a blank has no default. Remembers nothing.
   */
  literal(text: string, at: ValuePath): string | undefined;
  /** Whether a blank of that name stands anywhere in the text. Absent: nobody asks, since nothing lies beside it. */
  hasBlank?(name: string): boolean;
  /** Name of the container that a service becomes; also used wherever another service mentions it. */
  containerName(service: string): string;
  /** Host names by which texts mention a service, e.g. `srv-captain--$$cap_appname-db`; each becomes the container's. */
  hostNames(service: string): readonly string[];
  /** Name of the volume that a named source becomes, e.g. `$$cap_appname-data`; also of the keys of top-level `volumes`. */
  volumeName(source: string): string;
  /**
   * Ways in over http that the dialect itself gives a service, none or several; its `ports` are then plain tcp and udp
   * ports, but for those that stand here already. undefined: `ports` decide about http too.
   */
  exposed(service: string, definition: Readonly<Record<string, unknown>>): readonly ExposeOptions[] | undefined;
  /** Transports of a published port that names none. Default: tcp */
  transports?(port: number): readonly ("tcp" | "udp")[];
  /**
   * What an environment variable that means something else here becomes, e.g. `SERVICE_URL_APP_3000`, which asks for an
   * address: it is then no variable of the container. undefined: it is one. `value` is undefined where only the name stands.
   */
  ownVariable(service: string, name: string, value: string | undefined, at: ValuePath): LossRow | undefined;
  /** Text of the file that an entry of `volumes` brings along; undefined: it brings none. */
  inlineFile(volume: Readonly<Record<string, unknown>>): string | undefined;
  /**
   * What a key that compose does not know becomes, of a service, of what stands in it or, without service, of the top level;
   * undefined: unknown.
   * `rows` speak for it and everything below it. `merge` are compose keys that the service has because of it, as if they
   * stood beside it; its own win, and they get no rows.
   */
  ownKey(
    at: ValuePath,
    value: unknown,
    service?: string,
  ): { readonly rows: LossReport; readonly merge?: Readonly<Record<string, unknown>> } | undefined;
  /** Variables and what a gallery tells, once everything was seen. */
  finish(): Pick<DefinitionValue, "variables" | "template"> & {
    readonly rows: LossReport;
    /** What else a person should know, e.g. that a secret of `.env` was not copied. */
    readonly diagnostics?: readonly Diagnostic[];
  };
}
