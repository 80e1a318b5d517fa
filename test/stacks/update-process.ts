import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { objectId } from "../../constructs/manifest.ts";
import { runStackUpdate } from "../../stacks/run-update.ts";
import type { StackHost } from "../../stacks/update.ts";
import { shop } from "./shop.ts";

/** An update in a process of its own, to be killed. Arguments: the stack's host as JSON, a file that each write is added to. */
const [host, log] = process.argv.slice(2) as [string, string];

appendFileSync(log, "start\n");
await runStackUpdate(JSON.parse(host) as StackHost, {
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
appendFileSync(log, "end\n");
