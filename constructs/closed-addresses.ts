import { type Cidr, contains, distinctCidrs, parseCidr } from "./cidr.ts";

/**
 * Addresses that are not the internet: private, shared, loopback, link-local with the metadata services of clouds,
 * reserved (IANA special-purpose registries), and the address of Azure's host agent, which looks public.
 */
export const NOT_INTERNET_4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "168.63.129.16/32",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "224.0.0.0/4",
  "240.0.0.0/4",
];
export const NOT_INTERNET_6 = ["::/127", "64:ff9b:1::/48", "fc00::/7", "fe80::/10", "ff00::/8"];

/** Networks that people run themselves: closed until a definition names them. */
const PRIVATE = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "198.18.0.0/15", "fc00::/7"];

/**
 * Metadata services elsewhere: Alibaba Cloud's, those of Amazon and Google over IPv6, link-local addresses behind NAT64.
 * They hand out the credentials of the node to whoever asks.
 */
const METADATA = ["100.100.100.200/32", "fd00:ec2::/32", "fd20:ce::/32", "64:ff9b::a9fe:0/112"];

/** What `ranges` has read. */
const KNOWN = new WeakMap<readonly string[], readonly Cidr[]>();

const PRIVATE_RANGES = ranges(PRIVATE);

/** What no project may name, whatever the zone: all that is not the internet and nobody's private network either. */
const NEVER = ranges([
  ...[...NOT_INTERNET_4, ...NOT_INTERNET_6].filter((range) => !PRIVATE.includes(range)),
  ...METADATA,
]);

/** Why a project may not be let through to these addresses, in words; undefined when it may. `own`: the zone's. */
export function whyClosed(cidr: Cidr, own: readonly Cidr[]): string | undefined {
  const closed = NEVER.find((range) => contains(range, cidr));
  if (closed) return `${closed.text} holds metadata services, the node itself or nobody`;
  const zone = own.find((range) => contains(range, cidr));
  return zone && `${zone.text} belongs to the zone itself: its nodes, its pods, its control plane`;
}

/**
 * What stays closed within the addresses a project names. Private networks do too, unless they are what is named: who
 * writes 0.0.0.0/0 means the internet.
 */
export function closedWithin(cidr: Cidr, own: readonly Cidr[]): Cidr[] {
  const closed = [...NEVER, ...own, ...(isPrivate(cidr) ? [] : PRIVATE_RANGES)];
  return distinctCidrs(closed.filter((range) => contains(cidr, range)));
}

/** Whether all of these addresses are of networks that people run themselves. */
export function isPrivate(cidr: Cidr): boolean {
  return PRIVATE_RANGES.some((range) => contains(range, cidr));
}

/** Ranges that are known to be well written. Read once for each list: a zone has the same for all its containers. */
export function ranges(texts: readonly string[]): readonly Cidr[] {
  const known = KNOWN.get(texts) ?? texts.flatMap((text) => parseCidr(text) ?? []);
  KNOWN.set(texts, known);
  return known;
}
