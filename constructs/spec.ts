import { z } from "zod";

/**
 * `ProjectSpec`: the validated plain value a definition evaluates to.
 *
 * | word      | meaning |
 * | --------- | ------- |
 * | project   | a tenant's unit: one spec, one tree, one namespace in each of its zones |
 * | container | one image that the project runs, with its options; compiled to a workload |
 * | volume    | storage that outlives containers |
 * | expose    | gives a container a public address |
 *
 * Descriptions here are the texts of the published JSON Schema: what an editor shows on hover.
 */

const name = (what: string) =>
  z
    .string()
    .max(63)
    .regex(/^[a-z]([a-z0-9_-]*[a-z0-9])?$/, "lower-case letters, digits, - and _, starting with a letter")
    .describe(`Name of the ${what}. An underscore becomes a hyphen in host names.`);

/** Kubernetes quantity, e.g. `250m`, `2`, `512Mi`, `10Gi`. */
const quantity = z
  .union([
    z.number().positive(),
    z.string().regex(/^[0-9]+(\.[0-9]+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?$/, "like 250m, 2, 512Mi or 10Gi"),
  ])
  .describe("An amount: 250m (a quarter of a cpu), 2, 512Mi, 10Gi.");

const port = z.int().min(1).max(65535);
const seconds = z.int().min(1).max(86400);

export const Environment = z
  .record(
    z.string().regex(/^[A-Za-z_][A-Za-z0-9_.-]*$/, "letters, digits, _, . and -, not starting with a digit"),
    z.union([z.string(), z.number(), z.boolean()]),
  )
  .describe("Environment variables. The container gets them just as they stand here.");

export const ExposeOptions = z
  .strictObject({
    port: port.optional().describe("Port the container listens on. Default: environment.PORT, else 80 (ssh: 22)."),
    protocol: z
      .enum(["http", "tcp", "ssh"])
      .optional()
      .describe("http (default): a public https address. tcp, ssh: a public port of its own."),
    hosts: z
      .array(
        z
          .string()
          .max(253)
          .regex(
            /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
            "a host name such as shop.example.com",
          ),
      )
      .max(50)
      .optional()
      .describe("Own host names. Default: <container>-<project>.<domain of the zone>."),
    path: z
      .string()
      .max(1024)
      .regex(/^\//, "a path that starts with /")
      .optional()
      .describe("Only requests below this path. Default: /"),
  })
  .describe("How the container is reached from outside.");

export const HealthOptions = z
  .strictObject({
    http: z
      .string()
      .max(1024)
      .regex(/^\//, "a path that starts with /")
      .optional()
      .describe("Healthy when a GET of this path answers 2xx or 3xx."),
    tcp: z.literal(true).optional().describe("Healthy when the port accepts a connection."),
    command: z.array(z.string()).min(1).max(100).optional().describe("Healthy when this command exits with 0."),
    port: port.optional().describe("Port to check. Default: the exposed port."),
    interval: seconds.optional().describe("Seconds between checks. Default: 10"),
    timeout: seconds.optional().describe("Seconds a check may take. Default: 3"),
    failures: z.int().min(1).max(100).optional().describe("Failures in a row that make it unhealthy. Default: 3"),
    start: seconds.optional().describe("Seconds it may take to start. Default: 120"),
  })
  .refine((health) => [health.http, health.tcp, health.command].filter((check) => check !== undefined).length === 1, {
    message: "give exactly one of http, tcp, command",
  });

export const ContainerOptions = z.strictObject({
  expose: z
    .union([z.boolean(), port, ExposeOptions])
    .optional()
    .describe("Gives the container a public address. true: http on environment.PORT, else 80. Default: false"),
  ports: z.array(port).max(50).optional().describe("Further ports other containers of the project use. Default: none"),
  deployment: z
    .enum(["managed", "self-managed"])
    .optional()
    .describe("managed (default): restarted when it stops, and you are told why. self-managed: if it stops, it stops."),
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
  replicas: z.int().min(0).max(1000).optional().describe("How many of it run. Default: 1"),
  resources: z
    .strictObject({
      cpu: quantity
        .optional()
        .describe("Cpu it is promised, at most. Default: 100m promised, no ceiling but the claim's"),
      memory: quantity
        .optional()
        .describe("Memory it is promised and may use at most. Default: 128Mi promised, 512Mi at most"),
    })
    .optional(),
  importance: z
    .enum(["low", "normal", "high"])
    .optional()
    .describe("When the project exceeds its claim the least important containers are stopped first. Default: normal"),
  volumes: z
    .array(
      z.strictObject({
        volume: z.string().describe("Name of a volume of this project."),
        path: z
          .string()
          .max(1024)
          .regex(/^\/[^:]*$/, "an absolute path without :")
          .describe("Where the container sees it."),
        readOnly: z.boolean().optional().describe("Default: false"),
      }),
    )
    .max(50)
    .optional()
    .describe("Volumes it mounts."),
  health: z
    .union([z.literal(false), HealthOptions])
    .optional()
    .describe("How to tell that it works. Default: the exposed port accepts connections. false: no check"),
  security: z
    .enum(["baseline", "restricted"])
    .optional()
    .describe("baseline (default): ordinary images run, in a user namespace. restricted: no root, no capabilities."),
  zones: z
    .record(
      z.string(),
      z.strictObject({ environment: Environment.optional(), replicas: z.int().min(0).max(1000).optional() }),
    )
    .optional()
    .describe("What differs in a zone, by the zone's name."),
});

export const ContainerSpec = z.strictObject({
  name: name("container"),
  image: z
    .string()
    .min(1)
    .max(512)
    .regex(/^[a-z0-9]+([._:/@-]+[A-Za-z0-9]+)*$/, "an image such as nginx:1.29 or ghcr.io/owner/app:tag")
    .describe("Image to run, from Docker Hub unless it names another registry."),
  command: z.array(z.string()).max(200).optional().describe("Replaces the entrypoint of the image."),
  args: z.array(z.string()).max(200).optional().describe("Replaces the arguments of the image."),
  environment: Environment.optional(),
  options: ContainerOptions.optional(),
});

export const VolumeSpec = z.strictObject({
  name: name("volume"),
  size: quantity.describe("Size, e.g. 10Gi."),
  access: z
    .enum(["one", "many"])
    .optional()
    .describe("one (default): one node at a time. many: shared by nodes, where the zone can."),
});

export const NetworkSpec = z.strictObject({
  name: name("network").optional(),
  driver: z
    .enum(["bridge", "overlay"])
    .optional()
    .describe(
      "Accepted from Docker definitions; every project has one private network that spans all nodes of a zone.",
    ),
});

export const ProjectSpec = z.strictObject({
  project: z.strictObject({
    name: name("project"),
    description: z.string().max(1000).optional(),
  }),
  containers: z.array(ContainerSpec).max(1000),
  volumes: z.array(VolumeSpec).max(200).optional(),
  network: NetworkSpec.optional(),
  zones: z
    .array(z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, "lower-case letters, digits and -"))
    .max(100)
    .optional()
    .describe("Zones it runs in. Default: the zone in use"),
});

export type ProjectSpec = z.infer<typeof ProjectSpec>;
export type ContainerSpec = z.infer<typeof ContainerSpec>;
export type ContainerOptions = z.infer<typeof ContainerOptions>;
export type ExposeOptions = z.infer<typeof ExposeOptions>;
export type HealthOptions = z.infer<typeof HealthOptions>;
export type VolumeSpec = z.infer<typeof VolumeSpec>;
export type NetworkSpec = z.infer<typeof NetworkSpec>;
