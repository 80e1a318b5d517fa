import { createHmac, timingSafeEqual } from "node:crypto";

/** Node takes headers of 16 KB in all. */
const LONGEST_HEADER = 16_384;
/** As better-auth makes them: a random token, and its HMAC-SHA256 in base64. */
const SIGNED = /^([A-Za-z0-9]{32})\.([A-Za-z0-9+/]{43}=)$/;

export interface SessionCookie {
  readonly name: string;
  readonly secure: boolean;
  /** The token in a `Cookie` header; undefined when there is none or we have not signed it. */
  read(header: string): string | undefined;
  /** A `Set-Cookie` line that makes a browser forget it. */
  readonly clearing: string;
}

/**
 * The cookie of a session. It carries the token of the session's row and a signature: who has read the database, but does
 * not hold the secret, cannot make one.
 *
 * @param secure whether people come over https; then no other host or path of the domain can set the cookie (`__Host-`)
 */
export function sessionCookie(secret: string, secure: boolean): SessionCookie {
  const name = `${secure ? "__Host-" : ""}espalier_session`;
  return {
    name,
    secure,
    clearing: `${name}=; Max-Age=0; Path=/; HttpOnly;${secure ? " Secure;" : ""} SameSite=Lax`,
    read(header) {
      const [, token, signature] = SIGNED.exec(cookieIn(header, name) ?? "") ?? [];
      if (!token || !signature) return undefined;
      const expected = createHmac("sha256", secret).update(token).digest();
      return timingSafeEqual(Buffer.from(signature, "base64"), expected) ? token : undefined;
    },
  };
}

/** The first cookie of that name: browsers put the one with the longest path first (RFC 6265, 5.4). */
function cookieIn(header: string, name: string): string | undefined {
  if (typeof header !== "string" || header.length > LONGEST_HEADER) return undefined;
  const pair = header.split(";").find((one) => one.trimStart().startsWith(`${name}=`));
  try {
    return pair && decodeURIComponent(pair.slice(pair.indexOf("=") + 1).trim());
  } catch {
    return undefined;
  }
}
