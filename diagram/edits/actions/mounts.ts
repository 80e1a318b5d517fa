import { EditError } from "../edit-error.ts";
import type { AttachVolume, DetachVolume } from "../edit-kinds.ts";
import { note, type PlannedEdit } from "../planned-edit.ts";
import type { SpecEdit } from "../spec-edit.ts";
import { assertPath, shown } from "./checks.ts";
import {
  type ContainerView,
  containerNamed,
  type DefinitionView,
  mountsOf,
  objectOr,
  type PartView,
  volumeNamed,
} from "./definition-view.ts";
import { hostLabel } from "./names.ts";
import { runsOnSeveral } from "./several-nodes.ts";

export function attachVolume(view: DefinitionView, { container, volume, path, readOnly }: AttachVolume): PlannedEdit {
  const found = containerNamed(view, container);
  const { spec, index } = volumeNamed(view, volume);
  assertPath(path);
  assertNoFolder(found, volume);
  const [main] = found.parts as [PartView];
  if (mountsOf(main).some(([mount]) => typeof mount.path === "string" && folder(mount.path) === folder(path))) {
    throw new EditError(
      "path-taken",
      `${shown(container)} has something mounted at ${path} already`,
      "choose another path",
    );
  }
  const value = { volume, path, ...(readOnly && { readOnly }) };
  const others = view.containers.filter(
    ({ name, parts }) => name !== container && parts.some((part) => mounts(part, volume)),
  );
  const forOne = spec.access !== "many";
  const fix = 'give the volume "access": "many", where the zone can';
  const told = (severity: "error" | "warning", message: string) =>
    note(
      severity,
      "volume-for-one",
      `volume ${shown(volume)} is for one node at a time, and ${message}`,
      ["volumes", index],
      fix,
    );
  return {
    edits: [{ op: "insert", path: main.mounts, value }],
    notes: [
      ...(forOne && runsOnSeveral(view, found) ? [told("error", `${shown(container)} runs on several`)] : []),
      ...(forOne && others.length > 0 ? [told("warning", `${shown(others[0]?.name ?? "")} mounts it too`)] : []),
    ],
  };
}

export function detachVolume(view: DefinitionView, { container, volume, path }: DetachVolume): PlannedEdit {
  const found = containerNamed(view, container);
  const edits = found.parts.flatMap((part) =>
    unmountEdits(part, (mount) => {
      const here = path === undefined || (typeof mount.path === "string" && folder(mount.path) === folder(path));
      return mount.volume === volume && here;
    }),
  );
  if (edits.length === 0) {
    const where = path === undefined ? "" : ` at ${path}`;
    throw new EditError("not-mounted", `${shown(container)} does not mount the volume ${shown(volume)}${where}`);
  }
  return { edits, notes: [] };
}

/** From the last to the first, so that indices hold; a list that would be left empty goes as a whole. */
export function unmountEdits(
  part: PartView,
  unwanted: (mount: ReturnType<typeof mountsOf>[number][0]) => boolean,
): SpecEdit[] {
  const all = mountsOf(part);
  const gone = all.filter(([mount]) => unwanted(mount));
  if (gone.length > 0 && gone.length === all.length) return [{ op: "remove", path: part.mounts }];
  return gone.toReversed().map(([, index]) => ({ op: "remove", path: [...part.mounts, index] }));
}

export function mounts(part: PartView, volume: string): boolean {
  return mountsOf(part).some(([mount]) => mount.volume === volume);
}

/** `/data/` and `//data` are `/data`. */
function folder(path: string): string {
  return path.replace(/\/+/g, "/").replace(/(.)\/$/, "$1");
}

/**
 * Throws `EditError` when a container has a folder of this name that is not the volume: one that is empty at first, or a
 * volume for each of its replicas. In a pod a name means one thing.
 */
export function assertNoFolder({ name, parts }: ContainerView, volume: string): void {
  const folders = parts.flatMap((part) =>
    mountsOf(part).map(([{ empty, each }]) => (typeof empty === "string" ? empty : objectOr(empty ?? each).name)),
  );
  if (!folders.some((one) => typeof one === "string" && hostLabel(one) === hostLabel(volume))) return;
  const message = `${shown(name)} has a folder called ${shown(volume)} already`;
  throw new EditError("name-taken", message, "give the folder or the volume another name");
}
