import { EditError } from "../edit-error.ts";
import type { Connect, Peer } from "../edit-kinds.ts";
import { note, type PlannedEdit } from "../planned-edit.ts";
import type { SpecEdit } from "../spec-edit.ts";
import { addressOf } from "./address-of.ts";
import { environmentKeys } from "./broken-asks.ts";
import { assertVariable, shown } from "./checks.ts";
import {
  type ContainerView,
  containerNamed,
  type DefinitionView,
  groupNamed,
  listOr,
  objectOr,
  own,
} from "./definition-view.ts";
import { mentionsOf } from "./mentions.ts";
import { hostLabel } from "./names.ts";
import { allowancesIn, checkedPeer, type Direction, isPeer, isSamePeer, shownPeer } from "./peers.ts";

export function connect(view: DefinitionView, edit: Connect): PlannedEdit {
  const { from, to } = edit;
  if (isPeer(from)) {
    if ("container" in to) return allow(view, containerNamed(view, to.container), "from", from.peer);
  } else if ("container" in from) {
    const caller = containerNamed(view, from.container);
    if (isPeer(to)) return allow(view, caller, "to", to.peer, edit.variable);
    if ("container" in to) return connectContainers(view, caller, containerNamed(view, to.container), edit.variable);
    if ("group" in to) return takeGroup(view, caller, to.group);
    throw new EditError("no-connection", "where the volume is to be seen is not said", "attach it at a path");
  }
  throw new EditError(
    "no-connection",
    "nothing leads from the one to the other",
    "connect containers, or a container and a peer",
  );
}

function connectContainers(
  view: DefinitionView,
  caller: ContainerView,
  target: ContainerView,
  wish: string | undefined,
): PlannedEdit {
  if (caller.name === target.name) throw new EditError("itself", "a container reaches itself already");
  const known = wish === undefined && ownMentions(view, caller, target.name);
  if (known) {
    const message = `${shown(caller.name)} knows ${shown(target.name)} already`;
    return { edits: [], notes: [note("note", "connected", message, known.path)] };
  }
  const { ask, opened } = addressOf(target);
  const ending = ask === "host" ? "HOST" : "URL";
  const variable = variableFor(view, caller, wish, `${keyLike(target.name)}_${ending}`, `\${{${target.name}.${ask}}}`);
  return {
    edits: [
      ...variable,
      ...(opened === undefined
        ? []
        : [{ op: "insert", path: [...target.steps, "options", "ports"], value: opened } as const]),
    ],
    notes: [],
  };
}

/** In its own texts, and in those of the groups it gets. */
function ownMentions(view: DefinitionView, { name, parts }: ContainerView, target: string) {
  const groups = new Set(parts.flatMap(({ spec }) => listOr(spec.environmentFrom)));
  return mentionsOf(view, target).find(
    ({ owner, path }) => owner === name || (owner === undefined && groups.has(path[1] ?? "")),
  );
}

/** A variable that has another value already is never written over. */
function variableFor(
  view: DefinitionView,
  caller: ContainerView,
  wish: string | undefined,
  usual: string,
  value: string,
): SpecEdit[] {
  const taken = environmentKeys(caller, view.groups);
  const written = own(objectOr(caller.spec.environment), wish ?? usual);
  if (wish !== undefined) {
    assertVariable(wish);
    if (written === value) return [];
    if (taken.has(wish)) {
      throw new EditError(
        "variable-taken",
        `${shown(caller.name)} has a variable ${wish} already`,
        "choose another name",
      );
    }
  }
  let key = wish ?? usual;
  for (let number = 2; wish === undefined && taken.has(key); number++) key = `${usual}_${number}`;
  return [{ op: "set", path: [...caller.steps, "environment", key], value }];
}

function keyLike(name: string): string {
  const key = name.toUpperCase().replace(/[^A-Z0-9]+/g, "_");
  return /^[A-Z_]/.test(key) ? key : `_${key}`;
}

function takeGroup(view: DefinitionView, { name, spec, steps, path }: ContainerView, group: string): PlannedEdit {
  groupNamed(view, group);
  if (listOr(spec.environmentFrom).includes(group)) {
    const message = `${shown(name)} has the environment of ${shown(group)} already`;
    return { edits: [], notes: [note("note", "connected", message, [...path, "environmentFrom"])] };
  }
  return { edits: [{ op: "insert", path: [...steps, "environmentFrom"], value: group }], notes: [] };
}

function allow(
  view: DefinitionView,
  container: ContainerView,
  direction: Direction,
  wanted: Peer,
  variable?: string,
): PlannedEdit {
  const peer = checkedPeer(wanted, view);
  if (direction === "from" && wanted.host !== undefined) {
    const fix = "name the addresses it calls from, such as 203.0.113.0/24";
    throw new EditError("host-calls", "a host name does not tell who is calling", fix);
  }
  const line = allowancesIn(view).find(
    (one) => one.owner === container.name && one.direction === direction && isSamePeer(one.peer, wanted),
  );
  const named = direction === "to" ? peerVariable(view, container, wanted, variable) : [];
  if (line) {
    const message = `the network lets ${shown(container.name)} and ${shownPeer(wanted)} through already`;
    return { edits: named, notes: named.length > 0 ? [] : [note("note", "connected", message, line.path)] };
  }
  const path = [...container.steps, "options", "network", direction];
  return { edits: [{ op: "insert", path, value: peer }, ...named], notes: [] };
}

/** How it is reached, where that is known: a host name only when a variable is asked for. */
function peerVariable(view: DefinitionView, caller: ContainerView, peer: Peer, wish: string | undefined): SpecEdit[] {
  const { project, container, host } = peer;
  if (project !== undefined && container !== undefined) {
    const address = `${hostLabel(container)}.${hostLabel(project)}`;
    const known = Object.values(objectOr(caller.spec.environment)).some((one) => String(one).includes(address));
    return known && wish === undefined ? [] : variableFor(view, caller, wish, `${keyLike(container)}_HOST`, address);
  }
  if (host === undefined || wish === undefined) return [];
  return variableFor(view, caller, wish, wish, `https://${host}`);
}
