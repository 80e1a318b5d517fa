import "./automation/lazy-dependencies.ts";
import { LocalWorkspace } from "@pulumi/pulumi/automation/localWorkspace.js";
import { Stack } from "@pulumi/pulumi/automation/stack.js";
import { CliCommand, CliError } from "./automation/cli-command.ts";
import { cliEnvironment, passwordsIn } from "./automation/cli-environment.ts";
import { prepareStack, removeStack, type StackPlace } from "./automation/stack-place.ts";
import { UpdateOperations } from "./automation/update-operations.ts";
import { withoutLoopbackProxy } from "./loopback-proxy.ts";
import { stackProgram } from "./program.ts";
import { serveProvider } from "./provider/serve-provider.ts";
import { stackProject } from "./resource-name.ts";
import { type ObjectFailure, type RunStackUpdate, StackError, type StackUpdate } from "./update.ts";

const OPTIONS = {
  /** How many objects are written at once. */
  parallel: 32,
  /** An object that cannot be written stops only those that need it. */
  continueOnError: true,
  color: "never",
  suppressProgress: true,
  suppressOutputs: true,
} as const;

/** One for a lock, one for the state. */
const MAX_REPAIRS = 2;

/**
 * Runs one Pulumi operation through the Automation API, with one process of the CLI. The caller guarantees that there is
 * one update at a time for a project and zone; updates of others may run beside it in the same process.
 */
export const runStackUpdate: RunStackUpdate = async (host, asked) => {
  asked.signal?.throwIfAborted();
  const update = { ...asked, project: stackProject(asked.project) };
  Object.assign(process.env, withoutLoopbackProxy(process.env));
  const operations = new UpdateOperations(update);
  const provider = await serveProvider(operations);
  try {
    const cli = new CliCommand(host.pulumi, cliEnvironment(host, provider.port), {
      hidden: passwordsIn(host.backendUrl),
      ...(update.signal && { signal: update.signal }),
    });
    const [place, holdsObjects] = await prepareStack(host, update.project, update.zone);
    if (update.operation === "up" || holdsObjects) await runOrRepair(update, place, cli, operations);
    if (update.operation === "destroy") await removeStack(place);
  } finally {
    provider.close();
  }
};

/**
 * An update that ended before it began is repaired and tried again: its state is a cache and may be lost (DESIGN.md,
 * invariant 4), its lock may be that of a process which was killed.
 */
async function runOrRepair(
  update: StackUpdate,
  place: StackPlace,
  cli: CliCommand,
  operations: UpdateOperations,
): Promise<void> {
  for (let repairs = 0; ; repairs++) {
    try {
      return await run(update, place, cli, operations);
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      const { failures, began } = operations;
      if (began || repairs === MAX_REPAIRS) throw new StackError(describe(failures, error), failures);
      await place.state.repair();
    }
  }
}

async function run(
  { operation, project, zone, manifests }: StackUpdate,
  { folder, state }: StackPlace,
  cli: CliCommand,
  operations: UpdateOperations,
): Promise<void> {
  const program = stackProgram(project, zone, manifests);
  const workspace = await LocalWorkspace.create({
    pulumiCommand: cli,
    workDir: folder,
    program: () => {
      operations.began = true;
      return program();
    },
  });
  const stack = await Stack.select(zone, workspace);
  try {
    await (operation === "up" ? stack.up(OPTIONS) : stack.destroy(OPTIONS));
  } finally {
    // Where that fails they go with the next update; what the update itself met says more.
    await state.dropCopies().catch(() => undefined);
  }
}

function describe(failures: readonly ObjectFailure[], error: CliError): string {
  if (failures.length === 0) return error.message;
  return failures.map(({ id, operation, message }) => `cannot ${operation} ${id}: ${message}`).join("\n");
}
