/** A text longer than this holds no address that anyone would look for. */
const LONGEST = 8192;

const URL_START = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#]*@)?/i;
const HOST = /^([a-z0-9*](?:[a-z0-9._*-]*[a-z0-9_])?)(?::[0-9]{1,5})?/i;

/**
 * Hosts that a text may name: the text itself, `host:port`, the host of a URL, and lists of these with commas, as in
 * `mongodb://one:27017,two:27017/shop`.
 */
export function hostsIn(text: string): string[] {
  if (text.length > LONGEST) return [];
  let inUrl = false;
  return text.split(",").flatMap((part) => {
    const start = URL_START.exec(part.trim());
    inUrl ||= start !== null;
    const rest = part.trim().slice(start?.[0].length ?? 0);
    const found = HOST.exec(rest);
    const end = rest.slice(found?.[0].length ?? 0);
    return found && (end === "" || (inUrl && /^[/?#]/.test(end))) ? [found[1] as string] : [];
  });
}
