import { hkdfSync } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { Database } from "../database/tables.ts";
import { AccountError, noSuchPerson, wrongCredentials } from "./account-error.ts";
import { type RequestFacts, readEmail, readId, readName, readPassword } from "./account-input.ts";
import { createPasswords } from "./passwords.ts";
import { addPerson, hasPassword, passwordOf, passwordOfEmail, renamePerson, replacePassword } from "./people.ts";
import type { Person } from "./person.ts";
import { sessionCookie } from "./session-cookie.ts";
import { endOtherSessions, endSession, listSessions, type Session, sessionFinder } from "./sessions.ts";
import { type SignedIn, signInLibrary } from "./sign-in-library.ts";
import { type SignInLink, signInLinks } from "./sign-in-links.ts";

export type { AccountErrorKind } from "./account-error.ts";
export type { Person, RequestFacts, Session, SignedIn, SignInLink };
export { AccountError };

export interface AccountsOptions {
  readonly database: Kysely<Database>;
  /** At least 32 random bytes; what signs the cookies is derived from it. */
  readonly secret: string | Uint8Array;
  /** Where people reach the platform, http or https. */
  readonly baseUrl: string;
  /** Told, without anything secret, when the library fails. Default: nobody. */
  readonly log?: { error(message: string): void };
}

/**
 * The people of the platform and how they prove who they are. What a person did wrong is thrown as AccountError; errors of
 * the driver pass through as they are. Input may be anything: it is read within bounds, and never shown.
 */
export interface Accounts {
  /** Throws "invalid-email", "weak-password", "invalid-name", "email-taken", "busy". */
  signUp(
    input: { readonly email: string; readonly password: string; readonly name: string },
    from: RequestFacts,
  ): Promise<SignedIn>;
  /** Throws "wrong-credentials", which takes as long for an unknown e-mail address as for a wrong password; "busy". */
  signIn(input: { readonly email: string; readonly password: string }, from: RequestFacts): Promise<SignedIn>;
  /** Ends the session of a `Cookie` header, if it has one. @returns `Set-Cookie` lines that clear the cookie */
  signOut(cookies: string): Promise<readonly string[]>;
  /** Who makes a request with this `Cookie` header. One statement, and none without a cookie that we signed. */
  session(cookies: string): Promise<{ person: Person; sessionId: string } | undefined>;
  /**
   * A token by which somebody signs in once without a password. Who may ask for one is up to the caller: it tells whether
   * a person exists.
   *
   * @param options.expiresIn seconds, 1 to 604800; default 3600
   * @throws AccountError "invalid-email", "no-such-person"
   */
  createSignInLink(email: string, options?: { readonly expiresIn?: number }): Promise<SignInLink>;
  /** Of many uses one succeeds. Throws "link-used-or-expired". */
  useSignInLink(token: string, from: RequestFacts): Promise<SignedIn>;
  /** Those that can be used, newest first, at most 100. */
  sessions(personId: string): Promise<readonly Session[]>;
  /** @returns whether the person had this session */
  endSession(personId: string, sessionId: string): Promise<boolean>;
  /** @returns how many ended */
  endOtherSessions(personId: string, keptSessionId: string): Promise<number>;
  /**
   * Ends all other sessions and unused links too. Who has no password yet sets the first one, without `current`.
   * Throws "wrong-credentials" when `current` is not right, "weak-password", "no-such-person", "busy".
   */
  changePassword(change: {
    readonly personId: string;
    readonly current?: string;
    readonly next: string;
    /** The session that goes on. Default: none. */
    readonly sessionId?: string;
  }): Promise<void>;
  /** Throws "invalid-name", "no-such-person". */
  setName(personId: string, name: string): Promise<Person>;
  /** A person without a password. Throws "invalid-email", "invalid-name", "email-taken". */
  createPerson(input: { readonly email: string; readonly name: string; readonly operator: boolean }): Promise<Person>;
  /** Removes sessions and links whose time is over, which nobody can use any more. @returns how many rows */
  removeExpired(): Promise<number>;
}

export function createAccounts({ database, secret, baseUrl, log }: AccountsOptions): Accounts {
  const { origin, protocol } = new URL(baseUrl);
  const signingKey = deriveSigningKey(secret);
  const cookie = sessionCookie(signingKey, protocol === "https:");
  const passwords = createPasswords();
  const onError = (message: string) => log?.error(message);
  const library = signInLibrary({ database, secret: signingKey, origin, cookie, passwords, onError });
  const links = signInLinks(database, library);
  const findSession = sessionFinder(database);

  return {
    async signUp({ email, password, name }, from) {
      const person = { email: readEmail(email), name: readName(name) };
      // Before the transaction: better-auth hashes inside of it, and a few people signing up hold every connection.
      const hash = await passwords.hash(readPassword(password));
      const { id } = await database.transaction().execute(async (transaction) => {
        const added = await addPerson(transaction, person);
        await replacePassword(transaction, added.id, null, hash);
        return added;
      });
      const signedIn = await library.openSession(id, from);
      if (signedIn) return signedIn;
      throw noSuchPerson();
    },

    async signIn(input, from) {
      const { email, password } = readCredentials(input);
      const before = await passwordOfEmail(database, email);
      const signedIn = await library.signIn(email, password, from);
      // The password may have been changed while it was compared, which has ended all sessions but the one made now.
      if (before && (await hasPassword(database, signedIn.person.id, before))) return signedIn;
      await endByCookies(signedIn.cookies.join(";"));
      throw wrongCredentials();
    },

    async signOut(cookies) {
      await endByCookies(cookies);
      return [cookie.clearing];
    },

    async session(cookies) {
      const token = cookie.read(cookies);
      return token ? findSession(token) : undefined;
    },

    createSignInLink: links.create,
    useSignInLink: links.use,

    async sessions(personId) {
      const id = readId(personId);
      return id ? listSessions(database, id) : [];
    },

    async endSession(personId, sessionId) {
      const [person, session] = [readId(personId), readId(sessionId)];
      return person && session ? endSession(database, person, session) : false;
    },

    async endOtherSessions(personId, keptSessionId) {
      const id = readId(personId);
      return id ? endOtherSessions(database, id, readId(keptSessionId)) : 0;
    },

    async changePassword({ personId, current, next, sessionId }) {
      const id = requireId(personId);
      const password = readPassword(next);
      const old = await passwordOf(database, id);
      if (old !== null && !(await passwords.verify(old, readCurrent(current)))) throw wrongCurrent();
      const hash = await passwords.hash(password);
      await database.transaction().execute(async (transaction) => {
        if (!(await replacePassword(transaction, id, old, hash))) throw wrongCurrent();
        await endOtherSessions(transaction, id, readId(sessionId));
        await links.revoke(transaction, id);
      });
    },

    async setName(personId, name) {
      return renamePerson(database, requireId(personId), readName(name));
    },

    async createPerson({ email, name, operator }) {
      return addPerson(database, { email: readEmail(email), name: readName(name), operator });
    },

    async removeExpired() {
      const sessions = await database.deleteFrom("sessions").where("expires_at", "<", NOW).executeTakeFirst();
      const used = await database.deleteFrom("verifications").where("expires_at", "<", NOW).executeTakeFirst();
      return Number(sessions.numDeletedRows + used.numDeletedRows);
    },
  };

  /** Not better-auth's sign-out: that says it is done even when the row could not be deleted. */
  async function endByCookies(cookies: string): Promise<void> {
    const token = cookie.read(cookies);
    if (token) await database.deleteFrom("sessions").where("token", "=", token).execute();
  }
}

const NOW = sql<Date>`now()`;

/** A key of its own, so that a signature tells nothing about what else the secret is used for. */
function deriveSigningKey(secret: string | Uint8Array): string {
  if (secret.length < 32) throw new RangeError("the secret that signs cookies must have at least 32 bytes");
  return Buffer.from(hkdfSync("sha256", secret, "", "espalier session cookies", 32)).toString("base64url");
}

/** What cannot be anybody's credentials is wrong without asking; whether it can be tells nothing about people. */
function readCredentials(input: { readonly email: unknown; readonly password: unknown }) {
  try {
    return { email: readEmail(input.email), password: readPassword(input.password) };
  } catch (error) {
    throw error instanceof AccountError ? wrongCredentials() : error;
  }
}

function readCurrent(current: unknown): string {
  try {
    return readPassword(current);
  } catch (error) {
    throw error instanceof AccountError ? wrongCurrent() : error;
  }
}

function requireId(personId: string): string {
  const id = readId(personId);
  if (id) return id;
  throw noSuchPerson();
}

function wrongCurrent(): AccountError {
  return new AccountError("wrong-credentials", "the current password is not right");
}
