import type { Kysely } from "kysely";
import type { Logger } from "pino";
import type { SecretKey } from "../engine/secret-key.ts";
import type { Notifications } from "./database/notifications.ts";
import type { Database } from "./database/tables.ts";
import type { Limits } from "./http/limits.ts";
import type { Accounts } from "./identity/accounts.ts";
import type { Callers } from "./identity/callers.ts";
import type { ProjectBells } from "./live/project-bells.ts";
import type { StatusWatches } from "./live/status-watches.ts";
import type { Metrics } from "./metrics.ts";
import type { Settings } from "./settings.ts";
import type { ZoneConnections } from "./zones/connections.ts";

/** The parts that operations and workers are made of; put together in `serve.ts`, and nowhere else. */
export interface Platform {
  readonly settings: Settings;
  readonly database: Kysely<Database>;
  readonly log: Logger;
  /** Encrypts what is kept of secrets, and the keys of projects. */
  readonly secretKey: SecretKey;
  readonly accounts: Accounts;
  readonly callers: Callers;
  readonly limits: Limits;
  readonly notifications: Notifications;
  readonly bells: ProjectBells;
  readonly zones: ZoneConnections;
  readonly statuses: StatusWatches;
  readonly metrics: Metrics;
  /** Where people reach us: `https://espalier.example.com`. */
  readonly origin: () => string;
}
