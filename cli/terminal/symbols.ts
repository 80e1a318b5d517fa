/** Signs that stand beside a word: colour and sign alone never carry a meaning. */
export interface Symbols {
  readonly done: string;
  readonly failed: string;
  readonly warning: string;
  readonly note: string;
  readonly waiting: string;
  readonly arrow: string;
  readonly bar: string;
  readonly dash: string;
  readonly spinner: readonly string[];
}

const UNICODE: Symbols = {
  done: "✓",
  failed: "✗",
  warning: "!",
  note: "·",
  waiting: "○",
  arrow: "→",
  bar: "│",
  dash: "—",
  spinner: ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"],
};

const ASCII: Symbols = {
  done: "+",
  failed: "x",
  warning: "!",
  note: "-",
  waiting: ".",
  arrow: "->",
  bar: "|",
  dash: "-",
  spinner: ["|", "/", "-", "\\"],
};

/** The Linux console has no glyphs for them, a dumb terminal promises none. */
export function symbolsFor(environment: NodeJS.ProcessEnv): Symbols {
  return environment.TERM === "linux" || environment.TERM === "dumb" ? ASCII : UNICODE;
}
