import type { k8s } from "cdk8s-plus-33";
import { escapeDollars } from "./escape-dollars.ts";
import { hasSecret, SECRET_REFERENCE, secretNames, secretReference } from "./secret-reference.ts";
import { SECRET_VARIABLE } from "./secret-variable.ts";
import type { ContainerSpec } from "./spec.ts";

/** What a container is started with. Values that hold secrets are kept apart, in a Secret. */
export interface ContainerVariables {
  readonly env: k8s.EnvVar[];
  readonly command?: string[];
  readonly args?: string[];
  /** Data of the container's Secret: open references, resolved where the object is written. */
  readonly secret: Readonly<Record<string, string>>;
  /** The open references it uses, each once, sorted. */
  readonly secretReferences: readonly string[];
}

/** Variables in the order of their names, so that the order in a definition makes no difference. */
export function containerVariables(container: ContainerSpec, secretObject: string): ContainerVariables {
  const { environment = {}, command = [], args = [] } = container;
  const inArguments = [...command, ...args].flatMap(secretNames);
  const values = new Map(Object.entries(environment).map(([name, value]) => [name, String(value)]));
  for (const name of inArguments) values.set(SECRET_VARIABLE + name, secretReference(name));
  const entries = [...values].sort(([one], [other]) => (one < other ? -1 : 1));
  const secret = Object.fromEntries(entries.filter(([, value]) => hasSecret(value)));
  return {
    env: entries.map(([name, value]) => variable(name, value, secretObject)),
    ...(command.length > 0 && { command: command.map(argument) }),
    ...(args.length > 0 && { args: args.map(argument) }),
    secret,
    secretReferences: [...new Set(Object.values(secret).flatMap(secretNames))]
      .sort()
      .map((name) => secretReference(name)),
  };
}

/** The API server leaves out an empty value, as it does empty lists, so it is left out here too. */
function variable(name: string, value: string, secretObject: string): k8s.EnvVar {
  if (hasSecret(value)) return { name, valueFrom: { secretKeyRef: { name: secretObject, key: name } } };
  return value === "" ? { name } : { name, value: escapeDollars(value) };
}

/** An argument with its secrets as `$(NAME)`, which the kubelet fills in from the variable of that name. */
function argument(text: string): string {
  return escapeDollars(text).replace(SECRET_REFERENCE, (_, name: string) => `$(${SECRET_VARIABLE}${name})`);
}
