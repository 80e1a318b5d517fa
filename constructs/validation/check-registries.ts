import type { Diagnostic, ValuePath } from "../diagnostic.ts";
import { registryOf } from "../image-name.ts";
import { hasSecret } from "../secret-reference.ts";
import type { ProjectSpec } from "../spec.ts";

/** Passwords are secrets, and each registry has one. What is wrong with a password is told without it. */
export function checkRegistries({ registries = [] }: ProjectSpec): Diagnostic[] {
  const taken = new Set<string>();
  return registries.flatMap(({ host, password }, index): Diagnostic[] => {
    const path: ValuePath = ["registries", index];
    const [name = ""] = host.split("/");
    const place = registryOf(`${name}/any`) + host.slice(name.length);
    const again = taken.has(place);
    taken.add(place);
    return [
      ...(hasSecret(password) ? [] : [plainPassword([...path, "password"])]),
      ...(again ? [twice(path, host)] : []),
    ];
  });
}

function plainPassword(path: ValuePath): Diagnostic {
  return {
    severity: "error",
    code: "plain-secret",
    message: "the password of a registry stands here for all to read",
    path,
    allowed: "a secret variable, e.g. $registry_password",
    fix: 'declare it under variables with "secret": true and write its $name here',
  };
}

function twice(path: ValuePath, host: string): Diagnostic {
  return {
    severity: "error",
    code: "duplicate-name",
    message: "this registry has a password already",
    path: [...path, "host"],
    got: JSON.stringify(host),
    fix: "leave one of them out",
  };
}
