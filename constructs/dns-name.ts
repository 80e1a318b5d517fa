import { createHash } from "node:crypto";

/** Longest DNS label (RFC 1035, 2.3.4), and so the longest name of a Service. */
const LONGEST_LABEL = 63;
const HASH_LENGTH = 8;

/** A name of a spec as a DNS label: `backend_service` → `backend-service`. */
export function dnsName(name: string): string {
  return name.replaceAll("_", "-");
}

/**
 * Keeps a DNS label within 63 characters: a longer one loses its end to a hash of the whole, so that two long labels
 * with one beginning stay apart.
 */
export function shortenLabel(label: string): string {
  if (label.length <= LONGEST_LABEL) return label;
  const hash = createHash("sha256").update(label).digest("hex").slice(0, HASH_LENGTH);
  return `${label.slice(0, LONGEST_LABEL - HASH_LENGTH - 1).replace(/-+$/, "")}-${hash}`;
}

/** The nearest name the spec accepts, to suggest it: `Web Server!` → `web-server`; undefined when nothing is left. */
export function acceptableName(text: string): string | undefined {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, LONGEST_LABEL)
    .replace(/[^a-z0-9]+$/, "");
  return name || undefined;
}
