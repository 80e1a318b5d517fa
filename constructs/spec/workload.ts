import { z } from "zod";
import { absolutePath, argument, countOrShare, cron, port, seconds, timeZone, urlPath } from "./words.ts";

export const WORKLOADS = ["long-running", "worker", "stateful", "daemon", "job", "cron", "serverless"] as const;

const Kind = z
  .enum(WORKLOADS)
  .describe(
    "long-running (default): runs until you stop it. worker: the same, without a port or host name. stateful: stable " +
      "names and a volume each. daemon: one on every node. job: runs to its end. cron: a job at set times. " +
      "serverless: runs while there are requests, where the zone has Knative.",
  );

const count = z.int().min(1).max(10_000);

/** Which keys go with which kind is checked by validation/check-workload.ts, in words. */
export const Workload = z.union([
  Kind,
  z.strictObject({
    kind: Kind,
    completions: count.optional().describe("job, cron: how many must end well. Default: 1"),
    parallelism: count.optional().describe("job, cron: how many run at once. Default: 1"),
    indexed: z
      .boolean()
      .optional()
      .describe("job, cron: each gets a number of its own in JOB_COMPLETION_INDEX. Default: false"),
    retries: z
      .int()
      .min(0)
      .max(100)
      .optional()
      .describe("job, cron: how often a failed one is tried again. Default: 3"),
    deadline: z
      .int()
      .min(1)
      .max(604_800)
      .optional()
      .describe("job, cron: seconds after which it is ended. Default: none"),
    keep: z
      .int()
      .min(0)
      .max(2_592_000)
      .optional()
      .describe("job: seconds its pods stay to be looked at after the end. Default: for good"),
    schedule: cron.optional(),
    timeZone: timeZone.optional(),
    overlap: z
      .enum(["allow", "forbid", "replace"])
      .optional()
      .describe("cron: what happens when the one before still runs. Default: forbid"),
    startDeadline: seconds.optional().describe("cron: seconds it may start late. Default: 300"),
    history: z.int().min(0).max(100).optional().describe("cron: ended ones that stay to be looked at. Default: 3"),
    suspended: z.boolean().optional().describe("job, cron: true: not started for now. Default: false"),
    minimum: z.int().min(0).max(1000).optional().describe("serverless: how many stay without requests. Default: 0"),
    maximum: z.int().min(1).max(1000).optional().describe("serverless: how many there may be. Default: 10"),
    concurrency: z.int().min(1).max(1000).optional().describe("serverless: requests at once to each. Default: 100"),
    timeout: z.int().min(1).max(3600).optional().describe("serverless: seconds a request may take. Default: 300"),
  }),
]);

export const Rollout = z.union([
  z.enum(["rolling", "recreate"]),
  z.strictObject({
    strategy: z
      .enum(["rolling", "recreate"])
      .optional()
      .describe("rolling (default): new ones beside the old. recreate: the old ones end first."),
    surge: countOrShare.optional().describe("How many more than wanted there may be. Default: 25%"),
    unavailable: countOrShare.optional().describe("How many may be missing. Default: a quarter, none of a single one"),
    history: z.int().min(0).max(100).optional().describe("Old versions the cluster itself keeps. Default: 1"),
    settle: seconds.optional().describe("Seconds a new one must stay ready before the next is replaced. Default: 0"),
    deadline: seconds.optional().describe("Seconds after which a rollout that stands still has failed. Default: 600"),
  }),
]);

const Hook = z
  .strictObject({
    command: z.array(argument).min(1).max(100).optional().describe("Runs this command in the container."),
    http: urlPath.optional().describe("Sends a GET to this path."),
    port: port.optional().describe("Port for http. Default: the exposed port."),
    sleep: seconds.optional().describe("Waits this many seconds."),
  })
  .refine(({ command, http, sleep }) => [command, http, sleep].filter((one) => one !== undefined).length === 1, {
    message: "give exactly one of command, http, sleep",
  });

export const Lifecycle = z.strictObject({
  afterStart: Hook.optional().describe("Runs right after the start; until it ends the container is not started."),
  beforeStop: Hook.optional().describe("Runs before the container is told to stop."),
  grace: z.int().min(0).max(86400).optional().describe("Seconds it gets to stop by itself, with the hook. Default: 30"),
});

export const WaitFor = z
  .union([
    z.string(),
    z.strictObject({
      container: z.string().describe("Name of a container of this project."),
      port: port.optional().describe("Port that must accept connections. Default: the one its clients use"),
    }),
  ])
  .describe("A container whose port must accept connections before this one starts.");

export const WorkingDir = absolutePath.describe("Folder it starts in. Default: the image's");

export type Workload = z.infer<typeof Workload>;
export type Rollout = z.infer<typeof Rollout>;
export type Lifecycle = z.infer<typeof Lifecycle>;
export type WaitFor = z.infer<typeof WaitFor>;
