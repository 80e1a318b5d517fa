import { Problem } from "../http/problem.ts";
import type { Caller } from "./caller.ts";

/** Whether a caller has all the rights of its person: in a browser, or with a key that is not cut down. */
export function isWhole(caller: Caller): boolean {
  if (caller.kind === "session") return true;
  return caller.kind === "key" && caller.permissions === null && caller.scope === null;
}

/**
 * For what touches the person, not a project: a key that was made for some permissions or projects is not for that.
 *
 * @param what `making keys`
 * @throws Problem "not-permitted"
 */
export function requireWhole(caller: Caller, what: string): void {
  if (isWhole(caller)) return;
  throw new Problem(
    "not-permitted",
    `${what} needs a session, or a key that is not limited to some permissions or projects`,
  );
}
