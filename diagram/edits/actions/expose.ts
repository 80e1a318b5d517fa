import { NOT_WITH } from "../../../constructs/validation/workload-rules.ts";
import { EditError } from "../edit-error.ts";
import type { ExposeContainer } from "../edit-kinds.ts";
import { note, type PlannedEdit } from "../planned-edit.ts";
import { isJsonObject } from "../same-value.ts";
import type { Json, SpecEdit } from "../spec-edit.ts";
import { brokenNotes } from "./broken-asks.ts";
import { assertPort, shown } from "./checks.ts";
import {
  type ContainerView,
  containerNamed,
  type DefinitionView,
  entriesOf,
  listOr,
  objectOr,
  own,
} from "./definition-view.ts";
import { hostLabel } from "./names.ts";
import { kindOf } from "./scale.ts";
import { asksIn, textsOf } from "./texts.ts";

export function expose(view: DefinitionView, { container, on, port }: ExposeContainer): PlannedEdit {
  const found = containerNamed(view, container);
  if (port !== undefined) assertPort(port);
  if (!on) return close(view, found);
  const kind = kindOf(found);
  const refused = NOT_WITH[kind]?.expose;
  if (refused) throw new EditError("not-exposable", `${shown(container)} is ${kind}: ${refused[0]}`, refused[1]);
  const path = [...found.steps, "options", "expose"];
  const before = own(found.options, "expose");
  if (before === undefined || before === false) return { edits: [{ op: "set", path, value: port ?? true }], notes: [] };
  if (port === undefined) return { edits: [], notes: [] };
  if (isJsonObject(before)) return { edits: [{ op: "set", path: [...path, "port"], value: port }], notes: [] };
  if (Array.isArray(before)) {
    throw new EditError(
      "several",
      `${shown(container)} has several ways in`,
      "change the port of the one that is meant",
    );
  }
  return { edits: [{ op: "set", path, value: port }], notes: [] };
}

/** Those of the project who use its port go on finding it. */
function close(view: DefinitionView, found: ContainerView): PlannedEdit {
  const { options, steps, path } = found;
  const before = own(options, "expose");
  if (before === undefined) return { edits: [], notes: [] };
  const needed = before !== false && listOr(options.ports).length === 0 && isUsed(view, found);
  const port = needed ? portText(view, found) : undefined;
  const edits: SpecEdit[] = [
    { op: "remove", path: [...steps, "options", "expose"] },
    ...(port === undefined ? [] : [{ op: "insert", path: [...steps, "options", "ports"], value: port } as const]),
  ];
  const unknown = needed && port === undefined;
  const message = `which port of ${shown(found.name)} others use is not known`;
  return {
    edits,
    notes: [
      ...(unknown ? [note("error", "unknown-port", message, [...path, "options"], 'give it "ports": [8080]')] : []),
      ...brokenNotes(view.value, edits),
    ],
  };
}

/** The port of its first way in; undefined when it has none, or a blank that may be anything. */
export function firstPort(found: ContainerView): number | undefined {
  const port = writtenPort(found);
  const number = typeof port === "string" && !/^[0-9]+$/.test(port) ? Number.NaN : Number(port ?? Number.NaN);
  return Number.isInteger(number) && number > 0 && number <= 65_535 ? number : undefined;
}

/** The same as it can be written among ports: a number, or a blank that stands for one. */
function portText({ variables }: DefinitionView, found: ContainerView): Json | undefined {
  const port = writtenPort(found);
  const blank = typeof port === "string" ? /^\$(?:(\w+)|\{(\w+)\})$/.exec(port) : null;
  const variable = blank?.[1] ?? blank?.[2];
  return variable !== undefined && typeof variables.get(variable) === "number" ? port : firstPort(found);
}

function writtenPort({ options, spec }: ContainerView): Json | undefined {
  const way = waysOf(own(options, "expose"))[0];
  if (!way) return undefined;
  return way.port ?? (way.protocol === "ssh" ? 22 : (own(objectOr(spec.environment), "PORT") ?? 80));
}

function waysOf(value: Json | undefined) {
  if (value === undefined || value === false) return [];
  if (Array.isArray(value)) return value.map(objectOr);
  return [isJsonObject(value) ? value : value === true ? {} : { port: value }];
}

function isUsed(view: DefinitionView, { name, options }: ContainerView): boolean {
  const label = hostLabel(name);
  const asked = textsOf(view).some(({ text }) =>
    asksIn(text).some(({ owner, key }) => hostLabel(owner) === label && (key === "url" || key === "port")),
  );
  const awaited = view.containers.some((one) =>
    listOr(one.options.waitFor).some((wait) => wait === name || (isJsonObject(wait) && wait.container === name)),
  );
  return (
    asked || awaited || needsPort(options.health) || entriesOf(options.lifecycle).some(([, hook]) => needsPort(hook))
  );
}

/** A check, or a hook, that asks a port without saying which. */
function needsPort(check: Json | undefined): boolean {
  const one = objectOr(check);
  const own = ["http", "tcp", "grpc"].some((way) => one[way] !== undefined) && one.port === undefined;
  return own || ["startup", "readiness", "liveness"].some((phase) => isJsonObject(one[phase]) && needsPort(one[phase]));
}
