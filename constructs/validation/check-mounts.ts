import type { Diagnostic, ValuePath } from "../diagnostic.ts";
import { dnsName } from "../dns-name.ts";
import { podParts } from "../pod-part.ts";
import type { ContainerSpec, Mount, ProjectSpec } from "../spec.ts";
import { controllerOf } from "../workload-kind.ts";
import { checkMountedFiles } from "./check-mounted-files.ts";
import { mountsPath } from "./mounts-path.ts";
import { showValue } from "./show-value.ts";

/** What is said of a mount fits its source, paths have one mount each, and names in a pod mean one thing each. */
export function checkMounts({ containers }: ProjectSpec): Diagnostic[] {
  return containers.flatMap((container, index) => checkContainer(container, ["containers", index]));
}

function checkContainer(container: ContainerSpec, path: ValuePath): Diagnostic[] {
  const names = new Map<string, Shared>();
  return podParts(container).flatMap((part) => {
    const places = new Map<string, Mount>();
    return part.mounts.flatMap((mount, index) => {
      const at = [...mountsPath(part, path), index];
      return [
        ...checkPath(mount, at, places),
        ...checkKeys(mount, at),
        ...checkShared(mount, at, names),
        ...checkEach(mount, at, container),
        ...checkMountedFiles(mount, at),
      ];
    });
  });
}

function checkPath(mount: Mount, at: ValuePath, places: Map<string, Mount>): Diagnostic[] {
  const path = [...at, "path"];
  const got = showValue(mount.path);
  const place = mount.path.replace(/\/+/g, "/").replace(/(.)\/$/, "$1");
  const before = places.get(place);
  places.set(place, mount);
  if (before) {
    const what = before.volume === undefined ? "something" : `volume ${JSON.stringify(before.volume)}`;
    return [
      { severity: "error", code: "duplicate-mount", message: `${what} is mounted at this path already`, path, got },
    ];
  }
  if (place === "/" || place.split("/").includes("..")) {
    const message =
      place === "/" ? "nothing can be mounted over the whole image" : "a path goes straight to its folder";
    return [
      { severity: "error", code: "wrong-format", message, path, got, allowed: "a folder of the image, without .." },
    ];
  }
  if (mount.file === undefined || !mount.path.endsWith("/")) return [];
  return [
    {
      severity: "error",
      code: "wrong-format",
      message: "this is the path of a file",
      path,
      got,
      fix: "leave the / at its end out",
    },
  ];
}

/** Keys that say something of one kind of source alone. */
function checkKeys(mount: Mount, at: ValuePath): Diagnostic[] {
  const { volume, each, empty, subPath, mode, readOnly } = mount;
  const kept = volume !== undefined || each !== undefined || empty !== undefined;
  return [
    ...(mode !== undefined && kept ? [notHere("mode", "files", at, mode)] : []),
    ...(subPath !== undefined && !kept ? [notHere("subPath", "volume, each and empty", at, subPath)] : []),
    ...(readOnly === false && !kept
      ? [notHere("readOnly", "volume, each and empty: files are read-only", at, false)]
      : []),
  ];
}

function notHere(key: string, sources: string, at: ValuePath, got: unknown): Diagnostic {
  return {
    severity: "error",
    code: "wrong-value",
    message: `${key} goes with ${sources}`,
    path: [...at, key],
    got: showValue(got),
    fix: "leave it out",
  };
}

/** What parts of a pod share by its name. */
interface Shared {
  readonly what: "a volume" | "a volume for each" | "an empty folder";
  readonly said: string;
}

function checkShared(mount: Mount, at: ValuePath, names: Map<string, Shared>): Diagnostic[] {
  const found = sharedOf(mount);
  if (!found) return [];
  const [key, name, shared] = found;
  const before = names.get(name);
  if (!before || before.said === "") names.set(name, shared);
  if (
    !before ||
    (before.what === shared.what && (before.said === shared.said || before.said === "" || shared.said === ""))
  )
    return [];
  const message =
    before.what === shared.what
      ? `${shared.what} ${JSON.stringify(name)} is described in another way before`
      : `${JSON.stringify(name)} is ${before.what} of this container already`;
  return [
    {
      severity: "error",
      code: "duplicate-name",
      message,
      path: [...at, key],
      fix: before.what === shared.what ? "say the same, or give it another name" : "give it another name",
    },
  ];
}

function sharedOf({ volume, each, empty }: Mount): [key: string, name: string, shared: Shared] | undefined {
  if (volume !== undefined) return ["volume", dnsName(volume), { what: "a volume", said: "" }];
  if (each) {
    const said = JSON.stringify([each.size, each.access ?? "one"]);
    return ["each", each.name, { what: "a volume for each", said }];
  }
  if (empty === undefined) return undefined;
  if (typeof empty === "string") return ["empty", empty, { what: "an empty folder", said: "" }];
  const { size, memory } = empty;
  const said = size === undefined && !memory ? "" : JSON.stringify([size, memory ?? false]);
  return ["empty", empty.name, { what: "an empty folder", said }];
}

function checkEach({ each }: Mount, at: ValuePath, container: ContainerSpec): Diagnostic[] {
  if (!each || controllerOf(container) === "StatefulSet") return [];
  return [
    {
      severity: "error",
      code: "wrong-value",
      message: "only replicas of a stateful container have volumes of their own",
      path: [...at, "each"],
      fix: 'give the container "workload": "stateful", or mount a "volume" of the project',
    },
  ];
}
