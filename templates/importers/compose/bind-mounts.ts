import { posix } from "node:path";
import { isPlainObject } from "../read-yaml.ts";
import { templateText } from "../template-text.ts";
import { fileMount, mount, nameOfPath, replicasOf } from "./add-mount.ts";
import { acceptable } from "./container-names.ts";
import type { MountEntry } from "./mount-syntax.ts";
import { isSecretFile } from "./secret-file.ts";
import type { Service } from "./service.ts";

/** Folders that a host itself is made of; with all below those of the second list. */
const HOST_ROOTS: ReadonlySet<string> = new Set(
  "/ /bin /boot /dev /etc /home /lib /lib64 /media /mnt /opt /proc /root /run /sbin /srv /sys /usr /var /var/lib /var/log /var/run ~".split(
    " ",
  ),
);

const HOST_FOLDERS =
  /^(\/(proc|sys|dev|run|boot|lib\/modules|usr\/src)|\/var\/(run|log|lib\/(docker|containers|kubelet))|\/etc\/(passwd|shadow|group|sudoers|hosts|hostname|resolv\.conf|machine-id|os-release|ssh|ssl|pki|ca-certificates|kubernetes|cron[^/]*)|~\/\.(ssh|aws|kube|docker|gnupg|config|local))(\/|$)/;

const CLOCK = /^\/etc\/(localtime|timezone)$/;

/**
 * A path of the host in a container. What lies beside the file is taken along when it is a file; a folder becomes a volume;
 * nothing of the host itself is ever mounted.
 */
export function bindMount(service: Service, entry: MountEntry) {
  const { source, target, path } = entry;
  // Whatever blank stands before it: nothing but the socket is ever mounted there.
  if (target.endsWith("/docker.sock")) return refuseHost(service, entry, source ?? target);
  if (source === undefined) return bindVolume(service, entry, nameOfPath(target));
  if (CLOCK.test(source)) {
    return service.translated(path, "nothing: containers run in UTC; set TZ in the environment", { whole: true });
  }
  if (isOfTheHost(source)) return refuseHost(service, entry, source);
  if (isFromImage(service, source, target)) {
    const reason = "it is mounted for developing: the image that is built from that folder holds it already";
    return service.unsupported(path, reason);
  }
  if (/^(\/|~|[A-Za-z]:)/.test(source)) return hostFolder(service, entry, source);
  const kind = service.project.beside.kind(source);
  if (kind === "file" || (kind === undefined && looksLikeFile(source, target))) return bindFile(service, entry, source);
  if (kind === "folder" && bindFolder(service, entry, source)) return;
  bindVolume(service, entry, folderName(source, target));
  if ((entry.readOnly && !isFilledByOthers(service, source)) || CONFIGURATION.test(target)) {
    const reason = kind === "folder" ? "what it holds is more than files to take along" : "there is no such folder";
    const message = `${service.container} finds ${target} empty: ${source} becomes a volume, ${reason}`;
    service.warn(path, "empty-folder", message, "add what it reads as files, or copy it into the volume");
  }
}

/** Whether another service mounts the same folder, and may well write what this one reads. */
function isFilledByOthers(service: Service, source: string): boolean {
  return [...service.project.services.values()].some(
    (other) => other !== service && JSON.stringify(other.definition.volumes ?? "").includes(source),
  );
}

/** Folders that a program reads and does not fill. */
const CONFIGURATION = /^\/(etc|docker-entrypoint-initdb\.d|usr\/local\/etc)(\/|$)/;

/** A way out of the folder of the file is looked at as if it led to the root. */
function isOfTheHost(source: string): boolean {
  const path = posix
    .normalize(source)
    .replace(/(.)\/$/, "$1")
    .replace(/^(\.\.\/?)+/, "/");
  return path.includes("docker.sock") || HOST_ROOTS.has(path) || HOST_FOLDERS.test(path);
}

function refuseHost(service: Service, { path, target }: MountEntry, source: string): void {
  const what = source.includes("docker.sock")
    ? "the Docker socket gives power over the whole host"
    : "it belongs to the host";
  service.unsupported(path, `${what}; nothing of the host is ever mounted`);
  service.warn(
    path,
    "host-mount",
    `${service.container} will not find ${target}: ${what}`,
    "leave it out when it works without; a program that steers Docker itself cannot run here",
  );
}

/** An absolute folder of the host holds data as a rule: a volume takes its place. */
function hostFolder(service: Service, entry: MountEntry, source: string): void {
  if (looksLikeFile(source, entry.target)) {
    service.unsupported(entry.path, "a file of the host cannot be taken along; put it beside the compose file");
    service.warn(
      entry.path,
      "host-mount",
      `${service.container} will not find ${entry.target}: it is a file of the host`,
    );
    return;
  }
  bindVolume(service, entry, folderName(source, entry.target));
  service.warn(
    entry.path,
    "host-folder",
    `${source} of the host becomes a volume, which starts empty`,
    "copy its data into it after the first deploy, if there is any",
  );
}

function bindFile(service: Service, entry: MountEntry, source: string) {
  const { path, target } = entry;
  const read = service.project.beside.read(source);
  if ("problem" in read) {
    service.unsupported(path, `${source}: ${read.problem}`);
    const message = `${service.container} will not find ${target}: ${source}: ${read.problem}`;
    return service.warn(path, "missing-file", message, `add it as { "file": "…", "path": "${target}" }`);
  }
  if (isSecretFile(source, read.text)) return secretFile(service, entry, source);
  mount(service, entry, fileMount(read.text, target));
  service.translated(path, `a file with the text of ${source}`, { whole: true, to: service.option("volumes") });
}

/** A file whose text no definition may hold: a secret variable stands for it. */
function secretFile(service: Service, entry: MountEntry, source: string): void {
  const { path, target } = entry;
  const wanted = posix
    .basename(source)
    .replace(/\W+/g, "_")
    .replace(/^(?=\d)|^_+(?=\w)/, "file_")
    .slice(0, 60);
  mount(service, entry, { file: "", path: target });
  const declaration = { description: `Text of ${source}.`, secret: true };
  service.project.variables.use(`file ${source}`, wanted, declaration, (name) => {
    const found = service.draft.mounts.find((one) => one.path === target);
    if (found) found.file = `$${name}`;
    service.translated(path, `a file with the text of $${name}, since ${source} holds secrets`, {
      whole: true,
      to: service.option("volumes"),
    });
  });
}

/** A folder of small text files that the container only reads. */
function bindFolder(service: Service, entry: MountEntry, source: string): boolean {
  if (!entry.readOnly && !/^\/(etc|usr|opt\/[^/]+\/(conf|etc)|docker-entrypoint-initdb\.d)(\/|$)/.test(entry.target))
    return false;
  // The folder of the file itself holds all there is, and .env the secrets of it.
  if (posix.normalize(source).replace(/\/$/, "") === ".") return false;
  const read = service.project.beside.readFolder(source);
  if ("problem" in read || Object.keys(read.files).length === 0) return false;
  if (Object.entries(read.files).some(([name, text]) => isSecretFile(name, text))) return false;
  const files = Object.fromEntries(Object.entries(read.files).map(([name, text]) => [name, templateText(text)]));
  mount(service, entry, { files, path: entry.target });
  service.translated(entry.path, `files with the texts of ${source}`, { whole: true, to: service.option("volumes") });
  return true;
}

function bindVolume(service: Service, entry: MountEntry, wanted: string): void {
  const { project, container } = service;
  const key = `bind:${entry.source ?? entry.blank ?? entry.target}`;
  const name = project.volumes.mount(key, wanted, container, replicasOf(service));
  mount(service, entry, { volume: name, path: entry.target });
  service.translated(entry.path, `volume ${name}, which starts empty`, { to: service.option("volumes", name) });
}

/** Files that have no ending. */
const FILE_NAME = /^([A-Z][A-Za-z]+file|crontab|\.?htpasswd|\.env|\.pgpass|\.npmrc|authorized_keys|known_hosts)$/;

/** `./config/nginx.conf` to `/etc/nginx/nginx.conf`: both have an ending, so that is no folder. */
function looksLikeFile(source: string, target: string): boolean {
  if (FILE_NAME.test(posix.basename(target))) return true;
  return /[^/.]\.[A-Za-z0-9]{1,10}$/.test(source) && /\.[A-Za-z0-9]{1,10}$/.test(target) && !/\.d$/.test(target);
}

/** Folders that a program writes to, so that they are no part of its image. */
const HOLDS_DATA =
  /^\.?(data|db|database|storage|uploads?|media|logs?|cache|volumes?|backups?|state|mysql|mariadb|postgres|postgresql|redis|mongo|mongodb)([-_.]?(data|db))?$/i;

/** Whether the image is built from the folder: mounting an empty volume there would hide what was built. */
function isFromImage({ definition }: Service, source: string, target: string): boolean {
  if (!("build" in definition) || !/^\.{1,2}(\/|$)/.test(source)) return false;
  const { build } = definition;
  const context = isPlainObject(build) ? (build.context ?? ".") : build;
  if (typeof context !== "string") return false;
  if (HOLDS_DATA.test(posix.basename(source)) || HOLDS_DATA.test(posix.basename(target))) return false;
  const way = posix.relative(posix.normalize(context), posix.normalize(source));
  return way === "" || !way.startsWith("..");
}

function folderName(source: string, target: string): string {
  const last = acceptable(posix.basename(source.replaceAll("\\", "/").replace(/\/+$/, "")));
  const plain = last === undefined || /^(data|config|conf|db|storage|files|src|app)$/.test(last);
  return plain ? (last === undefined ? nameOfPath(target) : last) : last.slice(0, 40);
}
