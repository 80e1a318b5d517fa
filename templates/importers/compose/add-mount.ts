import { posix } from "node:path";
import { templateText } from "../template-text.ts";
import { acceptable } from "./container-names.ts";
import type { MountEntry } from "./mount-syntax.ts";
import type { MountInput, Service } from "./service.ts";

/** A later mount takes the place of an earlier one. */
export function mount(service: Service, { path, readOnly, subPath }: MountEntry, given: MountInput): void {
  const { mounts } = service.draft;
  const place = posix.normalize(given.path).replace(/(.)\/$/, "$1");
  const before = mounts.findIndex((one) => posix.normalize(one.path).replace(/(.)\/$/, "$1") === place);
  const isFile = given.file !== undefined || given.files !== undefined;
  const one = { ...given, ...(subPath && { subPath }), ...(readOnly && !isFile && { readOnly: true }) };
  if (given.path.includes(":") || place === "/") {
    service.unsupported(path, "nothing can be mounted there");
    return;
  }
  if (before >= 0) mounts[before] = one;
  else mounts.push(one);
}

export function freeName(service: Service, wanted: string): string {
  const taken = new Set(
    service.draft.mounts.flatMap(({ empty }) =>
      empty === undefined ? [] : [typeof empty === "string" ? empty : empty.name],
    ),
  );
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}-${number}`;
    if (!taken.has(name)) return name;
  }
}

export function replicasOf(service: Service): number {
  const { replicas } = service.draft.options;
  return typeof replicas === "number" ? replicas : 1;
}

/** `/var/lib/grafana` → `grafana` */
export function nameOfPath(path: string): string {
  return acceptable(posix.basename(path))?.slice(0, 40) ?? "data";
}

export function fileMount(text: string, path: string): MountInput {
  return { file: templateText(text), path };
}
