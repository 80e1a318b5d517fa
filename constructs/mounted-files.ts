import { createHash } from "node:crypto";
import { dnsName, shortenLabel } from "./dns-name.ts";
import type { PodPart } from "./pod-part.ts";
import type { Mount } from "./spec.ts";

/** Paths of which each has a name of its own when `/` becomes `-`. */
const PLAIN_PATH = /^[a-z0-9]+([./][a-z0-9]+)*$/;
const HASH_LENGTH = 6;

/** The files that a mount brings with it, by their names in the folder; undefined when it brings none. */
export function filesOf({ files, file, projected, path }: Mount): Readonly<Record<string, string>> | undefined {
  if (file !== undefined) return { [fileName(path)]: file };
  return files ?? projected?.files;
}

/** `/etc/app/settings.json` → `settings.json` */
export function fileName(path: string): string {
  return path.split("/").at(-1) as string;
}

/** Name of the ConfigMap and of the Secret with the files of a mount: `web-files-etc-nginx-conf.d`. */
export function fileObjectName(container: string, { role, name }: PodPart, { path }: Mount): string {
  const inside = role === "container" ? "" : `-in-${name}`;
  return shortenLabel(`${dnsName(container)}-files-${pathName(path)}${inside}`);
}

/** Name of the pod's volume, which has no dots: two names that differ by them alone stay apart. */
export function fileVolumeName(objectName: string): string {
  if (!objectName.includes(".")) return objectName;
  return shortenLabel(`${objectName.replaceAll(".", "-")}-${hashOf(objectName)}`);
}

function pathName(path: string): string {
  const bare = path.replace(/^\/+|\/+$/g, "").replace(/\/+/g, "/");
  if (PLAIN_PATH.test(bare)) return bare.replaceAll("/", "-");
  const like = bare
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  const hash = hashOf(bare);
  return like === "" ? hash : `${like}-${hash}`;
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, HASH_LENGTH);
}
