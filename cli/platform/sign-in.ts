import { hostname, userInfo } from "node:os";
import { type Client, createClient, type Schema } from "../../api/client/index.ts";

const LONGEST_NAME = 60;

/** How somebody proves who he is: with a password, or with a one-time link. */
export type Credentials = { readonly email: string; readonly password: string } | { readonly token: string };

/** Signs in, makes a key, named after this machine unless told otherwise, and signs out again: a key is all that is kept. */
export async function signInForKey(
  url: string,
  credentials: Credentials,
  facts: { readonly name: string; readonly expiresAt?: string } = { name: keyName() },
): Promise<Schema<"NewKey"> & { who: string }> {
  const nobody = createClient({ url });
  const { body, cookies } =
    "token" in credentials
      ? await nobody.send("post", "/sign-in-links/use", { body: credentials })
      : await nobody.send("post", "/sign-in", { body: credentials });
  const session = withCookies(url, cookies);
  try {
    return { ...(await session.post("/keys", { body: facts })), who: body.person.email };
  } finally {
    await session.post("/sign-out").catch(() => undefined);
  }
}

function withCookies(url: string, lines: readonly string[]): Client {
  const cookie = lines.map((line) => line.split(";")[0]).join("; ");
  return createClient({
    url,
    fetch: (request) => {
      const signed = new Request(request);
      signed.headers.set("cookie", cookie);
      return fetch(signed);
    },
  });
}

/** `me@laptop`, by which a person knows it in the list of keys. */
function keyName(): string {
  const name = `${userName()}@${hostname()}`.replace(/[^\x20-\x7e]/g, "?");
  return name.slice(0, LONGEST_NAME);
}

/** The name of the system's user; in a container it may have none. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "espalier";
  }
}
