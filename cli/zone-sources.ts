import type { ZoneContext } from "../constructs/zone-context.ts";
import type { FileZone } from "../engine/zone.ts";
import { defaultZoneContext } from "../engine/zone-context-default.ts";
import type { ZoneSource } from "./evaluate-definition.ts";

const PLANNED_LOCAL = "local";

/** Milliseconds that a cluster gets to say what it can do. */
const PATIENCE = 5000;

/** Zones of the registry: for commands that ask a cluster. */
export const REGISTERED_ZONES: ZoneSource<FileZone> = {
  async byName(name) {
    return (await import("./zones-in-use.ts")).requireZone(name);
  },
  async inUse() {
    return (await import("./zones-in-use.ts")).requireDefaultZone();
  },
  contextOf: (zone) => zone.context,
  async askAgain(zone) {
    const { refreshZone } = await import("../engine/zone-facts.ts");
    return refreshZone(zone, AbortSignal.timeout(PATIENCE)).catch(() => undefined);
  },
};

/**
 * What trees must know of zones: for commands that need no cluster. A zone this machine does not know is taken to be set
 * up as usual, so that a definition can be checked and drawn everywhere.
 */
export const PLANNED_ZONES: ZoneSource<ZoneContext> = {
  async byName(name) {
    const { getZone } = await import("../engine/zones.ts");
    return (await getZone(name))?.context ?? defaultZoneContext(name);
  },
  async inUse() {
    const { defaultZone } = await import("../engine/zones.ts");
    return (await defaultZone())?.context ?? defaultZoneContext(PLANNED_LOCAL);
  },
  contextOf: (context) => context,
};
