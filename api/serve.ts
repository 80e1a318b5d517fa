import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Logger } from "pino";
import type { SecretKey } from "../engine/secret-key.ts";
import { createApp } from "./app.ts";
import { type Connection, connectDatabase } from "./database/connect.ts";
import { migrateDatabase } from "./database/migrate.ts";
import { Notifications } from "./database/notifications.ts";
import { Limits } from "./http/limits.ts";
import { createAccounts } from "./identity/accounts.ts";
import { Callers } from "./identity/callers.ts";
import { ProjectBells } from "./live/project-bells.ts";
import { StatusWatches } from "./live/status-watches.ts";
import { Metrics } from "./metrics.ts";
import type { Platform } from "./platform.ts";
import type { Settings } from "./settings.ts";
import { installQueue } from "./updates/install-queue.ts";
import { ZoneConnections } from "./zones/connections.ts";

/**
 * Milliseconds that a connection may rest between two requests: longer than proxies and clients keep theirs (a minute at
 * nginx), since a request that is sent just as we close would be lost.
 */
const KEEP_ALIVE = 75_000;

export interface PlatformOptions {
  readonly settings: Settings;
  /** Of a database that answers. */
  readonly databaseUrl: string;
  readonly secretKey: SecretKey;
  readonly log: Logger;
}

/** A platform that is put together, with everything it holds open. */
export interface OpenPlatform extends Platform {
  readonly connection: Connection;
  readonly databaseUrl: string;
  /** Told the port when it was the system's choice, since links name it. */
  listensAt(port: number): void;
  close(): Promise<void>;
}

/** Puts the platform together: connects, brings the database up to date, listens for notifications. */
export async function openPlatform({ settings, databaseUrl, secretKey, log }: PlatformOptions): Promise<OpenPlatform> {
  const onError = (error: unknown) => log.warn({ err: error }, "the database is away");
  const connection = connectDatabase(databaseUrl, { connections: settings.databaseConnections, onError });
  const { database } = connection;
  let port = settings.port;
  try {
    const done = await migrateDatabase(database as never);
    await installQueue(databaseUrl);
    if (done.length > 0) log.info({ migrations: done }, "the database is up to date");
    const origin = () => settings.url ?? `http://${shownHost(settings.host)}:${port}`;
    const accounts = createAccounts({ database, secret: secretKey.deriveHex("accounts"), baseUrl: origin(), log });
    const callers = new Callers(database, accounts, onError);
    const notifications = new Notifications(databaseUrl, onError);
    const bells = new ProjectBells(database, onError);
    const zones = new ZoneConnections(secretKey);
    const statuses = new StatusWatches(zones);
    notifications.start();
    return {
      settings,
      database,
      connection,
      databaseUrl,
      log,
      secretKey,
      accounts,
      callers,
      limits: new Limits(settings.rateLimit, settings.signInLimit),
      notifications,
      bells,
      zones,
      statuses,
      metrics: new Metrics(),
      origin,
      async close() {
        await notifications.close();
        await bells.close();
        await callers.close();
        statuses.close();
        await zones.close();
        await connection.close();
      },
      listensAt(actual) {
        port = actual;
      },
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/**
 * Begins to answer requests. Resolves when it does, to the server and where it is reached on this machine.
 *
 * @param dashboard folder that holds the built dashboard. Default: that of this package
 */
export async function listen(
  platform: OpenPlatform,
  { dashboard }: { readonly dashboard?: string } = {},
): Promise<{ readonly server: Server; readonly url: string }> {
  const { host, port } = platform.settings;
  const server = createServer(
    { requestTimeout: 60_000, headersTimeout: 15_000, keepAliveTimeout: KEEP_ALIVE, maxHeaderSize: 16 * 1024 },
    createApp(platform, dashboard),
  );
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, host, () => resolve());
  });
  const actual = (server.address() as AddressInfo).port;
  platform.listensAt(actual);
  return { server, url: `http://${shownHost(host)}:${actual}` };
}

/** Answers what is under way, for a while, then ends all connections: streams would never end by themselves. */
export async function stopListening(server: Server, patience = 5_000): Promise<void> {
  const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), patience);
  await closed;
  clearTimeout(timer);
}

function shownHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}
