import type { Express } from "express";
import type { Platform } from "../platform.ts";

/** Pages for people beside the API. */
export function addPages(app: Express, platform: Platform): void {
  app.get("/healthz", (_, response) => void response.type("text").send("ok\n"));
  app.get("/readyz", async (_, response) => {
    await platform.database.selectFrom("workers").select("id").limit(1).execute();
    response.type("text").send("ok\n");
  });
}
