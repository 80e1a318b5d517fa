import { lockUpdate } from "../../engine/update-lock.ts";

/** Holds a lock until it is killed. */
await lockUpdate(process.argv[2] ?? "", "sofia");
process.stdout.write("held\n");
setInterval(() => undefined, 1_000);
