import { EditError } from "../edit-error.ts";
import type { AddContainer, AddGroup, AddVolume } from "../edit-kinds.ts";
import type { DefinitionFormat } from "../format-writer.ts";
import { note, type PlannedEdit } from "../planned-edit.ts";
import type { Json, SpecEdit } from "../spec-edit.ts";
import { assertImage, assertPort, assertSize, assertVariable, hostsTaken, shown } from "./checks.ts";
import { containerNamed, type DefinitionView, type JsonObject, objectOr } from "./definition-view.ts";
import { assertFree, assertName, freshName } from "./names.ts";
import { type Begun, presetOf, WITH_PASSWORD } from "./presets.ts";

export function addContainer(view: DefinitionView, edit: AddContainer, format: DefinitionFormat): PlannedEdit {
  const { name, preset = "web", port, after } = edit;
  assertName(name, "container");
  assertFree(name, hostsTaken(view), "container");
  if (port !== undefined) assertPort(port);
  if (after !== undefined) containerNamed(view, after);
  const blanks = format !== "typescript";
  const password = blanks && WITH_PASSWORD.includes(preset) ? passwordFor(view, name) : undefined;
  const begun = presetOf(preset, {
    password: password && `$${password}`,
    dollar: blanks ? "$$" : "$",
    schedule: edit.schedule ?? "0 3 * * *",
    hasOwnImage: edit.image !== undefined,
  });
  const image = edit.image ?? begun.image;
  if (image === undefined)
    throw new EditError("no-image", `which image ${shown(name)} runs is not said`, "give its image");
  assertImage(image);
  const volume =
    begun.data &&
    freshName(
      view.volumes.map((one) => one.name),
      `${name}-data`,
    );
  return {
    edits: [
      ...(password === undefined ? [] : [declaration(password, name)]),
      {
        op: "insert",
        path: ["containers"],
        value: containerOf(edit, image, begun, volume),
        ...(after !== undefined && { after }),
      },
      ...(volume === undefined ? [] : [volumeEdit(volume, edit.size ?? "5Gi")]),
    ],
    notes:
      WITH_PASSWORD.includes(preset) && password === undefined
        ? [
            note("warning", "no-password", `${shown(name)} has no password: whoever reaches it may use it`, [
              "containers",
            ]),
          ]
        : [],
  };
}

function containerOf({ name, port, expose }: AddContainer, image: string, begun: Begun, volume?: string): JsonObject {
  const { options, ...more } = begun.more;
  const { data } = begun;
  const opened: JsonObject = port === undefined ? {} : expose ? { expose: port } : { ports: [port] };
  const mounts: JsonObject = volume === undefined || !data ? {} : { volumes: [{ volume, ...data }] };
  const reached: JsonObject = expose ? { expose: true } : {};
  const all: JsonObject = { ...reached, ...objectOr(options), ...opened, ...mounts };
  return { name, image, ...more, ...(Object.keys(all).length > 0 && { options: all }) };
}

function passwordFor({ variables }: DefinitionView, name: string): string {
  const wish = `${name.replaceAll("-", "_").slice(0, 50)}_password`;
  let fresh = wish;
  for (let number = 2; variables.has(fresh); number++) fresh = `${wish}_${number}`;
  return fresh;
}

function declaration(variable: string, name: string): SpecEdit {
  const value = {
    label: `Password of ${name}`,
    description: "Drawn once and kept when none is given.",
    generate: { kind: "password", length: 32 },
  };
  return { op: "set", path: ["variables", variable], value };
}

export function addVolume(view: DefinitionView, { name, size = "1Gi", access }: AddVolume): PlannedEdit {
  assertName(name, "volume");
  assertFree(
    name,
    view.volumes.map((volume) => volume.name),
    "volume",
  );
  return { edits: [volumeEdit(name, size, access)], notes: [] };
}

function volumeEdit(name: string, size: string, access?: string): SpecEdit {
  assertSize(size);
  return { op: "insert", path: ["volumes"], value: { name, size, ...(access !== undefined && { access }) } };
}

export function addGroup(view: DefinitionView, { name, environment = {} }: AddGroup): PlannedEdit {
  assertName(name, "environment group");
  assertFree(name, view.groups.keys(), "environment group");
  for (const key of Object.keys(environment)) assertVariable(key);
  return { edits: [{ op: "set", path: ["environmentGroups", name], value: environment as Json }], notes: [] };
}
