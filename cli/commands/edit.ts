import type { DiagramEdit, Endpoint, PartName, Preset } from "../../diagram/edits/edit-kinds.ts";
import type { Json } from "../../diagram/edits/spec-edit.ts";
import { usageError } from "../command-error.ts";
import type { Context } from "../context.ts";
import { type EditOptions, makeEdit } from "../edit-definition.ts";
import type { ExitCode } from "../exit-code.ts";

type Edit<Options = object> = (context: Context, options: EditOptions & Options, ...args: never[]) => Promise<ExitCode>;

interface PartOptions {
  readonly volume?: boolean;
  readonly group?: boolean;
}

export const editScale = ((context, options, container: string, replicas: string) =>
  made(context, options, { kind: "scale", container, replicas: count(replicas, "replicas") })) satisfies Edit;

export const editImage = ((context, options, container: string, image: string) =>
  made(context, options, { kind: "set-image", container, image })) satisfies Edit;

export const editRename = ((context, options, part: string, name: string) =>
  made(context, options, { kind: "rename", part: partOf(part, options), name })) satisfies Edit<PartOptions>;

export const editExpose = ((context, options, container: string) =>
  made(context, options, {
    kind: "expose",
    container,
    on: !options.off,
    ...portOf(options.port),
  })) satisfies Edit<{ off?: boolean; port?: string }>;

export const editEnvironment = ((context, options, name: string, pairs: readonly string[]) => {
  const set = Object.fromEntries(pairs.map(pairOf));
  const remove = options.remove ?? [];
  if (pairs.length + remove.length === 0)
    throw usageError("nothing to change", `espalier edit env ${name} NAME=value, or --remove NAME`);
  const of = options.group ? { group: name } : { container: name };
  return made(context, options, { kind: "set-environment", of, set, remove });
}) satisfies Edit<{ remove?: readonly string[]; group?: boolean }>;

export const editAttach = ((context, options, container: string, volume: string, path: string) =>
  made(context, options, {
    kind: "attach-volume",
    container,
    volume,
    path,
    ...(options.readOnly && { readOnly: true }),
  })) satisfies Edit<{ readOnly?: boolean }>;

export const editDetach = ((context, options, container: string, volume: string) =>
  made(context, options, { kind: "detach-volume", container, volume })) satisfies Edit;

export const editConnect = ((context, options, container: string, to: string) =>
  made(context, options, {
    kind: "connect",
    from: { container },
    to: endOf(to, options),
    ...(options.variable !== undefined && { variable: options.variable }),
  })) satisfies Edit<{ variable?: string; group?: boolean }>;

export const editDisconnect = ((context, options, container: string, to: string) =>
  made(context, options, { kind: "disconnect", from: { container }, to: endOf(to, options) })) satisfies Edit<{
  group?: boolean;
}>;

interface AddOptions {
  readonly image?: string;
  readonly preset?: Preset;
  readonly port?: string;
  readonly expose?: boolean;
  readonly size?: string;
  readonly schedule?: string;
  readonly after?: string;
}

export const editAdd = ((context, options, name: string) => {
  const { image, preset, port, expose, size, schedule, after } = options;
  return made(context, options, {
    kind: "add-container",
    name,
    ...(image !== undefined && { image }),
    ...(preset !== undefined && { preset }),
    ...portOf(port),
    ...(expose && { expose }),
    ...(size !== undefined && { size }),
    ...(schedule !== undefined && { schedule }),
    ...(after !== undefined && { after }),
  });
}) satisfies Edit<AddOptions>;

export const editAddVolume = ((context, options, name: string) =>
  made(context, options, {
    kind: "add-volume",
    name,
    ...(options.size !== undefined && { size: options.size }),
  })) satisfies Edit<{ size?: string }>;

export const editDelete = ((context, options, part: string) =>
  made(context, options, { kind: "delete", part: partOf(part, options) })) satisfies Edit<PartOptions>;

export const editDuplicate = ((context, options, part: string, name?: string) =>
  made(context, options, {
    kind: "duplicate",
    part: partOf(part, options),
    ...(name !== undefined && { name }),
  })) satisfies Edit<PartOptions>;

export const editTags = ((context, options, container: string, tags: readonly string[]) =>
  made(context, options, { kind: "set-tags", container, tags })) satisfies Edit;

export const editOption = ((context, options, container: string, path: string, value?: string) =>
  made(context, options, {
    kind: "set-option",
    container,
    path: path.split(".").map((step) => (/^[0-9]+$/.test(step) ? Number(step) : step)),
    ...(value !== undefined && { value: jsonOr(value) }),
  })) satisfies Edit;

export const editDescription = ((context, options, description: string) =>
  made(context, options, { kind: "set-description", description })) satisfies Edit;

function made(context: Context, options: EditOptions, edit: DiagramEdit): Promise<ExitCode> {
  return makeEdit(context, options, edit);
}

function partOf(name: string, { volume, group }: PartOptions): PartName {
  if (volume && group) throw usageError("a part is either a volume or an environment group", "leave one of them out");
  return volume ? { volume: name } : group ? { group: name } : { container: name };
}

function endOf(name: string, { group }: { readonly group?: boolean }): Endpoint {
  return group ? { group: name } : { container: name };
}

function portOf(text: string | undefined): { port?: number } {
  return text === undefined ? {} : { port: count(text, "a port") };
}

function count(text: string, what: string): number {
  if (!/^[0-9]{1,6}$/.test(text)) throw usageError(`${what} is a whole number, got ${JSON.stringify(text)}`);
  return Number(text);
}

function pairOf(pair: string): [name: string, value: string] {
  const at = pair.indexOf("=");
  if (at < 1) throw usageError(`${JSON.stringify(pair)} sets nothing`, "write NAME=value, or --remove NAME");
  return [pair.slice(0, at), pair.slice(at + 1)];
}

function jsonOr(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
