import type { ContainerOptions, ContainerSpec } from "./spec.ts";

type ZoneOptions = NonNullable<ContainerOptions["zones"]>[string];

/** The container as it is in one zone: what differs there, merged over what holds everywhere. */
export function inZone(container: ContainerSpec, zone: string): ContainerSpec {
  const { zones, ...options } = container.options ?? {};
  const here = zones && Object.hasOwn(zones, zone) ? zones[zone] : undefined;
  if (!here) return { ...container, options };
  return {
    ...container,
    ...(here.image !== undefined && { image: here.image }),
    environment: { ...container.environment, ...here.environment },
    options: { ...options, ...countIn(here), ...resourcesIn(options, here) },
  };
}

/** A number and an autoscaler exclude each other, so the one of the zone replaces either. */
function countIn({ replicas, scale }: ZoneOptions): Partial<ContainerOptions> {
  if (replicas === undefined && scale === undefined) return {};
  return { replicas, scale };
}

/** Amounts are merged one by one; a size stands for all of them. */
function resourcesIn({ resources }: ContainerOptions, here: ZoneOptions): Partial<ContainerOptions> {
  if (here.resources === undefined) return {};
  if (typeof here.resources === "string" || typeof resources !== "object") return { resources: here.resources };
  return { resources: { ...resources, ...here.resources } };
}
