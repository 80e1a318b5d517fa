import { isIPv4, isIPv6 } from "node:net";

/** A range of addresses. */
export interface Cidr {
  readonly family: 4 | 6;
  /** The first address, with all bits that are not the range's set to 0. */
  readonly first: bigint;
  /** Bits that the addresses have in common. */
  readonly prefix: number;
  /** As it should be written: `10.20.0.0/16`, `fd00:1::/32`. */
  readonly text: string;
  /** Whether it was written with bits beyond the prefix, as in `10.20.0.7/16`. */
  readonly stray: boolean;
}

/** First bits of IPv4 addresses written as IPv6, which no network carries: they would be a second name for each. */
const IPV4_MAPPED = 0xffffn;

/** The range that a text writes down; undefined when it is none. IPv4 within IPv6 (`::ffff:10.0.0.1`) is none. */
export function parseCidr(text: string): Cidr | undefined {
  const [, address, length] = /^([^/]+)\/([0-9]{1,3})$/.exec(text) ?? [];
  if (address === undefined || length === undefined) return undefined;
  const family = isIPv4(address) ? 4 : isIPv6(address) && !address.includes(".") ? 6 : undefined;
  const prefix = Number(length);
  if (!family || prefix > bits(family)) return undefined;
  const value = family === 4 ? valueOf4(address) : valueOf6(address);
  if (family === 6 && value >> 32n === IPV4_MAPPED) return undefined;
  const spare = BigInt(bits(family) - prefix);
  const first = (value >> spare) << spare;
  return { family, first, prefix, text: `${show(first, family)}/${prefix}`, stray: first !== value };
}

/** The range of one address: `10.20.0.7` → `10.20.0.7/32`; undefined when the text is no address. */
export function parseAddress(text: string): Cidr | undefined {
  return parseCidr(`${text}/${isIPv4(text) ? 32 : 128}`);
}

/** Whether every address of the one is an address of the other. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  if (outer.family !== inner.family || outer.prefix > inner.prefix) return false;
  const spare = BigInt(bits(outer.family) - outer.prefix);
  return outer.first >> spare === inner.first >> spare;
}

/** Each once, without those that another one contains, in order: what contains others comes right before them. */
export function distinctCidrs(cidrs: readonly Cidr[]): Cidr[] {
  const distinct: Cidr[] = [];
  for (const cidr of cidrs.toSorted(byAddress)) {
    const last = distinct.at(-1);
    if (!last || !contains(last, cidr)) distinct.push(cidr);
  }
  return distinct;
}

function byAddress(one: Cidr, other: Cidr): number {
  if (one.family !== other.family) return one.family - other.family;
  if (one.first !== other.first) return one.first < other.first ? -1 : 1;
  return one.prefix - other.prefix;
}

/** The same addresses in as few ranges as possible: two halves of a range become the range. */
export function joinedCidrs(cidrs: readonly Cidr[]): Cidr[] {
  const joined: Cidr[] = [];
  for (const cidr of distinctCidrs(cidrs)) {
    let last = cidr;
    for (let whole = wholeOf(joined.at(-1), last); whole; whole = wholeOf(joined.at(-1), last)) {
      joined.pop();
      last = whole;
    }
    joined.push(last);
  }
  return joined;
}

function wholeOf(one: Cidr | undefined, other: Cidr): Cidr | undefined {
  if (one?.prefix !== other.prefix || one.family !== other.family) return undefined;
  const whole = parseCidr(`${show(one.first, one.family)}/${one.prefix - 1}`);
  return whole && one.first === whole.first && contains(whole, other) ? whole : undefined;
}

function bits(family: 4 | 6): number {
  return family === 4 ? 32 : 128;
}

function valueOf4(address: string): bigint {
  return BigInt(address.split(".").reduce((value, part) => value * 256 + Number(part), 0));
}

function valueOf6(address: string): bigint {
  const [before = "", after] = address.split("::");
  const head = before.split(":").filter(Boolean);
  const tail = (after ?? "").split(":").filter(Boolean);
  const middle = after === undefined ? [] : Array<string>(8 - head.length - tail.length).fill("0");
  return BigInt(`0x${[...head, ...middle, ...tail].map((group) => group.padStart(4, "0")).join("")}`);
}

function show(value: bigint, family: 4 | 6): string {
  const hex = value.toString(16).padStart(bits(family) / 4, "0");
  if (family === 4) return (hex.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)).join(".");
  // The URL parser writes IPv6 addresses in their one canonical form (RFC 5952).
  return new URL(`http://[${hex.match(/.{4}/g)?.join(":")}]`).hostname.slice(1, -1);
}
