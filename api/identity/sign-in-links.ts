import { randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import type { Database } from "../database/tables.ts";
import { AccountError, noSuchPerson } from "./account-error.ts";
import { type RequestFacts, readEmail } from "./account-input.ts";
import { findPerson } from "./people.ts";
import type { SignedIn, SignInLibrary } from "./sign-in-library.ts";

const STANDARD_LIFETIME = 3600;
const LONGEST_LIFETIME = 7 * 24 * 3600;
const TOKEN_BYTES = 32;
const TOKEN = /^[\w-]{43}$/;

export interface SignInLink {
  /** 43 characters that need no escape in an address. Shown once: its hash is kept. */
  readonly token: string;
  readonly expiresAt: Date;
}

/**
 * Links by which somebody signs in once. better-auth's own (magic-link) is not used: it takes the password away from people
 * who have not proved their e-mail address, since its links come by mail. Ours are handed over by an operator.
 */
export function signInLinks(database: Kysely<Database>, library: SignInLibrary) {
  return {
    async create(email: string, { expiresIn = STANDARD_LIFETIME }: { readonly expiresIn?: number } = {}) {
      if (!Number.isInteger(expiresIn) || expiresIn < 1 || expiresIn > LONGEST_LIFETIME) {
        throw new RangeError(`a link to sign in must hold for 1 to ${LONGEST_LIFETIME} whole seconds`);
      }
      const person = await findPerson(database, readEmail(email));
      if (!person) throw noSuchPerson();
      const token = randomBytes(TOKEN_BYTES).toString("base64url");
      const expiresAt = new Date(Date.now() + expiresIn * 1000);
      await library.keepOnce(identifierOf(token), valueFor(person.id), expiresAt);
      return { token, expiresAt };
    },

    async use(token: string, from: RequestFacts): Promise<SignedIn> {
      const known = typeof token === "string" && TOKEN.test(token);
      const value = known ? await library.takeOnce(identifierOf(token)) : undefined;
      const signedIn = value?.startsWith(KIND) && (await library.openSession(value.slice(KIND.length), from));
      if (signedIn) return signedIn;
      throw new AccountError(
        "link-used-or-expired",
        "this link was used already or its time is over; ask for a new one",
      );
    },

    /** Makes the unused links of a person worthless. */
    async revoke(connection: Kysely<Database>, personId: string): Promise<void> {
      await connection.deleteFrom("verifications").where("value", "=", valueFor(personId)).execute();
    },
  };
}

const KIND = "sign-in-link:";

/** Kept hashed. The prefix makes sure that what is read in the database is nothing to ask with. */
function identifierOf(token: string): string {
  return `${KIND}${token}`;
}

function valueFor(personId: string): string {
  return `${KIND}${personId}`;
}
