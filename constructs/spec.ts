import { z } from "zod";
import { ContainerSpec } from "./spec/container.ts";
import { NetworkSpec } from "./spec/network.ts";
import { RegistrySpec } from "./spec/registry.ts";
import { Environment, name, quantity, zoneName } from "./spec/words.ts";

export { ContainerOptions, ContainerSpec, InitContainerSpec, SidecarSpec } from "./spec/container.ts";
export { Expose, ExposeOptions, Port } from "./spec/expose.ts";
export { HealthCheck, HealthOptions } from "./spec/health.ts";
export { Mount } from "./spec/mounts.ts";
export { ContainerNetwork, NetworkSpec, type Peer } from "./spec/network.ts";
export { RegistrySpec } from "./spec/registry.ts";
export { Resources, SIZES, type Size } from "./spec/resources.ts";
export { Disruption, Scale, Spread } from "./spec/scale.ts";
export { CAPABILITIES, Security, SYSCTLS } from "./spec/security.ts";
export { Environment } from "./spec/words.ts";
export { Lifecycle, Rollout, WaitFor, WORKLOADS, Workload } from "./spec/workload.ts";

/**
 * `ProjectSpec`: the validated plain value a definition evaluates to.
 *
 * | word      | meaning |
 * | --------- | ------- |
 * | project   | a tenant's unit: one spec, one tree, one namespace in each of its zones |
 * | container | one image that the project runs, with its options; compiled to a workload |
 * | workload  | how a container is run: long-running, worker, stateful, daemon, job, cron, serverless |
 * | volume    | storage that outlives containers |
 * | mount     | a volume, an empty folder or files, where a container sees them |
 * | expose    | gives a container a public address |
 * | environment group | environment variables that several containers share, by name |
 *
 * Descriptions in the schemas are the texts of the published JSON Schema: what an editor shows on hover.
 */

export const VolumeSpec = z.strictObject({
  name: name("volume"),
  size: quantity.describe("Size, e.g. 10Gi."),
  access: z
    .enum(["one", "many"])
    .optional()
    .describe("one (default): one node at a time. many: shared by nodes, where the zone can."),
});

export const ProjectSpec = z.strictObject({
  project: z.strictObject({
    name: name("project"),
    description: z.string().max(1000).optional(),
  }),
  containers: z.array(ContainerSpec).max(1000),
  volumes: z.array(VolumeSpec).max(200).optional(),
  environmentGroups: z
    .record(name("environment group"), Environment)
    .optional()
    .describe("Environment variables that several containers share, by the name of the group."),
  registries: z.array(RegistrySpec).max(20).optional().describe("Private registries its images come from."),
  network: NetworkSpec.optional(),
  zones: z.array(zoneName).max(100).optional().describe("Zones it runs in. Default: the zone in use"),
});

export type ProjectSpec = z.infer<typeof ProjectSpec>;
export type VolumeSpec = z.infer<typeof VolumeSpec>;
