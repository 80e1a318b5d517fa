/** Factors of Kubernetes quantities. Source: k8s.io/apimachinery/pkg/api/resource, "suffixer". */
const FACTORS: Readonly<Record<string, number>> = {
  "": 1,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

const QUANTITY = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d{1,3})|([numkMGTPE]|[KMGTPE]i))?$/;

/** A quantity in its base unit (cores, bytes, pieces): `250m` is 0.25, `1Gi` is 1073741824. `undefined` = no quantity. */
export function parseQuantity(quantity: unknown): number | undefined {
  if (typeof quantity === "number") return quantity;
  const parts = typeof quantity === "string" ? QUANTITY.exec(quantity) : null;
  if (!parts) return undefined;
  const [, digits = "", exponent = "", suffix = ""] = parts;
  return Number(digits + exponent) * (FACTORS[suffix] as number);
}

/** `1000m` and `1` are the same quantity; the API server rewrites one into the other. */
export function sameQuantity(one: unknown, other: unknown): boolean {
  const [a, b] = [nanos(one), nanos(other)];
  return a !== undefined && a === b;
}

/** A quantity in billionths, exactly: bytes of large volumes exceed what a number tells apart. */
function nanos(quantity: unknown): bigint | undefined {
  const text = typeof quantity === "number" ? String(quantity) : quantity;
  const parts = typeof text === "string" && text.length <= LONGEST ? QUANTITY.exec(text) : null;
  if (!parts) return undefined;
  const [, digits = "", exponent = "e0", suffix = ""] = parts;
  const [whole = "", fraction = ""] = digits.split(".");
  const power = Number(exponent.slice(1)) - fraction.length + NANO_DIGITS;
  const factor = FACTORS[suffix] as number;
  const [multiplier, shift] = factor < 1 ? [1n, Math.round(Math.log10(factor))] : [BigInt(factor), 0];
  const value = BigInt(whole + fraction) * multiplier;
  return power + shift >= 0 ? value * 10n ** BigInt(power + shift) : value / 10n ** BigInt(-power - shift);
}

const NANO_DIGITS = 9;
/** Longer ones would only make work. */
const LONGEST = 40;

const UNITS = ["Ti", "Gi", "Mi", "Ki"] as const;

/** Bytes for people: 402653184 is `384Mi`. */
export function formatBytes(bytes: number): string {
  const unit = UNITS.find((candidate) => bytes >= (FACTORS[candidate] as number));
  return unit ? `${round(bytes / (FACTORS[unit] as number))}${unit}` : `${Math.round(bytes)}`;
}

/** Cores for people: 0.3 is `300m`. */
export function formatCores(cores: number): string {
  return Number.isInteger(cores) ? `${cores}` : `${Math.round(cores * 1000)}m`;
}

function round(amount: number): number {
  return Math.round(amount * 10) / 10;
}
