import type { k8s } from "cdk8s-plus-33";
import { groupObjects } from "./environment-values.ts";
import { escapeDollars } from "./escape-dollars.ts";
import { type Fact, variableSource } from "./expressions/facts.ts";
import type { Filled } from "./expressions/filled.ts";
import type { ProjectValues } from "./expressions/project-values.ts";
import type { PodPart } from "./pod-part.ts";
import { hasSecret, SECRET_REFERENCE, secretReference, secretReferences } from "./secret-reference.ts";
import { factVariable, secretVariable } from "./secret-variable.ts";

/** What an image is started with. Values that hold secrets are kept apart, in a Secret. */
export interface ContainerVariables {
  readonly env: k8s.EnvVar[];
  readonly envFrom: k8s.EnvFromSource[];
  readonly command?: string[];
  readonly args?: string[];
  /** Data of the part's Secret: open references, resolved where the object is written. */
  readonly secret: Readonly<Record<string, string>>;
  /** The open references it uses, each once, sorted. */
  readonly secretReferences: readonly string[];
}

/**
 * Variables in the order of their names, so that the order in a definition makes no difference; those that the kubelet
 * fills into others come first, since it knows only what stands before.
 */
export function containerVariables({ run, secretObject }: PodPart, values: ProjectValues): ContainerVariables {
  const carried = new Carried(secretObject);
  const own = [...ownEntries(run, values)].sort(([one], [other]) => (one < other ? -1 : 1));
  const env = own.map(([name, filled]) => variable(name, filled, secretObject, carried));
  const before = carried.variables();
  const command = (run.command ?? []).map((text) => carried.text(values.fill(text)));
  const args = (run.args ?? []).map((text) => carried.text(values.fill(text)));
  const beside = carried.variables().filter(({ name }) => !before.some((one) => one.name === name));
  const kept = own.flatMap(([name, { pieces }]) => (isSecret(pieces) ? [[name, pieces.join("")] as const] : []));
  const secret = Object.fromEntries([...carried.secrets, ...kept].sort(([one], [other]) => (one < other ? -1 : 1)));
  return {
    env: [...before, ...byName([...beside, ...env])],
    envFrom: (run.environmentFrom ?? []).flatMap((name) => groupSources(name, values)),
    ...(command.length > 0 && { command }),
    ...(args.length > 0 && { args }),
    secret,
    secretReferences: [...new Set(Object.values(secret).flatMap(secretReferences))].sort(),
  };
}

/** Its own variables, and those of its groups that hold facts of the pod, which no ConfigMap could know. */
function ownEntries({ environment = {}, environmentFrom = [] }: PodPart["run"], values: ProjectValues) {
  const entries = new Map<string, Filled>();
  for (const name of environmentFrom) {
    for (const [key, filled] of values.groupEntries(name)) {
      if (isConstant(filled.pieces)) entries.delete(key);
      else entries.set(key, filled);
    }
  }
  for (const [key, value] of Object.entries(environment)) entries.set(key, values.fill(String(value)));
  return entries;
}

function groupSources(name: string, values: ProjectValues): k8s.EnvFromSource[] {
  const { object, plain, secret } = groupObjects(name, values);
  return [
    ...(Object.keys(plain).length > 0 ? [{ configMapRef: { name: object } }] : []),
    ...(Object.keys(secret).length > 0 ? [{ secretRef: { name: object } }] : []),
  ];
}

/** The API server leaves out an empty value, as it does empty lists, so it is left out here too. */
function variable(name: string, filled: Filled, secretObject: string, carried: Carried): k8s.EnvVar {
  const { pieces } = filled;
  const [only] = pieces;
  if (pieces.length === 1 && typeof only === "object") return { name, valueFrom: variableSource(only) };
  if (isSecret(pieces)) return { name, valueFrom: { secretKeyRef: { name: secretObject, key: name } } };
  const value = carried.text(filled);
  return value === "" ? { name } : { name, value };
}

function byName(variables: readonly k8s.EnvVar[]): k8s.EnvVar[] {
  return [...variables].sort((one, other) => (one.name < other.name ? -1 : 1));
}

type Pieces = Filled["pieces"];

function isConstant(pieces: Pieces): pieces is readonly string[] {
  return pieces.every((piece) => typeof piece === "string");
}

/** Kept in the Secret as a whole. With a fact in it the kubelet has to put it together. */
function isSecret(pieces: Pieces): boolean {
  return isConstant(pieces) && pieces.some(hasSecret);
}

/** What texts need of variables of ours: secrets and facts that the kubelet fills in as `$(NAME)`. */
class Carried {
  readonly #secretObject: string;
  readonly #secrets = new Map<string, string>();
  readonly #facts = new Map<string, Fact>();

  constructor(secretObject: string) {
    this.#secretObject = secretObject;
  }

  get secrets(): ReadonlyMap<string, string> {
    return this.#secrets;
  }

  text({ pieces }: Filled): string {
    return pieces.map((piece) => (typeof piece === "string" ? this.#literal(piece) : this.#fact(piece))).join("");
  }

  variables(): k8s.EnvVar[] {
    const secrets = [...this.#secrets.keys()].map((name) => ({
      name,
      valueFrom: { secretKeyRef: { name: this.#secretObject, key: name } },
    }));
    const facts = [...this.#facts].map(([name, fact]) => ({ name, valueFrom: variableSource(fact) }));
    return byName([...secrets, ...facts]);
  }

  #literal(text: string): string {
    return escapeDollars(text).replace(SECRET_REFERENCE, (_, name: string, encodings: string) => {
      const variable = secretVariable(name, encodings);
      this.#secrets.set(variable, secretReference(name, undefined, encodings));
      return `$(${variable})`;
    });
  }

  #fact(fact: Fact): string {
    const variable = factVariable(fact.name);
    this.#facts.set(variable, fact);
    return `$(${variable})`;
  }
}
