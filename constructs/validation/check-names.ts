import type { Diagnostic, ValuePath } from "../diagnostic.ts";
import { dnsName, shortenLabel } from "../dns-name.ts";
import { waysIn } from "../exposure.ts";
import type { ContainerSpec, ProjectSpec } from "../spec.ts";
import { controllerOf, hasHostName } from "../workload-kind.ts";

/** Containers, and volumes, have names of their own; `_` and `-` are one, as in host names. */
export function checkNames(spec: ProjectSpec): Diagnostic[] {
  return [
    ...repeated("container", ["containers"], spec.containers),
    ...repeated("volume", ["volumes"], spec.volumes ?? []),
    ...checkAliases(spec.containers),
    ...namesIn(spec).flatMap(([path, name]) => reserved(path, name)),
  ];
}

/** Every name that a construct is made with. */
function namesIn({ project, containers, volumes = [] }: ProjectSpec): [path: ValuePath, name: string][] {
  return [
    [["project", "name"], project.name],
    ...volumes.map(({ name }, index): [ValuePath, string] => [["volumes", index, "name"], name]),
    ...containers.flatMap(({ name, options }, index): [ValuePath, string][] => [
      [["containers", index, "name"], name],
      ...(options?.aliases ?? []).map((alias, position): [ValuePath, string] => [
        ["containers", index, "options", "aliases", position],
        alias,
      ]),
    ]),
  ];
}

/** What every object of JavaScript has: the library of constructs takes it for the name of another construct. */
function reserved(path: ValuePath, name: string): Diagnostic[] {
  if (!(name in {})) return [];
  const message = `${JSON.stringify(name)} cannot be a name: it is a word that constructs use themselves`;
  return [{ severity: "error", code: "reserved-name", message, path, fix: `call it "${name}-1"` }];
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

/** A host name leads to one container: its name, its aliases, the name of its public port. */
function checkAliases(containers: readonly ContainerSpec[]): Diagnostic[] {
  const owners = new Map(containers.flatMap((container) => hostNames(container).map((host) => [host, container.name])));
  return containers.flatMap((container, index) =>
    (container.options?.aliases ?? []).flatMap((alias, position): Diagnostic[] => {
      const wrong = { severity: "error", path: ["containers", index, "options", "aliases", position] } as const;
      const got = JSON.stringify(alias);
      if (!hasHostName(container) || controllerOf(container) === "Serverless") {
        const message = "it has no host name that others could be led to";
        return [{ ...wrong, code: "no-host-name", message, got, fix: "leave it out" }];
      }
      const owner = owners.get(dnsName(alias));
      if (owner === undefined) owners.set(dnsName(alias), container.name);
      if (owner === undefined) return [];
      const message = `this host name leads to ${owner === container.name ? "it already" : `${JSON.stringify(owner)} already`}`;
      const fix = owner === container.name ? "leave it out" : "choose another";
      return [{ ...wrong, code: "duplicate-name", message, got, fix }];
    }),
  );
}

/** Host names that a container has without aliases. */
function hostNames(container: ContainerSpec): string[] {
  const name = dnsName(container.name);
  const balanced = waysIn(container).some(({ options }) => (options.protocol ?? "http") !== "http");
  return [...(hasHostName(container) ? [name] : []), ...(balanced ? [shortenLabel(`${name}-public`)] : [])];
}
