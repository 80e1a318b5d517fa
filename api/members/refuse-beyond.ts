import { Problem } from "../http/problem.ts";
import { beyond, type Permission } from "../identity/permissions.ts";

/**
 * Nobody gives what he does not hold, and nobody takes from those who hold more.
 *
 * @param what the beginning of the message: `inviting an admin`
 * @throws Problem "not-permitted"
 */
export function refuseBeyond(wanted: Iterable<Permission>, held: ReadonlySet<Permission>, what: string): void {
  const missing = beyond(wanted, held);
  if (missing.length === 0) return;
  const names = missing.map((permission) => `"${permission}"`).join(", ");
  throw new Problem("not-permitted", `${what} goes beyond what you may do yourself: ${names}`);
}
