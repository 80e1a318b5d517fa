import type { Diagnostic, ValuePath } from "../diagnostic.ts";
import { FILE_FACT_NAMES, fileFactOf } from "../expressions/facts.ts";
import { didYouMean, nearestName } from "../nearest-name.ts";
import type { Mount } from "../spec.ts";
import { showValue } from "./show-value.ts";

/** Names that API servers answer to: a token for them would let its reader act as the pod. */
const CLUSTER_AUDIENCE = /^(https:\/\/)?kubernetes(\.default(\.svc(\.[a-z0-9.-]+)?)?)?\/?$|^api$/;

/** Files of a mount have names that can be files, and hold what can be known of a pod. */
export function checkMountedFiles({ files, projected }: Mount, at: ValuePath): Diagnostic[] {
  if (files) {
    const path = [...at, "files"];
    const none = Object.keys(files).length === 0 ? [noFiles(path)] : [];
    return [...none, ...checkNames(Object.keys(files).map((name) => ({ name, path: [...path, name] })))];
  }
  return projected ? checkProjected(projected, [...at, "projected"]) : [];
}

function checkProjected(
  { files = {}, facts = {}, token }: NonNullable<Mount["projected"]>,
  at: ValuePath,
): Diagnostic[] {
  const named = [
    ...Object.keys(files).map((name) => ({ name, path: [...at, "files", name] })),
    ...Object.keys(facts).map((name) => ({ name, path: [...at, "facts", name] })),
    ...(token ? [{ name: token.path, path: [...at, "token", "path"] }] : []),
  ];
  const unknown = Object.entries(facts).filter(([, fact]) => !fileFactOf(fact));
  return [
    ...(named.length === 0 ? [noFiles(at)] : []),
    ...checkNames(named),
    ...unknown.map(([name, fact]) => unknownFact(fact, [...at, "facts", name])),
    ...(token && CLUSTER_AUDIENCE.test(token.audience) ? [clusterAudience(token.audience, [...at, "token"])] : []),
  ];
}

interface Named {
  readonly name: string;
  readonly path: ValuePath;
}

/** What the API server and the kubelet take for the name of a file, which is no other file's folder. */
function checkNames(named: readonly Named[]): Diagnostic[] {
  const taken = new Set<string>();
  const folders = new Set(named.flatMap(({ name }) => foldersOf(name)));
  return named.flatMap(({ name, path }): Diagnostic[] => {
    const steps = name.split("/");
    const got = showValue(name);
    if (steps.some((step) => step === "" || step === "." || step === "..") || name.startsWith("..")) {
      const allowed = "a name such as app.conf or conf.d/app.conf, not starting with ..";
      return [{ severity: "error", code: "wrong-format", message: "not the name of a file", path, got, allowed }];
    }
    const twice = taken.has(name);
    taken.add(name);
    if (twice) return [{ severity: "error", code: "duplicate-name", message: "two files have this name", path, got }];
    if (!folders.has(name)) return [];
    return [
      { severity: "error", code: "duplicate-name", message: "another file stands in a folder of this name", path, got },
    ];
  });
}

function foldersOf(name: string): string[] {
  const steps = name.split("/");
  return steps.slice(1).map((_, index) => steps.slice(0, index + 1).join("/"));
}

function noFiles(path: ValuePath): Diagnostic {
  return {
    severity: "error",
    code: "wrong-value",
    message: "there is nothing in it to mount",
    path,
    fix: "leave it out",
  };
}

function unknownFact(fact: string, path: ValuePath): Diagnostic {
  return {
    severity: "error",
    code: "unknown-expression",
    message: "a file cannot hold this of its pod",
    path,
    got: showValue(fact),
    allowed: FILE_FACT_NAMES.join(", "),
    fix: didYouMean(nearestName(fact, FILE_FACT_NAMES)),
  };
}

function clusterAudience(audience: string, path: ValuePath): Diagnostic {
  return {
    severity: "error",
    code: "wrong-value",
    message: "a token for the cluster itself is not given out",
    path: [...path, "audience"],
    got: showValue(audience),
    fix: "name whoever will check it, e.g. vault",
  };
}
