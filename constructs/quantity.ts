/**
 * Kubernetes quantities in canonical form: the largest suffix that leaves a whole number, as the API server writes them
 * back (apimachinery `resource.Quantity`). Anything else would show up as a difference in every plan.
 */
export type Amount = string | number;

const QUANTITY = /^([0-9]+)(?:\.([0-9]+))?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$/;
const DECIMAL = ["m", "", "k", "M", "G", "T", "P", "E"];
const BINARY = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

/** The amount in thousandths, rounded up: `0.5` → 500n, `1Ki` → 1024000n. Throws a RangeError for anything else. */
export function thousandths(amount: Amount): bigint {
  const [, whole = "", fraction = "", suffix = ""] = match(amount);
  const digits = BigInt(whole + fraction) * scale(suffix);
  return divideUp(digits, 10n ** BigInt(fraction.length));
}

/** `1000m` → `1`, `0.5` → `500m`, `1024Mi` → `1Gi`, `1.5Gi` → `1536Mi`. */
export function canonicalQuantity(amount: Amount): string {
  const value = thousandths(amount);
  const binary = match(amount)[3]?.endsWith("i") === true && value % 1000n === 0n;
  return binary ? reduce(value / 1000n, 1024n, BINARY) : reduce(value, 1000n, DECIMAL);
}

export function smaller(one: Amount, other: Amount): string {
  return canonicalQuantity(thousandths(one) <= thousandths(other) ? one : other);
}

export function larger(one: Amount, other: Amount): string {
  return canonicalQuantity(thousandths(one) >= thousandths(other) ? one : other);
}

function match(amount: Amount): RegExpExecArray {
  const text = typeof amount === "number" ? decimal(amount) : amount;
  const found = QUANTITY.exec(text);
  if (!found) throw new RangeError(`not an amount: ${text}`);
  return found;
}

/** Numbers have thousandths at most: no exponent, no noise of binary fractions. */
function decimal(amount: number): string {
  return amount > 0 && amount < 0.001 ? "0.001" : amount.toFixed(3);
}

/** Thousandths in one unit of the suffix. */
function scale(suffix: string): bigint {
  if (suffix.endsWith("i")) return 1000n * 1024n ** BigInt(BINARY.indexOf(suffix));
  return 1000n ** BigInt(DECIMAL.indexOf(suffix));
}

function divideUp(value: bigint, by: bigint): bigint {
  return (value + by - 1n) / by;
}

function reduce(value: bigint, step: bigint, suffixes: readonly string[]): string {
  let rest = value;
  let index = 0;
  while (rest !== 0n && rest % step === 0n && index < suffixes.length - 1) {
    rest /= step;
    index += 1;
  }
  return `${rest}${rest === 0n ? "" : suffixes[index]}`;
}
