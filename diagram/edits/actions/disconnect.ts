import type { Diagnostic } from "../../../constructs/diagnostic.ts";
import { EditError } from "../edit-error.ts";
import type { Disconnect, Peer } from "../edit-kinds.ts";
import { note, type PlannedEdit } from "../planned-edit.ts";
import { isJsonObject } from "../same-value.ts";
import type { SpecEdit } from "../spec-edit.ts";
import { brokenNotes, shownPlace } from "./broken-asks.ts";
import { shown } from "./checks.ts";
import { type ContainerView, containerNamed, type DefinitionView, listOr } from "./definition-view.ts";
import { mentionsOf } from "./mentions.ts";
import { detachVolume } from "./mounts.ts";
import { allowancesIn, type Direction, isPeer, isSamePeer, removeAllowances, shownPeer } from "./peers.ts";

export function disconnect(view: DefinitionView, { from, to }: Disconnect): PlannedEdit {
  if (isPeer(from)) {
    if ("container" in to) return close(view, containerNamed(view, to.container), "from", from.peer);
  } else if ("container" in from) {
    const caller = containerNamed(view, from.container);
    if (isPeer(to)) return close(view, caller, "to", to.peer);
    if ("container" in to) return part(view, caller, containerNamed(view, to.container));
    if ("volume" in to) return detachVolume(view, { kind: "detach-volume", container: caller.name, volume: to.volume });
    return withoutGroup(view, caller, to.group);
  }
  throw notConnected("nothing leads from the one to the other");
}

function part(view: DefinitionView, caller: ContainerView, target: ContainerView): PlannedEdit {
  const groups = new Set(caller.parts.flatMap(({ spec }) => listOr(spec.environmentFrom)));
  const mentions = mentionsOf(view, target.name);
  const own = mentions.filter(({ owner }) => owner === caller.name);
  const variables = own.filter(({ kind }) => kind === "environment");
  const left: Diagnostic[] = [
    ...own
      .filter(({ kind }) => kind !== "environment")
      .map(({ path }) => leftNote(`${shown(target.name)} is still mentioned here`, path)),
    ...mentions
      .filter(({ owner, path }) => owner === undefined && groups.has(path[1] ?? ""))
      .map((one) =>
        leftNote(`${shownPlace(one)} still mentions ${shown(target.name)}, for all who use the group`, one.path),
      ),
  ];
  const edits: SpecEdit[] = [
    ...variables.map(({ steps }): SpecEdit => ({ op: "remove", path: steps })),
    ...waitEdits(caller, target.name),
  ];
  if (edits.length === 0 && left.length === 0) {
    throw notConnected(`${shown(caller.name)} does not mention ${shown(target.name)}`);
  }
  const removed = variables.map((one) => note("note", "also-removed", `${shownPlace(one)} goes`, one.path));
  return { edits, notes: [...removed, ...left, ...brokenNotes(view.value, edits)] };
}

function leftNote(message: string, path: Diagnostic["path"] & object): Diagnostic {
  return note("warning", "mention-left", message, path, "change it in the code");
}

/** From the last to the first; a list that would be left empty goes as a whole. */
export function waitEdits({ options, steps }: ContainerView, name: string): SpecEdit[] {
  const list = listOr(options.waitFor);
  const path = [...steps, "options", "waitFor"];
  const gone = list.flatMap((wait, index) =>
    wait === name || (isJsonObject(wait) && wait.container === name) ? [index] : [],
  );
  if (gone.length > 0 && gone.length === list.length) return [{ op: "remove", path }];
  return gone.toReversed().map((index) => ({ op: "remove", path: [...path, index] }));
}

function withoutGroup(view: DefinitionView, { name, parts }: ContainerView, group: string): PlannedEdit {
  const edits = parts.flatMap(({ spec, steps }) =>
    groupEdits(listOr(spec.environmentFrom), [...steps, "environmentFrom"], group),
  );
  if (edits.length === 0) throw notConnected(`${shown(name)} does not have the environment of ${shown(group)}`);
  return { edits, notes: brokenNotes(view.value, edits) };
}

/** The same for groups. */
export function groupEdits(list: readonly unknown[], path: SpecEdit["path"], group: string): SpecEdit[] {
  const gone = list.flatMap((one, index) => (one === group ? [index] : []));
  if (gone.length > 0 && gone.length === list.length) return [{ op: "remove", path }];
  return gone.toReversed().map((index) => ({ op: "remove", path: [...path, index] }));
}

function close(view: DefinitionView, { name }: ContainerView, direction: Direction, peer: Peer): PlannedEdit {
  const lines = allowancesIn(view).filter((one) => one.direction === direction && isSamePeer(one.peer, peer));
  const own = lines.filter(({ owner }) => owner === name);
  const shared = lines.filter(({ owner }) => owner === undefined);
  if (lines.every(({ owner }) => owner !== name && owner !== undefined)) {
    throw notConnected(`the network does not let ${shown(name)} and ${shownPeer(peer)} through`);
  }
  return {
    edits: removeAllowances(own),
    notes: shared.map(({ path }) =>
      note(
        "warning",
        "still-allowed",
        `${shownPeer(peer)} is let through for the whole project`,
        path,
        "delete the peer",
      ),
    ),
  };
}

function notConnected(message: string): EditError {
  return new EditError("not-connected", message);
}
