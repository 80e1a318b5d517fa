import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { connectDatabase } from "../../../api/database/connect.ts";
import { databaseStackHost } from "../../../api/updates/pulumi-state.ts";
import { objectId } from "../../../constructs/manifest.ts";
import { runStackUpdate } from "../../../stacks/run-update.ts";
import { shop } from "../../stacks/shop.ts";

/** An update in a process of its own, to be killed. Arguments: what Pulumi is given, as JSON; a file each write is added to. */
const [given, log] = process.argv.slice(2) as [string, string];

const { pulumi, home, databaseUrl } = JSON.parse(given);
const { database, close } = connectDatabase(databaseUrl, { connections: 2 });
appendFileSync(log, "start\n");
await runStackUpdate(databaseStackHost({ pulumi, home, databaseUrl, database }), {
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
await close();
appendFileSync(log, "end\n");
