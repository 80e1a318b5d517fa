/** Operators between two expressions; a higher one holds its sides together more tightly. */
export const PRECEDENCE: Readonly<Record<string, number>> = Object.fromEntries(
  [
    ["||"],
    ["&&"],
    ["|"],
    ["^"],
    ["&"],
    ["==", "!="],
    ["<", ">", "<=", ">=", "in"],
    ["<<", ">>"],
    ["+", "-"],
    ["*", "/", "%"],
  ].flatMap((operators, index) => operators.map((operator) => [operator, index + 1])),
);

/** Words that are no names. */
export const KEYWORDS: ReadonlySet<string> = new Set(
  "assert else error false for function if import importstr importbin in local null tailstrict then self super true".split(
    " ",
  ),
);
