const DURATION =
  /^(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?(?:(\d+(?:\.\d+)?)ms)?(?:(\d+(?:\.\d+)?)[uµ]s)?(?:\d+ns)?$/;

/** Whole seconds of a duration such as `1m30s` (Compose Specification, "Specifying durations"), at least 1; or undefined. */
export function seconds(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^\d+$/.test(trimmed)) return Math.max(1, Number(trimmed));
  const found = DURATION.exec(trimmed);
  if (!found || trimmed === "") return undefined;
  const [h = 0, m = 0, s = 0, ms = 0] = found.slice(1, 5).map((part) => Number(part ?? 0));
  return Math.max(1, Math.min(86_400, Math.round(h * 3600 + m * 60 + s + ms / 1000)));
}

const BYTES: Readonly<Record<string, number>> = { "": 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 };
const MOST_BYTES = 1024 * 1024 ** 4;

/** Bytes of a size such as `1.5G`, `512mb`, `64k` (Compose Specification, "Specifying byte values"). */
export function byteCount(text: string): number | undefined {
  const found = /^(\d+(?:\.\d+)?)\s*(?:([kmgt])(?:i?b)?|b)?$/i.exec(text.trim());
  if (!found) return undefined;
  const bytes = Math.round(Number(found[1]) * (BYTES[(found[2] ?? "").toLowerCase()] as number));
  return bytes >= 1 && bytes <= MOST_BYTES ? bytes : undefined;
}

/** The same as a Kubernetes quantity, rounded up to mebibytes; at least one. */
export function memoryQuantity(text: string): string | undefined {
  const bytes = byteCount(text);
  if (bytes === undefined) return undefined;
  const mebibytes = Math.ceil(bytes / 1024 ** 2);
  return mebibytes % 1024 === 0 ? `${mebibytes / 1024}Gi` : `${mebibytes}Mi`;
}

/** Kubernetes quantity of a number of cpus such as `0.5`: `500m`. */
export function cpuQuantity(text: string): string | undefined {
  const trimmed = text.trim();
  if (!/^\d{0,6}(\.\d{1,9})?$/.test(trimmed) || trimmed === "") return undefined;
  const thousandths = Math.round(Number(trimmed) * 1000);
  if (thousandths < 1 || thousandths > 10_000_000) return undefined;
  return thousandths % 1000 === 0 ? String(thousandths / 1000) : `${thousandths}m`;
}
