import { usageError } from "../command-error.ts";

/** Where `espalier serve` answers when nothing else is said. */
export const STANDARD_SERVER = "http://127.0.0.1:7070";

const HERE = /^(localhost|127(\.\d+){3}|\[::1\]|.*\.localhost)$/;
const SIGN_IN_LINK = /\/sign-in\/([A-Za-z0-9_-]{43})\/?$/;

/** An address of the platform as a person types it, without a slash at its end. A usage error when it cannot be one. */
export function readServerUrl(typed: string): string {
  const url = parse(typed);
  if (url.username || url.password) throw usageError("an address with a password in it is not taken", "leave it out");
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

/** Server and token of a one-time link to sign in; undefined when it is no such link. */
export function readSignInLink(typed: string): { readonly server: string; readonly token: string } | undefined {
  const token = SIGN_IN_LINK.exec(typed.replace(/[?#].*$/, ""))?.[1];
  return token === undefined ? undefined : { server: readServerUrl(typed.replace(/\/sign-in\/.*$/, "")), token };
}

/** Whether what is sent there can be read on the way. */
export function isReadableOnTheWay(server: string): boolean {
  const { protocol, hostname } = new URL(server);
  return protocol === "http:" && !HERE.test(hostname);
}

function parse(typed: string): URL {
  const host = typed.split(/[:/]/)[0] ?? "";
  const text = /^[a-z]+:\/\//i.test(typed) ? typed : `${HERE.test(host) ? "http" : "https"}://${typed}`;
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol) && url.hostname) return url;
  throw usageError(`"${typed.slice(0, 200)}" is no address of a platform`, `such as ${STANDARD_SERVER}`);
}
