import { mountsOf, viewOf } from "../../../diagram/edits/actions/definition-view.ts";
import type { DiagramEdit, Endpoint, PartName, Peer, Preset } from "../../../diagram/edits/diagram-edit.ts";
import { freshName, specEdits } from "../../../diagram/edits/diagram-edit.ts";
import type { Json } from "../../../diagram/edits/spec-edit.ts";
import type { Dice } from "./dice.ts";

const IMAGES = ["nginx:1.29", "redis:8.2-alpine", "ghcr.io/owner/app:1.2", "postgres:18-alpine", "$image"] as const;
const NAMES = ["shop", "api_v2", "a", "backend-service", "web", "database", "cache", "mail"] as const;
const PEERS: readonly Peer[] = [
  { host: "api.stripe.com" },
  { project: "other", container: "db_main" },
  { project: "billing", ports: [443] },
  { cidr: "10.20.0.0/16" },
];
const PRESETS: readonly Preset[] = ["web", "worker", "postgres", "mysql", "redis", "job", "cron"];

const KINDS = [
  "add-container",
  "add-volume",
  "add-group",
  "rename",
  "rename",
  "rename",
  "set-image",
  "scale",
  "expose",
  "set-environment",
  "attach-volume",
  "detach-volume",
  "connect",
  "connect",
  "disconnect",
  "delete",
  "duplicate",
  "set-tags",
  "set-option",
  "set-description",
] as const satisfies readonly DiagramEdit["kind"][];

/** An edit of what the definition has, most often one that can be made. */
export function randomDiagramEdit(value: Json, dice: Dice): DiagramEdit {
  const view = viewOf(value);
  const container = () => dice.pick(view.containers.length > 0 ? view.containers.map(({ name }) => name) : ["none"]);
  const volume = () => dice.pick(view.volumes.length > 0 ? view.volumes.map(({ name }) => name) : ["none"]);
  const group = () => dice.pick(view.groups.size > 0 ? [...view.groups.keys()] : ["none"]);
  const taken = [...view.containers, ...view.volumes].map(({ name }) => name).concat([...view.groups.keys()]);
  const name = () => (dice.chance(8) ? dice.pick(NAMES) : freshName(taken, dice.pick(NAMES)));
  const part = (): PartName =>
    dice.pick([
      () => ({ container: container() }),
      () => ({ container: container() }),
      () => ({ volume: volume() }),
      () => ({ group: group() }),
    ])();
  const peer = () => ({ peer: dice.pick(PEERS) });
  const kind = dice.pick(KINDS);
  switch (kind) {
    case "add-container": {
      const preset = dice.pick(PRESETS);
      const reached = preset === "web";
      return {
        kind,
        name: name(),
        preset,
        ...((preset === "worker" || dice.chance(3)) && { image: dice.pick(IMAGES.slice(0, 3)) }),
        ...(reached && dice.chance(2) && { port: 8080 }),
        ...(reached && dice.chance(2) && { expose: true }),
        ...(dice.chance(2) && { after: container() }),
      };
    }
    case "add-volume":
      return { kind, name: name(), ...(dice.chance(2) && { size: "3Gi", access: "many" as const }) };
    case "add-group":
      return { kind, name: name(), environment: { LANG: "C.UTF-8", FAST: true, COUNT: 3 } };
    case "rename":
      return { kind, part: part(), name: name() };
    case "set-image":
      return { kind, container: container(), image: dice.pick(IMAGES.slice(0, 4)) };
    case "scale":
      return { kind, container: container(), replicas: dice.pick([0, 1, 2, 3]) };
    case "expose":
      return { kind, container: container(), on: dice.chance(2), ...(dice.chance(2) && { port: 8080 }) };
    case "set-environment": {
      const of: { group: string } | { container: string } = dice.chance(3)
        ? { group: group() }
        : { container: container() };
      const holder =
        "group" in of
          ? view.groups.get(of.group)
          : view.containers.find((one) => one.name === of.container)?.spec.environment;
      const keys = Object.keys((holder ?? {}) as object);
      return {
        kind,
        of,
        set: { FEATURE_X: "on", LEVEL: dice.roll(9) },
        remove: keys.length > 0 && dice.chance(2) ? [dice.pick(keys)] : [],
      };
    }
    case "attach-volume":
      return { kind, container: container(), volume: volume(), path: dice.pick(["/data", "/var/lib/more", "/srv/x"]) };
    case "detach-volume": {
      const mounts = view.containers.flatMap(({ name, parts }) =>
        parts.flatMap((one) =>
          mountsOf(one).map(([mount]) => ({ kind, container: name, volume: String(mount.volume) })),
        ),
      );
      return dice.pick(mounts.length > 0 ? mounts : [{ kind, container: container(), volume: volume() }]);
    }
    case "connect": {
      const other = dice.pick([() => ({ container: container() }), () => ({ group: group() }), peer])();
      if ("peer" in other && dice.chance(3)) return { kind, from: other, to: { container: container() } };
      return { kind, from: { container: container() }, to: other };
    }
    case "disconnect": {
      const ends: Endpoint[] = [
        ...view.containers.map((one) => ({ container: one.name })),
        ...[...view.groups.keys()].map((one) => ({ group: one })),
        ...PEERS.map((one) => ({ peer: one })),
      ];
      const all = ends.flatMap((from) => ends.map((to) => ({ kind, from, to })));
      const possible = all.filter((one) => isPossible(value, one));
      return dice.pick(possible.length > 0 ? possible : all);
    }
    case "delete":
      return { kind, part: dice.chance(5) ? peer() : part() };
    case "duplicate":
      return { kind, part: part(), ...(dice.chance(3) && { name: name() }) };
    case "set-tags":
      return { kind, container: container(), tags: dice.pick([[], ["web"], ["a", "b.c", "web"]]) };
    case "set-option":
      return dice.pick([
        () => ({ kind, container: container(), path: ["resources", "memory"], value: "1Gi" }) as const,
        () => ({ kind, container: container(), path: ["resources"], value: "medium" }) as const,
        () => ({ kind, container: container(), path: ["lifecycle", "grace"], value: 20 }) as const,
        () => ({ kind, container: container(), path: ["resources"] }) as const,
      ])();
    case "set-description":
      return { kind, description: dice.pick(["", "A shop.", 'Ä“quoted” "text"\nof two lines']) };
  }
}

function isPossible(value: Json, edit: DiagramEdit): boolean {
  try {
    return specEdits(value, edit).edits.length > 0;
  } catch {
    return false;
  }
}
