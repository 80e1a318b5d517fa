import type { ValuePath } from "../../../constructs/diagnostic.ts";
import type { Dialect } from "../importer.ts";
import { literalPattern } from "../literal-pattern.ts";

/** Keys of environment variables whose whole value is a host. */
const HOST_KEY =
  /(host|server|addr|address|url|uri|endpoint|broker|brokers|upstream|domain|node|nodes|seed|service)s?$/i;

/**
 * Host names by which texts mention services, where the container's is another: `my_db` is `my-db` on a network, and a
 * one-click app's `srv-captain--$$cap_appname-db` is `db`.
 */
export class Hosts {
  /** Mentioned by nothing else, so that they are replaced anywhere. */
  readonly #distinct: readonly (readonly [string, string])[];
  /** Words that mean other things too, so that they are replaced only where a host stands. */
  readonly #plain: readonly (readonly [RegExp, string, string])[];

  constructor(services: readonly string[], dialect: Dialect) {
    this.#distinct = services
      .flatMap((service) => dialect.hostNames(service).map((host) => [host, dialect.containerName(service)] as const))
      .toSorted(([a], [b]) => b.length - a.length);
    this.#plain = services
      .map((service) => [service, dialect.containerName(service)] as const)
      .filter(([service, container]) => service !== container && !this.#distinct.some(([host]) => host === service))
      .map(([service, container]) => [hostPattern(service), container, service] as const);
  }

  /** @param template makes template syntax of what is no host */
  rename(text: string, path: ValuePath, template: (text: string) => string): string {
    let renamed = text;
    for (const [host, container] of this.#distinct) renamed = replaceHost(renamed, host, container);
    for (const [pattern, container, service] of this.#plain) {
      if (!renamed.includes(service)) continue;
      renamed = renamed === service && isHostPlace(path) ? container : renamed.replace(pattern, container);
    }
    return template(renamed);
  }
}

function isHostPlace(path: ValuePath): boolean {
  return HOST_KEY.test(String(path.at(-1)));
}

/** `//host`, `@host`, `host:5432`. */
function hostPattern(host: string): RegExp {
  const name = literalPattern(host);
  return new RegExp(`(?<=(?://|@))${name}(?![\\w.-])|(?<![\\w./@-])${name}(?=:[0-9]{2,5}(?![0-9]))`, "g");
}

function replaceHost(text: string, host: string, container: string): string {
  let result = "";
  let from = 0;
  for (let at = text.indexOf(host); at >= 0; at = text.indexOf(host, from)) {
    const next = text[at + host.length] ?? "";
    const before = text[at - 1] ?? "";
    const isWhole = !/[A-Za-z0-9_-]/.test(next) && !/[A-Za-z0-9_-]/.test(before);
    result += text.slice(from, at) + (isWhole ? container : host);
    from = at + host.length;
  }
  return result + text.slice(from);
}
