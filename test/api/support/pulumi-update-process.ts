import { appendFileSync } from "node:fs";
import { connectDatabase } from "../../../api/database/connect.ts";
import { databaseStackHost } from "../../../api/updates/pulumi-state.ts";
import { runKilledUpdate } from "../../stacks/killed-update.ts";

/** An update in a process of its own, to be killed. Arguments: what Pulumi is given, as JSON; a file each write is added to. */
const [given, log] = process.argv.slice(2) as [string, string];

const { pulumi, home, databaseUrl } = JSON.parse(given);
const { database, close } = connectDatabase(databaseUrl, { connections: 2 });
await runKilledUpdate(databaseStackHost({ pulumi, home, databaseUrl, database }), log);
await close();
appendFileSync(log, "end\n");
