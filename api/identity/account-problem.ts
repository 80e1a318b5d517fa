import { mistake, Problem } from "../http/problem.ts";
import { AccountError } from "./account-error.ts";

/** Seconds until there is likely room again when too many people sign in at once. */
const BUSY_FOR = 5;

/** Does what may fail by what a person gave; throws that as the problem it is answered with. */
export async function asProblem<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof AccountError ? problemOf(error) : error;
  }
}

function problemOf({ kind, message }: AccountError): Problem {
  switch (kind) {
    case "email-taken":
      return new Problem("conflict", message);
    case "invalid-email":
      return mistake(["email"], kind, message);
    case "weak-password":
      return mistake(["password"], kind, message);
    case "invalid-name":
      return mistake(["name"], kind, message);
    case "wrong-credentials":
      return new Problem("wrong-credentials", message);
    case "link-used-or-expired":
      return new Problem("gone", message);
    case "no-such-person":
      return new Problem("not-found", message);
    case "busy":
      return new Problem("too-many-requests", message, { retryAfter: BUSY_FOR });
  }
}
