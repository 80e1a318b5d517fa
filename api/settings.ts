import { z } from "zod";

const whole = (from: number, to: number, standard: number) =>
  z.coerce.number().int().min(from).max(to).default(standard);

/** What the platform is told by its environment. Everything has a default: without any it serves this machine alone. */
const Environment = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "an address such as postgres://user:password@host:5432/name")
    .optional(),
  ESPALIER_HOST: z.string().max(253).default("127.0.0.1"),
  ESPALIER_PORT: whole(0, 65535, 7070),
  /** Where people reach it; what links begin with. Default: host and port */
  ESPALIER_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** `open`: everybody may sign up. `invited`: only who holds an invitation. */
  ESPALIER_SIGN_UP: z.enum(["open", "invited"]).default("open"),
  /** Requests a minute that each key, or each person without one, may make. */
  ESPALIER_RATE_LIMIT: whole(1, 10_000_000, 3000),
  /** Tries a minute from one address at passwords, one-time links and invitations. */
  ESPALIER_SIGN_IN_LIMIT: whole(1, 10_000_000, 20),
  /** Updates that one worker process runs at the same time. */
  ESPALIER_WORKER_UPDATES: whole(1, 64, 4),
  ESPALIER_DATABASE_CONNECTIONS: whole(2, 500, 20),
  /** How many proxies stand in front and tell the caller's address. */
  ESPALIER_PROXIES: whole(0, 10, 0),
  ESPALIER_LOG: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
});

export interface Settings {
  readonly databaseUrl?: string;
  readonly host: string;
  /** 0 = any free one. */
  readonly port: number;
  readonly url?: string;
  readonly signUp: "open" | "invited";
  /** Requests a minute. */
  readonly rateLimit: number;
  /** Tries a minute from one address at what lets guess passwords or tokens. */
  readonly signInLimit: number;
  readonly workerUpdates: number;
  readonly databaseConnections: number;
  readonly proxies: number;
  readonly logLevel: "trace" | "debug" | "info" | "warn" | "error" | "silent";
}

/** A setting that cannot be used; the message names every one, and never shows a value: an address holds a password. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/** Reads the settings, and says everything that is wrong with them at once. Throws SettingsError. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const { data, error } = Environment.safeParse(environment);
  if (!data) {
    const problems = error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new SettingsError(`the environment has settings that cannot be used: ${problems.join("; ")}`);
  }
  return {
    ...(data.DATABASE_URL && { databaseUrl: data.DATABASE_URL }),
    ...(data.ESPALIER_URL && { url: data.ESPALIER_URL.replace(/\/+$/, "") }),
    host: data.ESPALIER_HOST,
    port: data.ESPALIER_PORT,
    signUp: data.ESPALIER_SIGN_UP,
    rateLimit: data.ESPALIER_RATE_LIMIT,
    signInLimit: data.ESPALIER_SIGN_IN_LIMIT,
    workerUpdates: data.ESPALIER_WORKER_UPDATES,
    databaseConnections: data.ESPALIER_DATABASE_CONNECTIONS,
    proxies: data.ESPALIER_PROXIES,
    logLevel: data.ESPALIER_LOG,
  };
}
