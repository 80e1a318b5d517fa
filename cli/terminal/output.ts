import type { Writable } from "node:stream";
import { type Colours, coloursFor, wantsColour } from "./colours.ts";
import { type Symbols, symbolsFor } from "./symbols.ts";

export type TerminalStream = Writable & { isTTY?: boolean; columns?: number; rows?: number };

export interface OutputOptions {
  readonly stdout: TerminalStream;
  readonly stderr: TerminalStream;
  readonly environment: NodeJS.ProcessEnv;
  /** Data as JSON on stdout. */
  readonly json: boolean;
  /** False after `--no-color`. */
  readonly colour: boolean;
}

/** The last lines of a terminal, redrawn in place. */
export interface RedrawnPicture {
  printAbove(lines: readonly string[]): void;
}

/** What pictures are drawn with. */
export interface Canvas {
  readonly colours: Colours;
  readonly symbols: Symbols;
  readonly columns: number;
}

/** Columns where no terminal says how many there are. */
const WIDTH_WITHOUT_TERMINAL = 100;

/** The way out of a command: data goes to stdout, everything said along the way to stderr. */
export class Output {
  readonly json: boolean;
  readonly symbols: Symbols;
  /** Colours of what is printed on stdout. */
  readonly data: Colours;
  /** Colours of what is said on stderr. */
  readonly talk: Colours;
  readonly stderr: TerminalStream;
  readonly #stdout: TerminalStream;
  readonly #closed = new AbortController();
  #picture: RedrawnPicture | undefined;

  constructor(options: OutputOptions) {
    const { stdout, stderr, environment, colour } = options;
    this.json = options.json;
    this.symbols = symbolsFor(environment);
    this.data = coloursFor(colour && !options.json && wantsColour(stdout, environment));
    this.talk = coloursFor(colour && wantsColour(stderr, environment));
    this.stderr = stderr;
    this.#stdout = stdout;
    for (const stream of [stdout, stderr]) stream.on("error", (error) => this.#onError(error));
  }

  /** Aborted when the reader of stdout has left, as `head` does: nobody follows any more. */
  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  /** True when a person watches stderr on a terminal that can move its cursor. */
  get live(): boolean {
    return this.stderr.isTTY === true && !this.dumb;
  }

  get dumb(): boolean {
    return this.symbols.spinner.length < 10;
  }

  /** Columns of the terminal behind stderr; 100 where there is none. */
  get columns(): number {
    return this.stderr.columns || WIDTH_WITHOUT_TERMINAL;
  }

  /** For pictures that are data. */
  get dataCanvas(): Canvas {
    const columns = this.#stdout.columns || WIDTH_WITHOUT_TERMINAL;
    return { colours: this.data, symbols: this.symbols, columns };
  }

  /** For pictures that are progress. */
  get talkCanvas(): Canvas {
    return { colours: this.talk, symbols: this.symbols, columns: this.columns };
  }

  get rows(): number {
    return this.stderr.rows || 24;
  }

  /** Data, as a line or lines of text. */
  print(text = ""): void {
    this.write(`${text}\n`);
  }

  /** Data, as it stands. */
  write(text: string | Uint8Array): void {
    if (!this.#closed.signal.aborted) this.#stdout.write(text);
  }

  /** Data, as the one JSON document of the command. */
  document(value: unknown): void {
    this.print(JSON.stringify(value, null, 2));
  }

  /** Data, as one line of newline-delimited JSON. */
  record(value: unknown): void {
    this.print(JSON.stringify(value));
  }

  /** Progress, notes, questions and errors; above a picture that is being redrawn. */
  say(text = ""): void {
    if (this.#picture) this.#picture.printAbove(text.split("\n"));
    else this.stderr.write(`${text}\n`);
  }

  /** Tells that the last lines of the terminal are redrawn from now on, or, with `undefined`, no more. */
  redraws(picture: RedrawnPicture | undefined): void {
    this.#picture = picture;
  }

  /** Resolves when everything written has been handed to the system. */
  async flush(): Promise<void> {
    await Promise.all(
      [this.#stdout, this.stderr].map(
        (stream) => new Promise<void>((resolve) => (stream.destroyed ? resolve() : stream.write("", () => resolve()))),
      ),
    );
  }

  #onError(error: NodeJS.ErrnoException): void {
    if (error.code !== "EPIPE" && error.code !== "ERR_STREAM_DESTROYED") throw error;
    this.#closed.abort();
  }
}
