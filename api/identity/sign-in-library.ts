import { randomUUID } from "node:crypto";
import { type BetterAuthOptions, betterAuth } from "better-auth";
import { createAuthEndpoint, isAPIError } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import type { Kysely } from "kysely";
import { z } from "zod";
import type { Database } from "../database/tables.ts";
import { wrongCredentials } from "./account-error.ts";
import { type RequestFacts, readFacts } from "./account-input.ts";
import type { Passwords } from "./passwords.ts";
import type { Person } from "./person.ts";
import type { SessionCookie } from "./session-cookie.ts";

/** Seconds until a session ends, however much it is used: nothing has to be written when one is looked at. */
const SESSION_LIFETIME = 14 * 24 * 3600;

const ADDRESS_HEADER = "x-espalier-address";

export interface SignedIn {
  readonly person: Person;
  /** `Set-Cookie` lines. */
  readonly cookies: readonly string[];
  /** When the session ends. */
  readonly expiresAt: Date;
}

type LibraryUser = Omit<Person, "operator"> & { readonly operator?: boolean | null | undefined };

export interface SignInLibraryOptions {
  readonly database: Kysely<Database>;
  /** Signs the cookies. */
  readonly secret: string;
  readonly origin: string;
  readonly cookie: SessionCookie;
  readonly passwords: Passwords;
  readonly onError?: ((message: string) => void) | undefined;
}

/**
 * What we take from better-auth: the flow of a sign-in by password, making sessions and their signed cookies, values that
 * can be used once. Its HTTP routes are never mounted.
 */
export function signInLibrary(options: SignInLibraryOptions) {
  const openSession = createAuthEndpoint.serverOnly(
    { method: "POST", body: z.object({ personId: z.string() }) },
    async (endpoint) => {
      const { internalAdapter } = endpoint.context;
      const user = await internalAdapter.findUserById(endpoint.body.personId);
      if (!user) return undefined;
      await setSessionCookie(endpoint, { user, session: await internalAdapter.createSession(user.id) });
      return user as LibraryUser;
    },
  );
  const library = betterAuth({
    ...libraryOptions(options),
    plugins: [{ id: "espalier", endpoints: { openSession } }],
  });

  return {
    /** Begins a session. Throws AccountError "wrong-credentials". */
    async signIn(email: string, password: string, from: RequestFacts): Promise<SignedIn> {
      try {
        const { headers, response } = await library.api.signInEmail({
          body: { email, password },
          headers: headersOf(from),
          returnHeaders: true,
        });
        return signedIn(response.user, headers);
      } catch (error) {
        if (isAPIError(error) && error.body?.code === "INVALID_EMAIL_OR_PASSWORD") throw wrongCredentials();
        throw error;
      }
    },

    /** Begins a session of somebody who has proved to be that person; undefined when there is no such person. */
    async openSession(personId: string, from: RequestFacts): Promise<SignedIn | undefined> {
      const { headers, response } = await library.api.openSession({
        body: { personId },
        headers: headersOf(from),
        returnHeaders: true,
      });
      return response && signedIn(response, headers);
    },

    async keepOnce(identifier: string, value: string, expiresAt: Date): Promise<void> {
      const { internalAdapter } = await library.$context;
      await internalAdapter.createVerificationValue({ identifier, value, expiresAt });
    },

    /** The value, for exactly one of all who ask, in whichever process; undefined for the others and after its time. */
    async takeOnce(identifier: string): Promise<string | undefined> {
      const { internalAdapter } = await library.$context;
      return (await internalAdapter.consumeVerificationValue(identifier))?.value;
    },

    /** Throws when the database does not have the tables and columns that better-auth needs. */
    async checkTables(): Promise<void> {
      await (await library.$context).explicitSchemaCheck?.();
    },
  };
}

export type SignInLibrary = ReturnType<typeof signInLibrary>;

function signedIn({ id, email, name, operator, createdAt }: LibraryUser, headers: Headers): SignedIn {
  return {
    person: { id, email, name, operator: operator === true, createdAt },
    cookies: headers.getSetCookie(),
    expiresAt: new Date(Date.now() + SESSION_LIFETIME * 1000),
  };
}

function headersOf(from: RequestFacts): Headers {
  const { address, userAgent } = readFacts(from);
  return new Headers({ "user-agent": userAgent, [ADDRESS_HEADER]: address });
}

function libraryOptions({ database, secret, origin, cookie, passwords, onError }: SignInLibraryOptions) {
  const times = { createdAt: "created_at", updatedAt: "updated_at" };
  return {
    database: { db: database, type: "postgres", transaction: true },
    baseURL: origin,
    // As a list: else BETTER_AUTH_SECRETS of the environment goes before it.
    secrets: [{ version: 1, value: secret }],
    user: {
      modelName: "people",
      fields: { emailVerified: "email_verified", ...times },
      additionalFields: { operator: { type: "boolean", input: false, defaultValue: false } },
    },
    session: {
      modelName: "sessions",
      fields: {
        userId: "person_id",
        expiresAt: "expires_at",
        ipAddress: "ip_address",
        userAgent: "user_agent",
        ...times,
      },
      expiresIn: SESSION_LIFETIME,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
    },
    account: {
      modelName: "accounts",
      fields: {
        userId: "person_id",
        providerId: "provider_id",
        accountId: "account_id",
        accessToken: "access_token",
        refreshToken: "refresh_token",
        idToken: "id_token",
        accessTokenExpiresAt: "access_token_expires_at",
        refreshTokenExpiresAt: "refresh_token_expires_at",
        ...times,
      },
    },
    verification: {
      modelName: "verifications",
      fields: { expiresAt: "expires_at", ...times },
      storeIdentifier: "hashed",
    },
    emailAndPassword: {
      enabled: true,
      // Bounds are kept by `readPassword`, in characters; these count UTF-16 units.
      minPasswordLength: 1,
      maxPasswordLength: 1000,
      password: {
        hash: passwords.hash,
        verify: ({ hash, password }) => passwords.verify(hash, password),
      },
    },
    // Below errors it would tell of each failed sign-in; its further arguments may hold anything.
    logger: { level: "error", log: (_level, message) => onError?.(`sign-in: ${message}`) },
    telemetry: { enabled: false },
    experimental: { instrumentation: { enabled: false } },
    rateLimit: { enabled: false },
    advanced: {
      // Our own name, with the prefix it gets from us: better-auth would prefix it with `__Secure-`.
      useSecureCookies: false,
      cookies: { session_token: { name: cookie.name } },
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax", path: "/", secure: cookie.secure },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER], ipv6Subnet: 128 },
      // A test compares instead; asking at run time would be one more way to fail while the database comes back.
      database: { generateId: () => randomUUID(), joins: true, validateSchema: false },
    },
  } satisfies BetterAuthOptions;
}
