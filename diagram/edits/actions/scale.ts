import { NOT_WITH } from "../../../constructs/validation/workload-rules.ts";
import type { WorkloadKind } from "../../../constructs/workload-kind.ts";
import { EditError } from "../edit-error.ts";
import type { ScaleContainer } from "../edit-kinds.ts";
import { note, type PlannedEdit } from "../planned-edit.ts";
import type { SpecEdit } from "../spec-edit.ts";
import { shown } from "./checks.ts";
import {
  type ContainerView,
  containerNamed,
  type DefinitionView,
  entriesOf,
  mountsOf,
  objectOr,
  textOr,
} from "./definition-view.ts";

const MOST = 1000;

export function scale(view: DefinitionView, { container, replicas }: ScaleContainer): PlannedEdit {
  const found = containerNamed(view, container);
  const { options, steps, path } = found;
  if (!Number.isInteger(replicas) || replicas < 0 || replicas > MOST) {
    throw new EditError("wrong-number", "how many run is a whole number from 0 to 1000");
  }
  const kind = kindOf(found);
  const refused = NOT_WITH[kind]?.replicas;
  if (refused) throw new EditError("not-scalable", `${shown(container)} is ${kind}: ${refused[0]}`, refused[1]);
  const scaled = options.scale !== undefined;
  const same = !scaled && (options.replicas ?? 1) === replicas;
  const edits: SpecEdit[] = [
    ...(scaled ? [{ op: "remove", path: [...steps, "options", "scale"] } as const] : []),
    { op: "set", path: [...steps, "options", "replicas"], value: replicas },
  ];
  const place = [...path, "options"];
  return {
    edits: same ? [] : edits,
    notes: [
      ...(scaled
        ? [
            note(
              "warning",
              "no-longer-scaled",
              "it no longer follows its load: scale and replicas exclude each other",
              place,
            ),
          ]
        : []),
      ...(replicas > 1 ? volumeNotes(view, found) : []),
      ...entriesOf(options.zones).flatMap(([zone, here]) =>
        objectOr(here).replicas === undefined && objectOr(here).scale === undefined
          ? []
          : [note("note", "differs-in-zone", `in zone ${zone} another number runs`, [...place, "zones", zone])],
      ),
    ],
  };
}

/** Default: long-running */
export function kindOf({ options }: Pick<ContainerView, "options">): WorkloadKind {
  const { workload } = options;
  const kind = textOr(typeof workload === "string" ? workload : objectOr(workload).kind, "long-running");
  return Object.hasOwn(NOT_WITH, kind) ? (kind as WorkloadKind) : "long-running";
}

function volumeNotes({ volumes }: DefinitionView, { parts, path }: ContainerView) {
  const mounted = new Set(parts.flatMap((part) => mountsOf(part).map(([mount]) => mount.volume)));
  return volumes
    .filter(({ name, spec }) => mounted.has(name) && spec.access !== "many")
    .map(({ name }) =>
      note(
        "error",
        "volume-for-one",
        `volume ${shown(name)} is for one node at a time`,
        [...path, "options", "replicas"],
        'give the volume "access": "many", where the zone can',
      ),
    );
}
