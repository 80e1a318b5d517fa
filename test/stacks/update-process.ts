import { appendFileSync } from "node:fs";
import type { StackHost } from "../../stacks/update.ts";
import { runKilledUpdate } from "./killed-update.ts";

/** An update in a process of its own, to be killed. Arguments: the stack's host as JSON, a file that each write is added to. */
const [host, log] = process.argv.slice(2) as [string, string];

await runKilledUpdate(JSON.parse(host) as StackHost, log);
appendFileSync(log, "end\n");
