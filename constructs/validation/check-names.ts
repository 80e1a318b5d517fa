import type { Diagnostic, ValuePath } from "../diagnostic.ts";
import { dnsName } from "../dns-name.ts";
import type { ProjectSpec } from "../spec.ts";

/** Containers, and volumes, have names of their own; `_` and `-` are one, as in host names. */
export function checkNames(spec: ProjectSpec): Diagnostic[] {
  return [
    ...repeated("container", ["containers"], spec.containers),
    ...repeated("volume", ["volumes"], spec.volumes ?? []),
  ];
}

function repeated(what: string, list: ValuePath, named: readonly { readonly name: string }[]): Diagnostic[] {
  const taken = new Map<string, string>();
  const names = new Set(named.map(({ name }) => dnsName(name)));
  return named.flatMap(({ name }, index) => {
    const first = taken.get(dnsName(name));
    if (first === undefined) {
      taken.set(dnsName(name), name);
      return [];
    }
    const message =
      first === name
        ? `two ${what}s are called ${JSON.stringify(name)}`
        : `${JSON.stringify(name)} and ${JSON.stringify(first)} are one name: _ becomes - in host names`;
    const path = [...list, index, "name"];
    return [{ severity: "error", code: "duplicate-name", message, path, fix: `call it "${freeName(name, names)}"` }];
  });
}

function freeName(name: string, names: Set<string>): string {
  let number = 2;
  while (names.has(`${dnsName(name)}-${number}`)) number += 1;
  return `${name.slice(0, 58)}-${number}`;
}
