import type { Schema } from "../../api/client/index.ts";
import { usageError } from "../command-error.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { cancelCleanly } from "../interrupt.ts";
import { suggestion } from "../nearest.ts";
import { lineCount, linePrinter } from "../print-logs.ts";
import { failureExitCode } from "../report-results.ts";
import { showDiagnostics } from "../show-diagnostics.ts";
import { zoneNames } from "../zones-in-use.ts";
import { taggedOnPlatform } from "./tagged-on-platform.ts";
import type { Target } from "./target.ts";

/** The platform answers no more at once. */
const MOST_LINES = 2000;

export interface LogsOnPlatformOptions {
  readonly tag?: readonly string[];
  readonly zone?: readonly string[];
  readonly follow?: boolean;
  readonly tail: string;
  readonly previous?: boolean;
}

/** Prints what containers say, as the platform tells it: secrets stand there by their names. */
export async function logsOnPlatform(
  context: Context,
  target: Target,
  options: LogsOnPlatformOptions,
  container: string | undefined,
): Promise<ExitCode> {
  const tail = lineCount(options.tail, MOST_LINES);
  const { client, project } = target;
  const path = { project };
  const { zones: claimed } = await client.get("/projects/{project}", { path });
  const zones = zoneNames(options.zone);
  const tagged = await taggedOnPlatform(target, options.tag);
  const query = {
    tail,
    ...(zones?.length === 1 && { zone: zones[0] as string }),
    ...(container !== undefined && { container: await existing(target, container) }),
  };
  const isWanted = (line: Schema<"LogLine">): boolean =>
    (zones?.includes(line.zone) ?? true) && (tagged?.names.includes(line.container) ?? true);
  const printLine = linePrinter(context, (zones ?? claimed).length > 1);
  const print = (line: Schema<"LogLine">): void => {
    if (isWanted(line)) printLine(line);
  };
  if (options.follow) return follow(context, target, query, print);
  const previous = options.previous ? "true" : "false";
  const answer = await client.get("/projects/{project}/logs", { path, query: { ...query, previous } });
  for (const line of answer.lines) print(line);
  if (answer.cut)
    context.output.say(context.output.talk.dim("there are more lines; name one container, or a smaller --tail"));
  showDiagnostics(context.output, answer.errors, context.cwd);
  return answer.errors.length > 0 ? failureExitCode([answer]) : EXIT.success;
}

async function follow(
  { output, cwd }: Context,
  { client, project }: Target,
  query: { readonly tail: number; readonly zone?: string; readonly container?: string },
  print: (line: Schema<"LogLine">) => void,
): Promise<ExitCode> {
  const signal = AbortSignal.any([cancelCleanly(output, { quiet: true }), output.closed]);
  const path = { project };
  for await (const { event, data } of client.events("/projects/{project}/logs/stream", { path, query, signal })) {
    if (event === "line") print(data as Schema<"LogLine">);
    else if (event === "problem") showDiagnostics(output, [data as Schema<"Diagnostic">], cwd);
  }
  return EXIT.success;
}

async function existing({ client, project }: Target, container: string): Promise<string> {
  const { nodes } = await client.get("/projects/{project}/tree", { path: { project } });
  const names = nodes.filter(({ kind }) => kind === "container").map(({ name }) => name);
  if (names.includes(container)) return container;
  throw usageError(`the project has no container "${container}"`, suggestion(container, names, "containers"));
}
