/** A text that is longer, in UTF-16 units, is neither edited nor looked through. */
export const LONGEST_TEXT = 1024 * 1024;

/** A text or value that is nested deeper is neither edited nor looked through. */
export const DEEPEST = 100;
