import { once } from "node:events";
import { usageError } from "../command-error.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { cancelCleanly } from "../interrupt.ts";
import { ProgressLine } from "../live/progress-line.ts";

export interface ServeOptions {
  readonly only?: "api" | "worker";
  readonly port?: string;
  readonly host?: string;
}

/** The platform, until it is told to stop: API, pages and workers over PostgreSQL. */
export async function serve(context: Context, options: ServeOptions): Promise<ExitCode> {
  const { output } = context;
  const signal = cancelCleanly(output);
  const server = await openServer(context, options);
  const { talk, symbols } = output;
  const what = server.url ? `answers at ${talk.cyan(server.url)}` : "works on updates";
  output.say(`${talk.green(symbols.done)} the platform ${what}`);
  if (output.json) output.document({ url: server.url ?? null, pid: process.pid });
  if (!signal.aborted) await once(signal, "abort");
  await server.stop();
  return EXIT.success;
}

/** Starts the platform with a line of progress; the environment says how, options say otherwise. */
export async function openServer(context: Context, { only, port, host }: ServeOptions) {
  const { output } = context;
  const environment = {
    ...context.environment,
    ...(port !== undefined && { ESPALIER_PORT: port }),
    ...(host !== undefined && { ESPALIER_HOST: host }),
  };
  const { readSettings, SettingsError } = await import("../../api/settings.ts");
  const { createLog } = await import("../../api/log.ts");
  const { runServer } = await import("../../api/run-server.ts");
  const line = new ProgressLine(output);
  try {
    const settings = readSettings(environment);
    const log = createLog(settings.logLevel);
    return await runServer({ settings, environment, log, ...(only && { only }), onStep: (step) => line.show(step) });
  } catch (error) {
    if (error instanceof SettingsError) throw usageError(error.message);
    throw error;
  } finally {
    line.close();
  }
}
