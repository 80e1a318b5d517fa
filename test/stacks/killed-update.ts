import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { objectId } from "../../constructs/manifest.ts";
import { runStackUpdate } from "../../stacks/run-update.ts";
import type { StackHost } from "../../stacks/update.ts";
import { shop } from "./shop.ts";

/** An update slow enough to be killed at any moment of it; each write is added to a file as a line. */
export async function runKilledUpdate(host: StackHost, log: string): Promise<void> {
  appendFileSync(log, "start\n");
  await runStackUpdate(host, {
    operation: "up",
    project: "killed",
    zone: "sofia-1",
    manifests: shop(["web", "db", "cache", "queue"]),
    decide: () => "update",
    writer: {
      apply: async (manifest) => {
        appendFileSync(log, `${objectId(manifest)}\n`);
        await sleep(150);
      },
      delete: async () => {},
    },
    onEvent: () => {},
  });
}
