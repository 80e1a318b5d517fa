import type { ContainerSpec } from "./spec.ts";

/** The container as it is in one zone: what differs there, merged over what holds everywhere. */
export function inZone(container: ContainerSpec, zone: string): ContainerSpec {
  const { zones, ...options } = container.options ?? {};
  const here = zones && Object.hasOwn(zones, zone) ? zones[zone] : undefined;
  if (!here) return { ...container, options };
  return {
    ...container,
    environment: { ...container.environment, ...here.environment },
    options: { ...options, ...(here.replicas !== undefined && { replicas: here.replicas }) },
  };
}
