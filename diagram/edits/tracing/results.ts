import type { Expression, Primitive } from "./expression.ts";
import { hashOf, type Scalar, type Unknown } from "./value.ts";

/** The program says that something is wrong, or does what its language does not allow. */
export class ProgramFailure extends Error {}

/** Following the program takes too long or goes too deep: nothing is known of it. */
export class NotFollowed extends Error {}

export function scalar(value: Primitive, origin: Expression): Scalar {
  return { kind: "scalar", value, origin };
}

/** What nothing is known of but what it is made from. */
export function unknown(reason: string, ...parts: readonly string[]): Unknown {
  return { kind: "unknown", reason, hash: hashOf(...parts) };
}
