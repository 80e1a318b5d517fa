import type { ValuePath } from "../../../constructs/diagnostic.ts";
import { isPlainObject } from "../read-yaml.ts";
import { textOf } from "./project.ts";
import type { Service } from "./service.ts";

/** What an entry of `volumes` says, whichever syntax it has. */
export interface MountEntry {
  readonly type: "volume" | "bind" | "tmpfs" | "other";
  /** Name of a volume, or a path of the host; undefined: anonymous, or only known when it is started. */
  readonly source?: string;
  /** What the source is called in the text, e.g. `${DATA}`, where its value is not known. */
  readonly blank?: string;
  readonly target: string;
  readonly readOnly: boolean;
  readonly subPath?: string;
  /** Of a tmpfs. */
  readonly size?: string;
  /** Text that a format brings along with it. */
  readonly content?: string;
  readonly path: ValuePath;
}

export function readMount(service: Service, value: unknown, path: ValuePath): MountEntry | undefined {
  return isPlainObject(value) ? readLong(service, value, path) : readShort(service, value, path);
}

/** `source:target:options`, or a target alone. */
function readShort(service: Service, value: unknown, path: ValuePath): MountEntry | undefined {
  // A quote that was never opened belongs to no path: `data:/var/lib/mysql"`.
  const raw = textOf(value)?.replace(/(?<=[^"'])["']$/, "");
  if (raw === undefined) return undefined;
  const literal = service.project.dialect.literal(raw, path);
  const parts = splitColons(literal ?? raw);
  const [first = "", second, options = ""] = parts;
  if (second === undefined) {
    return first.startsWith("/") ? { type: "volume", target: first, readOnly: false, path } : undefined;
  }
  const target = literal === undefined ? service.project.dialect.literal(second, path) : second;
  const source = literal === undefined ? service.project.dialect.literal(first, path) : first;
  if (!target?.startsWith("/")) return undefined;
  return {
    type: isPath(source ?? first) || (source === undefined && !/^[\w.-]/.test(first)) ? "bind" : "volume",
    ...(source === undefined ? { blank: first } : { source }),
    target,
    readOnly: options.split(",").includes("ro"),
    path,
  };
}

function readLong(service: Service, value: Readonly<Record<string, unknown>>, path: ValuePath): MountEntry | undefined {
  const part = (key: string) => (key in value ? service.literal(value[key], [...path, key]) : undefined);
  const target = part("target") ?? part("destination");
  if (!target?.startsWith("/")) return undefined;
  const type = part("type") ?? "volume";
  const source = part("source") ?? part("src");
  const volume = isPlainObject(value.volume) ? value.volume : {};
  const tmpfs = isPlainObject(value.tmpfs) ? value.tmpfs : {};
  const subPath = service.literal(volume.subpath, [...path, "volume", "subpath"]);
  const size = service.literal(tmpfs.size, [...path, "tmpfs", "size"]);
  const content = service.project.dialect.inlineFile(value);
  return {
    type: type === "volume" || type === "bind" || type === "tmpfs" ? type : "other",
    ...(source !== undefined && { source }),
    ...(source === undefined && textOf(value.source) !== undefined && { blank: String(value.source) }),
    target,
    readOnly: service.isTrue(value.read_only, path),
    ...(subPath !== undefined && { subPath }),
    ...(size !== undefined && { size }),
    ...(content !== undefined && { content }),
    path,
  };
}

export function isPath(source: string): boolean {
  return /^([./~]|[A-Za-z]:[\\/])/.test(source);
}

/** `C:\data:/data`, but not `d:/data`, which is a volume called d. */
const WINDOWS_PATH = /^[A-Za-z]:[\\/][^:]*:\//;

/** By colons outside of blanks: `${DATA:-./data}:/data`; the letter of a Windows drive stays with its path. */
function splitColons(text: string): string[] {
  const parts: string[] = [""];
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (character === "{") depth += 1;
    if (character === "}") depth -= 1;
    const isDrive = at === 1 && WINDOWS_PATH.test(text);
    if (character === ":" && depth <= 0 && !isDrive) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts;
}
