/** A text longer than this holds no address that anyone would look for. */
const LONGEST = 8192;

const URL_START = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#]*@)?/i;
const HOST = /^([a-z0-9*](?:[a-z0-9._*-]*[a-z0-9_])?)(?::[0-9]{1,5})?/i;

/** A host that a text may name, and where it stands there. */
export interface HostPlace {
  readonly host: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Hosts that a text may name: the text itself, `host:port`, the host of a URL, and lists of these with commas, as in
 * `mongodb://one:27017,two:27017/shop`.
 */
export function hostsIn(text: string): string[] {
  return hostPlacesIn(text).map(({ host }) => host);
}

/** The same with their places. */
export function hostPlacesIn(text: string): HostPlace[] {
  if (text.length > LONGEST) return [];
  let inUrl = false;
  let passed = 0;
  return text.split(",").flatMap((part) => {
    const at = passed + part.length - part.trimStart().length;
    passed += part.length + 1;
    const start = URL_START.exec(part.trim());
    inUrl ||= start !== null;
    const rest = part.trim().slice(start?.[0].length ?? 0);
    const found = HOST.exec(rest);
    const end = rest.slice(found?.[0].length ?? 0);
    if (!found || !(end === "" || (inUrl && /^[/?#]/.test(end)))) return [];
    const host = found[1] as string;
    const from = at + (start?.[0].length ?? 0);
    return [{ host, from, to: from + host.length }];
  });
}

/** Last words of keys that say what is called so, other than a host: `POSTGRES_DB`, `EXECUTIONS_MODE`, `CACHE_STORE`. */
const NO_HOST =
  /(?:^|_|^PG)(USER|USERNAME|LOGIN|PASS|PASSWORD|DB|DBNAME|DATABASE|SCHEMA|VHOST|REALM|BUCKET|(?<!HOST_?|SERVER_?)NAME|TITLE|MODE|TYPE|KIND|DRIVER|CLIENT|ENGINE|STORE|PREFIX|PROJECT|GROUP|ROLE|ENV|ENVIRONMENT|LEVEL)$/;

/** Hosts that the value of a variable may name: a bare word under a key that asks for something else names none. */
export function hostsUnder(key: string, text: string): string[] {
  return hostPlacesUnder(key, text).map(({ host }) => host);
}

/** The same with their places. */
export function hostPlacesUnder(key: string, text: string): HostPlace[] {
  const bare = /^[A-Za-z0-9_-]*$/.test(text.trim());
  return bare && NO_HOST.test(key.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toUpperCase()) ? [] : hostPlacesIn(text);
}
