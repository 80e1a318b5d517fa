import { spawn } from "node:child_process";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { requireTarget, type TargetOptions } from "../platform/target.ts";

/** Prints the address at which the project is seen and, where there is a desktop, opens it in a browser. */
export async function open(context: Context, options: TargetOptions): Promise<ExitCode> {
  const { output, environment } = context;
  const { url, project } = requireTarget(context, options);
  const page = `${url}/projects/${encodeURIComponent(project)}`;
  if (output.json) output.document({ url: page });
  else output.print(page);
  const program = browserOpener(environment);
  if (program && !output.json && output.stderr.isTTY) await run(program, page);
  return EXIT.success;
}

function browserOpener({ DISPLAY, WAYLAND_DISPLAY }: NodeJS.ProcessEnv): string | undefined {
  if (process.platform === "darwin") return "open";
  return process.platform === "linux" && (DISPLAY || WAYLAND_DISPLAY) ? "xdg-open" : undefined;
}

/** A machine without that program, or with one that fails, has still been told the address. */
function run(program: string, page: string): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(program, [page], { stdio: "ignore", detached: true });
    child.once("error", () => resolve());
    child.once("spawn", () => {
      child.unref();
      resolve();
    });
  });
}
