import { once } from "node:events";
import type { RunningServer } from "../../api/run-server.ts";
import { CommandError, usageError } from "../command-error.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { cancelCleanly } from "../interrupt.ts";
import { ProgressLine } from "../live/progress-line.ts";

export interface ServeOptions {
  readonly only?: "api" | "worker";
  readonly port?: string;
  readonly host?: string;
  /** Prints a link by which the first operator signs in. Default: only while there is no operator */
  readonly signInLink?: boolean;
}

/** The platform, until it is told to stop: API, pages and workers over PostgreSQL. */
export async function serve(context: Context, options: ServeOptions): Promise<ExitCode> {
  const { output } = context;
  const signal = cancelCleanly(output);
  const line = new ProgressLine(output);
  const server = await openServer(context, { ...options, onStep: (step) => line.show(step) }).finally(() =>
    line.close(),
  );
  const { talk, symbols } = output;
  const what = server.url ? `answers at ${talk.cyan(server.url)}` : "works on updates";
  output.say(`${talk.green(symbols.done)} the platform ${what}`);
  const link = await linkToSignIn(server, options);
  if (link) output.say(`  sign in as ${link.email}, once: ${talk.cyan(link.link)}`);
  if (output.json) output.document({ url: server.url ?? null, pid: process.pid });
  if (!signal.aborted) await once(signal, "abort");
  await server.stop();
  return EXIT.success;
}

/** A platform that nobody runs yet is of no use: its zones are added by an operator. */
async function linkToSignIn({ url, platform }: RunningServer, { signInLink }: ServeOptions) {
  if (url === undefined) return undefined;
  const { hasOperator } = await import("../../api/identity/first-operator.ts");
  if (!signInLink && (await hasOperator(platform))) return undefined;
  const { linkForFirstOperator } = await import("../start/first-person.ts");
  return linkForFirstOperator(platform);
}

/** Starts the platform; the environment says how, options say otherwise. Throws a CommandError when its port is taken. */
export async function openServer(
  context: Context,
  { only, port, host, onStep }: ServeOptions & { readonly onStep?: (step: string) => void },
) {
  const environment = {
    ...context.environment,
    ...(port !== undefined && { ESPALIER_PORT: port }),
    ...(host !== undefined && { ESPALIER_HOST: host }),
  };
  const { readSettings, SettingsError } = await import("../../api/settings.ts");
  const { createLog } = await import("../../api/log.ts");
  const { runServer } = await import("../../api/run-server.ts");
  try {
    const settings = readSettings(environment);
    const log = createLog(settings.logLevel);
    if (only !== "worker") await requireFreePort(settings);
    return await runServer({ settings, environment, log, ...(only && { only }), ...(onStep && { onStep }) });
  } catch (error) {
    if (error instanceof SettingsError) throw usageError(error.message);
    throw asPortTaken(error);
  }
}

/** Said before anything is started; what takes the port in between is told when listening fails. */
async function requireFreePort({ host, port }: { readonly host: string; readonly port: number }): Promise<void> {
  const { createServer } = await import("node:net");
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, host, () => resolve()));
  await new Promise<void>((resolve) => server.close(() => resolve()));
}

function asPortTaken(error: unknown): unknown {
  const { code, port, address } = error as NodeJS.ErrnoException & { port?: number; address?: string };
  if (code !== "EADDRINUSE" || port === undefined) return error;
  return new CommandError(`port ${port} of ${address} is taken: another program listens there`, {
    exitCode: EXIT.configuration,
    fix: `stop it, or choose another port: ESPALIER_PORT=${port + 1}`,
  });
}
