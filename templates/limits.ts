/** Bounds on everything that comes in with a definition. Sizes in characters unless the name says otherwise. */
export const LIMIT = {
  /** Size of a definition's text. */
  sourceBytes: 1024 * 1024,
  /** Objects and lists inside one another. */
  depth: 64,
  /** All strings of a definition after substitution, together. */
  filled: 4 * 1024 * 1024,
  variables: 200,
  /** One variable's value. */
  value: 64 * 1024,
  pattern: 500,
  /** A value that is matched against a pattern. */
  patternedValue: 4096,
  /** Milliseconds that matching one pattern may take: patterns may backtrack without end. */
  patternTime: 50,
  /** Diagnostics that are told of one definition; how many more there are is told too. */
  problems: 200,
  /** Syntax errors that are told: later ones mostly follow from the first. */
  syntaxErrors: 10,
} as const;
