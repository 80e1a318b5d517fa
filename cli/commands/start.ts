import { once } from "node:events";
import { createClient } from "../../api/client/index.ts";
import type { RunningServer } from "../../api/run-server.ts";
import type { FileZone } from "../../engine/zone.ts";
import { BackgroundTools } from "../background-tools.ts";
import { CommandError } from "../command-error.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { cancelCleanly } from "../interrupt.ts";
import { deployExample } from "../start/deploy-example.ts";
import { type FirstPerson, firstPerson } from "../start/first-person.ts";
import { sayDone } from "../start/say-done.ts";
import { sayNext } from "../start/say-next.ts";
import { showExample } from "../start/show-example.ts";
import { openServer } from "./serve.ts";
import { bringUp } from "./zone-local.ts";

const ZONE = "local";
const TEMPLATE = "example";
const PROJECT = "example_project";

interface StartOptions {
  /** Ends after the deployment. */
  readonly once?: boolean;
}

/**
 * The first minute: what needs no cluster is shown at once, while the toolchain is fetched or built; the platform answers
 * from then on; the local zone is started, and the example deployed into it through the platform. Goes on serving until
 * Ctrl-C. Run again it finds everything there and changes nothing.
 */
export async function start(context: Context, options: StartOptions): Promise<ExitCode> {
  const { output } = context;
  const signal = cancelCleanly(output);
  const tools = new BackgroundTools(context, signal);
  let server: RunningServer | undefined;
  try {
    const { findTemplate } = await import("../../templates/catalog.ts");
    const { localZoneStatus } = await import("../../engine/local-zone/index.ts");
    const isFirst = (await localZoneStatus(ZONE)).state === "absent";
    const { diagram } = await showExample(context, findTemplate(TEMPLATE).file, ZONE, isFirst);
    server = await openServer(quietly(context), { onStep: (step) => output.say(output.talk.dim(step)) });
    const url = server.url as string;
    sayDone(context, `the platform answers at ${output.talk.cyan(url)}`);
    const person = await firstPerson(server, url);
    output.say(`  sign in as ${person.email}, once: ${output.talk.cyan(person.link)}`);
    await tools.ready();
    await addLocalZone(context, server, await bringUp(context, ZONE, undefined, signal));
    const code = await deployAs(context, person, url, { planShown: isFirst, signal });
    if (code !== EXIT.success && options.once) return code;
    sayNext(context, { url, link: person.link, project: PROJECT, diagram });
    if (options.once) return code;
    output.say(output.talk.dim(`\nserving at ${url}; Ctrl-C stops the platform, the zone goes on`));
    if (!signal.aborted) await once(signal, "abort");
    return EXIT.success;
  } catch (error) {
    throw signal.aborted ? stopped() : error;
  } finally {
    tools.close();
    await server?.stop();
  }
}

async function addLocalZone(context: Context, { platform }: RunningServer, zone: FileZone): Promise<void> {
  const { addFileZone } = await import("../../api/zones/add-file-zone.ts");
  await addFileZone(platform, zone);
  const name = context.output.talk.bold(ZONE);
  sayDone(context, `zone ${name} is running: a real Kubernetes API, its pods are simulated`);
}

/** With a key that ends with the work. */
async function deployAs(
  context: Context,
  { key, end }: FirstPerson,
  url: string,
  { planShown, signal }: { readonly planShown: boolean; readonly signal: AbortSignal },
): Promise<ExitCode> {
  const client = createClient({ url, key });
  const options = { template: TEMPLATE, zone: ZONE, planShown, signal };
  return deployExample(context, { url, client }, PROJECT, options).finally(() => end().catch(() => undefined));
}

/** What the log tells would stand between the lines of the view; whoever wants it asks for it. */
function quietly({ environment, ...context }: Context): Context {
  return { ...context, environment: { ESPALIER_LOG: "error", ...environment } };
}

function stopped(): CommandError {
  return new CommandError("stopped; start again and it goes on where it was", { exitCode: EXIT.cancelled });
}
