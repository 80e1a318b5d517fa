import type { ValuePath } from "../../../constructs/diagnostic.ts";
import { isPlainObject } from "../read-yaml.ts";
import { textOf } from "./project.ts";
import type { Service } from "./service.ts";

/** One port of a container that is published, or a range of them. */
export interface PublishedPort {
  readonly targets: readonly number[];
  /** Ports outside, one for each target; none when compose chooses. */
  readonly published: readonly number[];
  readonly transport: "tcp" | "udp" | "sctp";
  /** Whether the file says which transport it is. */
  readonly isNamed: boolean;
  /** Address of the host it is bound to. */
  readonly address?: string;
  /** What the long syntax says it speaks. */
  readonly application?: string;
  /** As written, where it may be a blank that stays one. */
  readonly written: { readonly target: string; readonly published?: string };
  readonly path: ValuePath;
}

const SHORT =
  /^(?:(?<address>\[[0-9A-Fa-f:.]+\]|[0-9]{1,3}(?:\.[0-9]{1,3}){3}|localhost)?:)?(?:(?<published>[0-9]*(?:-[0-9]+)?):)?(?<target>[0-9]+(?:-[0-9]+)?)(?:\/(?<transport>tcp|udp|sctp))?$/i;

/** What an entry of `ports` says; undefined when it cannot be read. */
export function readPort(service: Service, value: unknown, path: ValuePath): PublishedPort | undefined {
  return isPlainObject(value) ? readLong(service, value, path) : readShort(service, value, path);
}

/**
 * Published ports may be left to whoever starts it (`${PORT}:80`): what is asked for is then any; a target must be known.
 */
function readShort(service: Service, value: unknown, path: ValuePath): PublishedPort | undefined {
  const raw = textOf(value) ?? "";
  const text = service.literal(value, path) ?? service.literal(raw.slice(lastColon(raw) + 1), path) ?? "";
  const found = SHORT.exec(text.trim());
  if (!found?.groups) return undefined;
  const { address, published, target, transport } = found.groups;
  const targets = range(target);
  if (targets.length === 0) return undefined;
  return {
    targets,
    published: range(published),
    transport: (transport?.toLowerCase() ?? "tcp") as PublishedPort["transport"],
    isNamed: transport !== undefined,
    ...(address && { address }),
    written: writtenParts(raw),
    path,
  };
}

function writtenParts(text: string): PublishedPort["written"] {
  const at = lastColon(text);
  const target = text.slice(at + 1).replace(/\/(tcp|udp|sctp)$/i, "");
  return { target, ...(at > 0 && { published: text.slice(0, at) }) };
}

function readLong(service: Service, value: Readonly<Record<string, unknown>>, path: ValuePath) {
  const part = (key: string) => (key in value ? service.literal(value[key], [...path, key]) : undefined);
  const targets = range(part("target"));
  if (targets.length === 0) return undefined;
  const application = part("app_protocol");
  const address = part("host_ip");
  return {
    targets,
    published: range(part("published")),
    transport: (/^(udp|sctp)$/i.exec(part("protocol") ?? "")?.[0].toLowerCase() ?? "tcp") as PublishedPort["transport"],
    isNamed: "protocol" in value,
    ...(address && { address }),
    ...(application && { application }),
    written: { target: textOf(value.target) ?? "", published: textOf(value.published) ?? "" },
    path,
  };
}

/** The colon before the target, but none inside a blank: `${PORT:-80}:80`. */
function lastColon(text: string): number {
  let depth = 0;
  for (let at = text.length - 1; at >= 0; at--) {
    if (text[at] === "}") depth += 1;
    if (text[at] === "{") depth -= 1;
    if (text[at] === ":" && depth === 0) return at;
  }
  return -1;
}

/** More ports of one entry than anyone would expose one by one. */
const LONGEST_RANGE = 20;

/** Ports of `8000` or `8000-8003`; none when it is neither or longer than can be exposed. */
export function range(text: string | undefined): number[] {
  const found = /^\s*([0-9]{1,5})(?:-([0-9]{1,5}))?\s*$/.exec(text ?? "");
  if (!found) return [];
  const from = Number(found[1]);
  const to = Number(found[2] ?? found[1]);
  if (from < 1 || to > 65535 || to < from || to - from >= LONGEST_RANGE) return [];
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

export function isLongRange(value: unknown): boolean {
  return /[0-9]+-[0-9]+/.test(String(isPlainObject(value) ? value.target : value));
}
