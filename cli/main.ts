import { runCommand } from "./run-command.ts";

process.exitCode = await runCommand(process.argv.slice(2), { cwd: process.cwd(), environment: process.env });
process.exit();
