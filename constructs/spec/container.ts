import { z } from "zod";
import { Expose, Port } from "./expose.ts";
import { HealthOptions } from "./health.ts";
import { Mount } from "./mounts.ts";
import { ContainerNetwork } from "./network.ts";
import { Resources } from "./resources.ts";
import { Disruption, Scale, Spread } from "./scale.ts";
import { Security } from "./security.ts";
import { argument, Environment, image, name } from "./words.ts";
import { Lifecycle, Rollout, WaitFor, WorkingDir, Workload } from "./workload.ts";

const replicas = z.int().min(0).max(1000);

/** What every image that is run can be told: the container itself, its init containers, its sidecars. */
const run = {
  image,
  command: z.array(argument).max(200).optional().describe("Replaces the entrypoint of the image."),
  args: z.array(argument).max(200).optional().describe("Replaces the arguments of the image."),
  workingDir: WorkingDir.optional(),
  environment: Environment.optional(),
  environmentFrom: z
    .array(z.string())
    .max(50)
    .optional()
    .describe("Environment groups it gets, by name; a later one wins, its own environment wins over all."),
};

const mounts = z.array(Mount).max(50).optional().describe("Volumes, folders and files it mounts.");
const health = z
  .union([z.literal(false), HealthOptions])
  .optional()
  .describe("How to tell that it works. Default: the exposed port accepts connections. false: no check");
const pull = z
  .enum(["always", "missing", "never"])
  .optional()
  .describe("When the image is fetched. Default: always for latest and without a tag, else when it is missing");

/** An image that runs to its end before the container starts. */
export const InitContainerSpec = z.strictObject({
  name: name("init container"),
  ...run,
  volumes: mounts,
  resources: Resources.optional(),
  pull,
});

/** An image that runs beside the container, starts before and ends after it; they share network and volumes. */
export const SidecarSpec = z.strictObject({
  ...InitContainerSpec.shape,
  name: name("sidecar"),
  ports: z.array(Port).max(50).optional().describe("Ports of it that other containers use. Default: none"),
  health,
  lifecycle: Lifecycle.omit({ grace: true }).optional(),
});

export const ContainerOptions = z.strictObject({
  workload: Workload.optional().describe("How it is run: a kind, or a kind with what belongs to it."),
  expose: Expose.optional(),
  ports: z.array(Port).max(50).optional().describe("Further ports other containers of the project use. Default: none"),
  aliases: z
    .array(name("alias"))
    .max(10)
    .optional()
    .describe("Further host names it has within the project. Default: none"),
  deployment: z
    .enum(["managed", "self-managed"])
    .optional()
    .describe("managed (default): restarted when it stops, and you are told why. self-managed: if it stops, it stops."),
  restart: z
    .enum(["always", "on-failure", "never"])
    .optional()
    .describe(
      "What happens when the process ends: always (long-running), on-failure (jobs: again in its place), never (jobs: " +
        "a new pod for each try). Default: by workload and deployment",
    ),
  tags: z
    .array(
      z
        .string()
        .max(40)
        .regex(/^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$/, "letters, digits, -, _ and ."),
    )
    .max(20)
    .optional()
    .describe("Words to find the container by."),
  replicas: replicas.optional().describe("How many of it run. Default: 1"),
  scale: Scale.optional(),
  rollout: Rollout.optional().describe("How a new version takes the place of the old. Default: rolling"),
  lifecycle: Lifecycle.optional().describe("What happens around its start and its stop."),
  readinessGates: z
    .array(z.string().max(317))
    .max(10)
    .optional()
    .describe("Conditions of its pods that somebody else sets, and without which they get no requests."),
  waitFor: z.array(WaitFor).max(50).optional().describe("Containers that must accept connections before it starts."),
  init: z
    .array(InitContainerSpec)
    .max(20)
    .optional()
    .describe("Images that run to their end, in turn, before it starts."),
  sidecars: z.array(SidecarSpec).max(20).optional().describe("Images that run beside it."),
  resources: Resources.optional().describe("What it is promised and may use: a size, or amounts."),
  importance: z
    .enum(["low", "normal", "high"])
    .optional()
    .describe("When the project exceeds its claim the least important containers are stopped first. Default: normal"),
  disruption: Disruption.optional(),
  spread: Spread.optional(),
  volumes: mounts,
  health,
  security: Security.optional().describe("What it may do on its node: a standard, or a standard with what differs."),
  pull,
  interactive: z.boolean().optional().describe("true: it has a terminal and an open standard input. Default: false"),
  network: ContainerNetwork.optional().describe("What it may reach, and be reached by, beyond the project."),
  zones: z
    .record(
      z.string(),
      z.strictObject({
        image: image.optional(),
        environment: Environment.optional(),
        replicas: replicas.optional(),
        scale: Scale.optional(),
        resources: Resources.optional(),
      }),
    )
    .optional()
    .describe("What differs in a zone, by the zone's name."),
});

export const ContainerSpec = z.strictObject({
  name: name("container"),
  ...run,
  options: ContainerOptions.optional(),
});

export type InitContainerSpec = z.infer<typeof InitContainerSpec>;
export type SidecarSpec = z.infer<typeof SidecarSpec>;
export type ContainerOptions = z.infer<typeof ContainerOptions>;
export type ContainerSpec = z.infer<typeof ContainerSpec>;
