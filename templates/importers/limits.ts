/** Bounds on files of other tools. Sizes in characters unless the name says otherwise. */
export const IMPORT_LIMIT = {
  /** Words, signs and breaks of a YAML text: the parser takes 7 ms for a thousand. The longest of 284 real files has 3,568. */
  tokens: 80_000,
  /** Mappings and lists inside one another. */
  depth: 64,
  /** Values of a document once its aliases are filled in. */
  values: 50_000,
  /** All texts of a document once its aliases are filled in. */
  characters: 4 * 1024 * 1024,
  services: 1000,
  /** Files that include or extend one another. */
  documents: 50,
  /** A file that is put into a definition, an env file, `.env`. */
  besideBytes: 256 * 1024,
  /** Files of a folder that is put into a definition. */
  besideFiles: 50,
} as const;
