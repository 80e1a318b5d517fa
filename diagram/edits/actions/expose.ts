import { NOT_WITH } from "../../../constructs/validation/workload-rules.ts";
import { EditError } from "../edit-error.ts";
import type { ExposeContainer } from "../edit-kinds.ts";
import type { PlannedEdit } from "../planned-edit.ts";
import { isJsonObject } from "../same-value.ts";
import type { Json, SpecEdit } from "../spec-edit.ts";
import { brokenNotes } from "./broken-asks.ts";
import { assertPort, shown } from "./checks.ts";
import { type ContainerView, containerNamed, type DefinitionView, listOr, objectOr, own } from "./definition-view.ts";
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
  const { options, steps } = found;
  const before = own(options, "expose");
  if (before === undefined) return { edits: [], notes: [] };
  const port = firstPort(found);
  const kept = port !== undefined && listOr(options.ports).length === 0 && isUsed(view, found);
  const edits: SpecEdit[] = [
    { op: "remove", path: [...steps, "options", "expose"] },
    ...(kept ? [{ op: "insert", path: [...steps, "options", "ports"], value: port } as const] : []),
  ];
  return { edits, notes: brokenNotes(view.value, edits) };
}

/** The port of its first way in; undefined when it has none, or a blank that may be anything. */
export function firstPort({ options, spec }: ContainerView): number | undefined {
  const way = waysOf(own(options, "expose"))[0];
  if (!way) return undefined;
  if (way.port !== undefined) return typeof way.port === "number" ? way.port : undefined;
  if (way.protocol === "ssh") return 22;
  const given = own(objectOr(spec.environment), "PORT");
  if (given === undefined) return 80;
  const number = Number(given);
  return Number.isInteger(number) && number > 0 && number <= 65_535 ? number : undefined;
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
  const checked =
    isJsonObject(options.health) && options.health.port === undefined && options.health.command === undefined;
  return asked || awaited || checked;
}
