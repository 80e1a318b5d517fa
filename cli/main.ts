import module from "node:module";
import { join } from "node:path";
import { cacheFolder } from "../toolchain/cache.ts";

// What Node compiles is kept between runs, which halves the time until a command begins; Node 20 cannot.
module.enableCompileCache?.(join(cacheFolder(), "compiled"));

const { runCommand } = await import("./run-command.ts");
const code = await runCommand(process.argv.slice(2), { cwd: process.cwd(), environment: process.env });
// Whatever a library still keeps open must not keep the command.
process.exit(code);
