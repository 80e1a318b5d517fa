/** A DNS label: it becomes part of host names, paths and object names. */
const ZONE_NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Throws in the user's terms when a name cannot be a zone's. */
export function requireZoneName(name: string): void {
  if (ZONE_NAME.test(name)) return;
  throw new Error(
    `${JSON.stringify(name.slice(0, 80))} cannot name a zone; allowed are 1 to 63 lower-case letters, digits and dashes, with a letter or digit at both ends`,
  );
}
