import { acceptableName, dnsName } from "../../../constructs/dns-name.ts";
import { isPlainObject } from "../read-yaml.ts";

/**
 * Names of the containers that services become. A service keeps its name where that is a host name too; others are made to
 * fit: `Web_App` → `web-app`, since on a network `_` is no letter.
 */
export function containerNames(document: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const services = isPlainObject(document.services) ? Object.keys(document.services) : [];
  return fittedNames(services, "service");
}

/** A name of its own for each text, as it is where it fits. */
export function fittedNames(texts: readonly string[], otherwise: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const fits = (text: string) => acceptable(text) ?? otherwise;
  // Names that fit as they are come first, so that none of them gives way to one that had to be changed.
  const ordered = texts.toSorted((a, b) => Number(fits(b) === b) - Number(fits(a) === a));
  for (const text of ordered) {
    const name = free(fits(text), taken);
    taken.add(name);
    names.set(text, name);
  }
  return names;
}

/** The nearest name that is a host name too; undefined when nothing is left. */
export function acceptable(text: string): string | undefined {
  const name = acceptableName(text);
  return name === undefined ? undefined : dnsName(name);
}

function free(name: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const wanted = number === 1 ? name : `${name.slice(0, 58)}-${number}`;
    if (!taken.has(wanted)) return wanted;
  }
}
