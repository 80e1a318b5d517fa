import type { Express } from "express";
import { pendingMigrations } from "../database/migrate.ts";
import { Problem } from "../http/problem.ts";
import { callerName, isOperator } from "../identity/caller.ts";
import type { Platform } from "../platform.ts";

/** What watches the platform asks: whether it lives, whether it can be sent requests, what is measured of it. */
export function addServicePaths(app: Express, platform: Platform): void {
  app.get("/healthz", (_, response) => void response.type("text").send("ok\n"));

  app.get("/readyz", async (_, response) => {
    const pending = await pendingMigrations(platform.database);
    if (pending.length > 0) {
      throw new Problem("unavailable", "the database is being brought up to date", { retryAfter: 5 });
    }
    response.type("text").send("ok\n");
  });

  app.get("/metrics", async (request, response) => {
    const caller = await platform.callers.identify(request);
    if (caller) response.locals.caller = callerName(caller);
    await platform.limits.take({}, caller, { address: request.ip ?? "unknown" }, response);
    if (!caller) throw new Problem("not-signed-in", "send the key of an operator as Authorization: Bearer …");
    if (!isOperator(caller)) throw new Problem("not-permitted", "only operators of the platform may do this");
    const { registry } = platform.metrics;
    response.set("Content-Type", registry.contentType).end(await registry.metrics());
  });
}
