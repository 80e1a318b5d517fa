import { matchPattern } from "../../templates/pattern.ts";
import type { Scalar, Variable, Variables } from "../../templates/variable.ts";

/** What a person might type into a field that is still empty; the first that a pattern lets pass is taken. */
const TYPED: readonly string[] = [
  "example",
  "Example1234",
  "example.com",
  "https://example.com",
  "me@example.com",
  "1",
  "10",
  "8080",
  "1.0.0",
  "v1.0.0",
  "/data",
  "true",
  "Example-1234-Example-5678-Example-9012",
  "0123456789abcdef0123456789abcdef",
  "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
  "AAAA",
  "a,b",
  "Europe/Sofia",
  "",
];

/** Values for the variables that nothing else stands in for, so that a definition with blanks can be compiled. */
export function dummyValues({ declared }: Variables): Record<string, string> {
  const open = [...declared.values()].filter((one) => one.default === undefined && one.generate === undefined);
  return Object.fromEntries(open.map((variable) => [variable.name, String(dummyValue(variable))]));
}

function dummyValue(variable: Variable): Scalar {
  const { type, example, pattern, choices, minimum = 1, maximum } = variable;
  if (example !== undefined) return example;
  if (choices?.length) return choices[0] as Scalar;
  if (type === "number") return Math.min(Math.max(minimum, 1), maximum ?? Number.POSITIVE_INFINITY);
  if (type === "boolean") return true;
  if (pattern === undefined) return TYPED[0] as string;
  return TYPED.find((one) => matchPattern(pattern, one) === "matches") ?? (TYPED[0] as string);
}
