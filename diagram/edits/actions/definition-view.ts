import { EditError } from "../edit-error.ts";
import { isJsonObject } from "../same-value.ts";
import type { Json, StepPath } from "../spec-edit.ts";

export type JsonObject = { readonly [key: string]: Json };

/** An image that is run: the container itself, one of its init containers or of its sidecars. */
export interface PartView {
  readonly spec: JsonObject;
  readonly steps: StepPath;
  readonly path: readonly (string | number)[];
  /** Of its mounts. */
  readonly mounts: StepPath;
}

export interface ContainerView {
  readonly name: string;
  readonly index: number;
  readonly spec: JsonObject;
  readonly options: JsonObject;
  readonly steps: StepPath;
  readonly path: readonly (string | number)[];
  readonly parts: readonly PartView[];
}

export interface VolumeView {
  readonly name: string;
  readonly index: number;
  readonly spec: JsonObject;
  readonly steps: StepPath;
}

/** What a definition says, as far as it is one: what has another form than the spec is passed over. */
export interface DefinitionView {
  readonly value: JsonObject;
  readonly project: string;
  readonly containers: readonly ContainerView[];
  readonly volumes: readonly VolumeView[];
  readonly groups: ReadonlyMap<string, JsonObject>;
  /** Blanks with their usual values. */
  readonly variables: ReadonlyMap<string, Json>;
}

export function viewOf(value: unknown): DefinitionView {
  if (!isJsonObject(value)) throw new EditError("not-a-definition", "a definition is an object");
  const { project, variables } = value;
  return {
    value,
    project: textOr(isJsonObject(project) ? project.name : undefined, ""),
    containers: named(value.containers).map(containerView),
    volumes: named(value.volumes).map(({ name, index, spec }) => ({ name, index, spec, steps: ["volumes", { name }] })),
    groups: new Map(entriesOf(value.environmentGroups).map(([name, group]) => [name, objectOr(group)])),
    variables: new Map(
      entriesOf(variables).map(([name, one]) => [name, isJsonObject(one) ? (one.default ?? "") : one]),
    ),
  };
}

function containerView({ name, index, spec }: Named): ContainerView {
  const steps: StepPath = ["containers", { name }];
  const path = ["containers", index];
  const options = objectOr(spec.options);
  const helpers = (["init", "sidecars"] as const).flatMap((role) =>
    listOr(options[role]).flatMap((part, at): PartView[] => {
      if (!isJsonObject(part)) return [];
      const own: StepPath = [...steps, "options", role, at];
      return [{ spec: part, steps: own, path: [...path, "options", role, at], mounts: [...own, "volumes"] }];
    }),
  );
  const main = { spec, steps, path, mounts: [...steps, "options", "volumes"] };
  return { name, index, spec, options, steps, path, parts: [main, ...helpers] };
}

/** Mounts of a part, with their places in its list. */
export function mountsOf(part: PartView): readonly (readonly [JsonObject, number])[] {
  const list = part.mounts.at(-2) === "options" ? objectOr(part.spec.options).volumes : part.spec.volumes;
  return listOr(list).flatMap((mount, index) => (isJsonObject(mount) ? [[mount, index] as const] : []));
}

export function containerNamed(view: DefinitionView, name: string): ContainerView {
  const found = view.containers.find((container) => container.name === name);
  if (!found) throw notFound("container", name, view.containers);
  return found;
}

export function volumeNamed(view: DefinitionView, name: string): VolumeView {
  const found = view.volumes.find((volume) => volume.name === name);
  if (!found) throw notFound("volume", name, view.volumes);
  return found;
}

export function groupNamed(view: DefinitionView, name: string): JsonObject {
  const found = view.groups.get(name);
  if (!found) {
    throw notFound(
      "environment group",
      name,
      [...view.groups.keys()].map((one) => ({ name: one })),
    );
  }
  return found;
}

function notFound(what: string, name: string, known: readonly { readonly name: string }[]): EditError {
  const names = known.map((one) => one.name).slice(0, 20);
  const fix = names.length > 0 ? `choose one of ${names.join(", ")}` : `add a ${what} first`;
  return new EditError("not-found", `no ${what} is called ${JSON.stringify(name.slice(0, 64))}`, fix);
}

interface Named {
  readonly name: string;
  readonly index: number;
  readonly spec: JsonObject;
}

/** Those of a list that have a name; of two with one name the first. */
function named(list: Json | undefined): Named[] {
  const seen = new Set<string>();
  return listOr(list).flatMap((spec, index) => {
    if (!isJsonObject(spec) || typeof spec.name !== "string" || seen.has(spec.name)) return [];
    seen.add(spec.name);
    return [{ name: spec.name, index, spec }];
  });
}

export function objectOr(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

export function listOr(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

export function textsOr(value: Json | undefined): readonly string[] {
  return listOr(value).filter((one) => typeof one === "string");
}

export function textOr(value: Json | undefined, otherwise: string): string {
  return typeof value === "string" ? value : otherwise;
}

export function entriesOf(value: Json | undefined): readonly (readonly [string, Json])[] {
  return Object.entries(objectOr(value));
}

/** An option of a container: what is not its own has no value. */
export function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
