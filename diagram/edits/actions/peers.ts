import { EditError } from "../edit-error.ts";
import type { Endpoint, Peer } from "../edit-kinds.ts";
import { isJsonObject } from "../same-value.ts";
import type { Json, SpecEdit, StepPath } from "../spec-edit.ts";
import { type DefinitionView, type JsonObject, listOr, objectOr } from "./definition-view.ts";
import { hostLabel } from "./names.ts";

export type Direction = "to" | "from";

/** One line of `to` or `from`. */
export interface AllowanceView {
  readonly direction: Direction;
  readonly peer: JsonObject;
  /** Of which container; undefined of the whole project. */
  readonly owner: string | undefined;
  readonly steps: StepPath;
  readonly path: readonly (string | number)[];
}

export function allowancesIn({ value, containers }: DefinitionView): AllowanceView[] {
  return [
    ...linesOf(value.network, undefined, ["network"], ["network"]),
    ...containers.flatMap(({ name, options, steps, path }) =>
      linesOf(options.network, name, [...steps, "options", "network"], [...path, "options", "network"]),
    ),
  ];
}

function linesOf(network: Json | undefined, owner: string | undefined, steps: StepPath, path: AllowanceView["path"]) {
  return (["to", "from"] as const).flatMap((direction) =>
    listOr(objectOr(network)[direction]).flatMap((peer, index): AllowanceView[] =>
      isJsonObject(peer)
        ? [{ direction, peer, owner, steps: [...steps, direction, index], path: [...path, direction, index] }]
        : [],
    ),
  );
}

/** Takes lines away, from the last to the first, so that indices hold. */
export function removeAllowances(lines: readonly AllowanceView[]): SpecEdit[] {
  return lines.toReversed().map(({ steps }) => ({ op: "remove", path: steps }));
}

/** Whether both are the same one: ports and what is left out of addresses make no difference. */
export function isSamePeer(one: Peer | JsonObject, other: Peer | JsonObject): boolean {
  return identity(one) === identity(other);
}

function identity({ project, container, cidr, host }: Peer | JsonObject): string {
  if (typeof project === "string") return JSON.stringify([hostLabel(project), container ?? null]);
  return JSON.stringify(typeof host === "string" ? { host } : { cidr: cidr ?? null });
}

/** The peer as it is written, with nothing else. Throws `EditError` when it is none. */
export function checkedPeer(peer: Peer, view: DefinitionView): JsonObject {
  const { project, container, cidr, except, host, ports } = peer;
  if ([project, cidr, host].filter((one) => one !== undefined).length !== 1) {
    throw new EditError(
      "no-peer",
      "a peer is another project, addresses or a host",
      "give exactly one of project, cidr, host",
    );
  }
  if (project !== undefined && hostLabel(project) === hostLabel(view.project)) {
    const message = "this is the project itself, in which all containers reach each other already";
    throw new EditError("own-project", message, "connect the two containers");
  }
  return {
    ...(project !== undefined && { project }),
    ...(container !== undefined && { container }),
    ...(cidr !== undefined && { cidr }),
    ...(except !== undefined && { except }),
    ...(host !== undefined && { host }),
    ...(ports !== undefined && { ports }),
  };
}

export function shownPeer({ project, container, cidr, host }: Peer): string {
  if (project === undefined) return host ?? cidr ?? "";
  return container === undefined ? `project ${project}` : `${container} of project ${project}`;
}

export function isPeer(end: Endpoint): end is { readonly peer: Peer } {
  return "peer" in end;
}
