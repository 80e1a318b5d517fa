import { z } from "zod";
import { countOrShare, cron, quantity, timeZone } from "./words.ts";

const replicas = z.int().min(0).max(1000);
const share = z.int().min(1).max(1000);

const Metric = z.strictObject({
  name: z.string().min(1).max(253).describe("Name of the metric, e.g. http_requests_per_second."),
  source: z
    .enum(["pods", "external"])
    .optional()
    .describe("pods (default): measured at each of them. external: measured elsewhere, e.g. the length of a queue."),
  target: quantity.describe("Average for each that is aimed at."),
  labels: z.record(z.string().max(317), z.string().max(63)).optional().describe("Which of the metrics of that name."),
});

export const Scale = z
  .strictObject({
    minimum: replicas.optional().describe("How many run at least. Default: 1"),
    maximum: z.int().min(1).max(1000).describe("How many run at most."),
    cpu: share
      .optional()
      .describe("Percent of the promised cpu that is aimed at. Default: 75 when nothing else is given"),
    memory: share.optional().describe("Percent of the promised memory that is aimed at."),
    metrics: z.array(Metric).max(20).optional().describe("Metrics of your own."),
    schedule: z
      .array(
        z.strictObject({
          from: cron,
          to: cron,
          replicas: replicas.describe("How many run at least in between."),
          timeZone: timeZone.optional(),
        }),
      )
      .max(20)
      .optional()
      .describe("How many at which time, where the zone has KEDA."),
    settle: z.int().min(0).max(3600).optional().describe("Seconds of less load before there are fewer. Default: 300"),
  })
  .describe("How many of it run, by load or by time. Instead of replicas.");

export const Disruption = z
  .union([
    z.literal(false),
    z
      .strictObject({ unavailable: countOrShare.optional(), available: countOrShare.optional() })
      .refine(({ unavailable, available }) => (unavailable === undefined) !== (available === undefined), {
        message: "give exactly one of unavailable, available",
      }),
  ])
  .describe(
    "How many may be missing (unavailable) or must be there (available) while nodes are emptied. " +
      "Default: one may be missing of several",
  );

export const Spread = z
  .union([
    z.literal(false),
    z.array(
      z.strictObject({
        over: z
          .string()
          .max(317)
          .describe('"nodes", "areas" (parts of a zone that fail apart), or any label of nodes.'),
        skew: z.int().min(1).max(100).optional().describe("How uneven it may be. Default: 1"),
        required: z.boolean().optional().describe("true: rather none than uneven. Default: false"),
      }),
    ),
  ])
  .describe("What the pods are spread over. Default: nodes, where there are several. false: not at all");

export type Scale = z.infer<typeof Scale>;
export type Disruption = z.infer<typeof Disruption>;
export type Spread = z.infer<typeof Spread>;
