import { isIP } from "node:net";
import { z } from "zod";
import { AccountError } from "./account-error.ts";

/** RFC 5321, 4.5.3.1.3, without the angle brackets. */
const LONGEST_EMAIL = 254;
const PASSWORD = { shortest: 10, longest: 200 };
const LONGEST_NAME = 100;
const LONGEST_USER_AGENT = 300;

/** Directions that turn the text around them about, with which a name could pass for another (Unicode TR 36, 2.4). */
const TURNS_TEXT = /[\u202A-\u202E\u2066-\u2069]/u;
const SEEN = /[^\p{Z}\p{C}]/u;

/** Where a request comes from; what is not known or not usable is left empty. */
export interface RequestFacts {
  /** IP address. */
  readonly address?: string | undefined;
  readonly userAgent?: string | undefined;
}

/** Trimmed and in lower case. Throws AccountError "invalid-email". */
export function readEmail(input: unknown): string {
  const email = typeof input === "string" && input.length <= 4 * LONGEST_EMAIL ? input.trim() : "";
  // Before lower case: the Kelvin sign becomes an ordinary k, and with it somebody else's address.
  if (email.length <= LONGEST_EMAIL && z.email().safeParse(email).success) return email.toLowerCase();
  throw new AccountError(
    "invalid-email",
    `the e-mail address is not valid; write one like name@example.org, of at most ${LONGEST_EMAIL} characters`,
  );
}

/** In the one form (NFC) that does not depend on the keyboard. Throws AccountError "weak-password". */
export function readPassword(input: unknown): string {
  const password = typeof input === "string" && input.length <= 4 * PASSWORD.longest ? input.normalize("NFC") : "";
  const length = [...password].length;
  if (length >= PASSWORD.shortest && length <= PASSWORD.longest && password.isWellFormed()) return password;
  throw new AccountError(
    "weak-password",
    `the password cannot be used; choose one of ${PASSWORD.shortest} to ${PASSWORD.longest} characters`,
  );
}

/** Trimmed, NFC. Throws AccountError "invalid-name". */
export function readName(input: unknown): string {
  const name = typeof input === "string" && input.length <= 4 * LONGEST_NAME ? input.normalize("NFC").trim() : "";
  const usable = name.isWellFormed() && SEEN.test(name) && !/\p{Cc}/u.test(name) && !TURNS_TEXT.test(name);
  if (usable && [...name].length <= LONGEST_NAME) return name;
  throw new AccountError(
    "invalid-name",
    `the name cannot be used; write 1 to ${LONGEST_NAME} characters on one line, one of them visible`,
  );
}

/** An id as we make them; undefined for anything else, which therefore never reaches the database. */
export function readId(input: unknown): string | undefined {
  const id = typeof input === "string" ? input : "";
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? id : undefined;
}

/** Facts cut down to what is kept of them and fits into a header. */
export function readFacts(from: RequestFacts): { readonly address: string; readonly userAgent: string } {
  const { address, userAgent } = from;
  return {
    address: typeof address === "string" && isIP(address) ? address : "",
    userAgent: typeof userAgent === "string" ? printable(userAgent.slice(0, LONGEST_USER_AGENT)) : "",
  };
}

function printable(text: string): string {
  return text.replace(/[^\x21-\x7E]+/g, " ").trim();
}
