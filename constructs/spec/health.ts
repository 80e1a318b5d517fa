import { z } from "zod";
import { argument, port, seconds, urlPath } from "./words.ts";

const CHECKS = ["http", "tcp", "command", "grpc"] as const;

const check = {
  http: urlPath.optional().describe("Healthy when a GET of this path answers 2xx or 3xx."),
  tcp: z.literal(true).optional().describe("Healthy when the port accepts a connection."),
  command: z.array(argument).min(1).max(100).optional().describe("Healthy when this command exits with 0."),
  grpc: z
    .union([z.literal(true), z.string().max(253)])
    .optional()
    .describe("Healthy when the gRPC health service says so: true, or the name of the service to ask for."),
  port: port.optional().describe("Port to check. Default: the exposed port, else the first of its ports."),
  tls: z.boolean().optional().describe("http: over https, without checking the certificate. Default: false"),
  headers: z.record(z.string().max(200), z.string().max(4096)).optional().describe("http: headers to send."),
  interval: seconds.optional().describe("Seconds between checks. Default: 10"),
  timeout: seconds.optional().describe("Seconds a check may take. Default: 3"),
  failures: z.int().min(1).max(100).optional().describe("Failures in a row that make it unhealthy. Default: 3"),
};

export const HealthCheck = z
  .strictObject(check)
  .refine((one) => checksOf(one) === 1, { message: "give exactly one of http, tcp, command, grpc" });

const phase = z.union([z.literal(false), HealthCheck]).optional();

/** One check for everything, a check for each question, or the first with some of the second instead. */
export const HealthOptions = z
  .strictObject({
    ...check,
    start: seconds.optional().describe("Seconds it may take to start. Default: 120"),
    startup: phase.describe("Has it started? Until then nothing else is asked. false: not asked"),
    readiness: phase.describe("May it get requests? false: not asked"),
    liveness: phase.describe("Must it be restarted? false: not asked"),
  })
  .refine((health) => checksOf(health) === 1 || (checksOf(health) === 0 && hasPhase(health)), {
    message: "give exactly one of http, tcp, command, grpc, or startup, readiness, liveness with one each",
  });

function checksOf(health: Readonly<Record<string, unknown>>): number {
  return CHECKS.filter((one) => health[one] !== undefined).length;
}

function hasPhase({ startup, readiness, liveness }: Readonly<Record<string, unknown>>): boolean {
  return [startup, readiness, liveness].some((one) => typeof one === "object");
}

export type HealthCheck = z.infer<typeof HealthCheck>;
export type HealthOptions = z.infer<typeof HealthOptions>;
