import type { Diagnostic } from "../../../constructs/diagnostic.ts";
import { EditError } from "../edit-error.ts";
import type { Delete, Peer } from "../edit-kinds.ts";
import { note, type PlannedEdit } from "../planned-edit.ts";
import type { SpecEdit } from "../spec-edit.ts";
import { withoutBroken } from "./broken-asks.ts";
import { shown } from "./checks.ts";
import {
  type ContainerView,
  containerNamed,
  type DefinitionView,
  groupNamed,
  listOr,
  mountsOf,
  volumeNamed,
} from "./definition-view.ts";
import { groupEdits, waitEdits } from "./disconnect.ts";
import { mentionsOf } from "./mentions.ts";
import { mounts, unmountEdits } from "./mounts.ts";
import { hostLabel } from "./names.ts";
import { allowancesIn, isPeer, isSamePeer, removeAllowances, shownPeer } from "./peers.ts";
import { asksIn } from "./texts.ts";

export function remove(view: DefinitionView, { part }: Delete): PlannedEdit {
  if (isPeer(part)) return removePeer(view, part.peer);
  if ("container" in part) return removeContainer(view, containerNamed(view, part.container));
  if ("volume" in part) return removeVolume(view, part.volume);
  return removeGroup(view, part.group);
}

function removeContainer(view: DefinitionView, found: ContainerView): PlannedEdit {
  const { name, steps } = found;
  const others = view.containers.filter((one) => one.name !== name);
  const waiting = others.flatMap((one) => waitEdits(one, name).map((edit) => ({ edit, one })));
  const { edits, notes } = withoutBroken(view.value, [
    ...waiting.map(({ edit }) => edit),
    { op: "remove", path: steps },
  ]);
  return {
    edits,
    notes: [
      ...waiting.map(({ one }) =>
        note("note", "also-removed", `${shown(one.name)} no longer waits for it`, [...one.path, "options", "waitFor"]),
      ),
      ...notes,
      ...namedElsewhere(view, name),
      ...unusedVolumes(view, found),
    ],
  };
}

/** Hosts in texts are no error for Espalier: whoever reads them will not find the container. */
function namedElsewhere(view: DefinitionView, name: string): Diagnostic[] {
  return mentionsOf(view, name)
    .filter(
      ({ owner, text }) => owner !== name && !asksIn(text).some((ask) => hostLabel(ask.owner) === hostLabel(name)),
    )
    .map(({ path }) =>
      note("warning", "mention-left", `${shown(name)} is still named here`, path, "change it in the code"),
    );
}

function unusedVolumes(view: DefinitionView, { name, parts }: ContainerView): Diagnostic[] {
  const others = view.containers.filter((one) => one.name !== name).flatMap((one) => one.parts);
  return view.volumes
    .filter((volume) => parts.some((part) => mounts(part, volume.name)))
    .filter((volume) => !others.some((part) => mounts(part, volume.name)))
    .map((volume) =>
      note(
        "note",
        "unused",
        `no container mounts the volume ${shown(volume.name)} any more`,
        ["volumes", volume.index],
        "delete it too",
      ),
    );
}

function removeVolume(view: DefinitionView, name: string): PlannedEdit {
  const { steps, index } = volumeNamed(view, name);
  const mounted = view.containers.flatMap((container) => container.parts.map((part) => ({ container, part })));
  return {
    edits: [
      ...mounted.flatMap(({ part }) => unmountEdits(part, (mount) => mount.volume === name)),
      { op: "remove", path: steps },
    ],
    notes: [
      ...mounted.flatMap(({ container, part }) =>
        mountsOf(part)
          .filter(([mount]) => mount.volume === name)
          .map(([mount]) =>
            note(
              "note",
              "also-removed",
              `${shown(container.name)} no longer mounts it at ${String(mount.path)}`,
              part.path,
            ),
          ),
      ),
      note("warning", "data-at-risk", `what is stored in ${shown(name)} is lost once this is deployed`, [
        "volumes",
        index,
      ]),
    ],
  };
}

function removeGroup(view: DefinitionView, name: string): PlannedEdit {
  groupNamed(view, name);
  const users = view.containers.flatMap((container) =>
    container.parts.flatMap(({ spec, steps }) =>
      groupEdits(listOr(spec.environmentFrom), [...steps, "environmentFrom"], name).map((edit) => ({
        edit,
        container,
      })),
    ),
  );
  const own: SpecEdit[] = [...users.map(({ edit }) => edit), { op: "remove", path: ["environmentGroups", name] }];
  const { edits, notes } = withoutBroken(view.value, own);
  const told = users.map(({ container }) =>
    note("note", "also-removed", `${shown(container.name)} no longer has its variables`, container.path),
  );
  return { edits, notes: [...told, ...notes] };
}

function removePeer(view: DefinitionView, peer: Peer): PlannedEdit {
  const lines = allowancesIn(view).filter((one) => isSamePeer(one.peer, peer));
  if (lines.length === 0) throw new EditError("not-found", `the network knows no ${shownPeer(peer)}`);
  return { edits: removeAllowances(lines), notes: [] };
}
