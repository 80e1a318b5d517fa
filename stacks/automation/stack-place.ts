import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { StackHost } from "../update.ts";
import { type CliCommand, CliError } from "./cli-command.ts";
import { isFileBackend } from "./cli-environment.ts";
import { CREDENTIALS } from "./empty-state.ts";
import { prepareFileState, removeFileState, repairFileState, writeWhole } from "./file-state.ts";

/** A stack's place on this machine and in its backend. */
export interface StackPlace {
  readonly host: StackHost;
  readonly project: string;
  readonly stack: string;
  /** Folder the CLI runs in; holds the stack's `Pulumi.yaml`. */
  readonly folder: string;
}

/** Makes the stack ready for an update. Resolves to false when its state is known to hold nothing. */
export async function prepareStack(host: StackHost, project: string, stack: string): Promise<[StackPlace, boolean]> {
  const folder = join(host.home, "work", project, stack);
  await mkdir(folder, { recursive: true });
  await writeOnce(join(folder, "Pulumi.yaml"), `name: ${JSON.stringify(project)}\nruntime: nodejs\n`);
  await writeOnce(join(host.home, "credentials.json"), CREDENTIALS);
  const place = { host, project, stack, folder };
  if (!isFileBackend(host.backendUrl)) return [place, true];
  return [place, await prepareFileState(host.backendUrl, project, stack)];
}

/** For an update that ended before it began: the state is unreadable, locked by a process that was killed, or missing. */
export async function repairStack({ host, project, stack, folder }: StackPlace, cli: CliCommand): Promise<void> {
  if (isFileBackend(host.backendUrl)) return repairFileState(host.backendUrl, project, stack);
  await attempt(cli, ["stack", "init", stack, "--no-select"], folder);
  await attempt(cli, ["cancel", "--yes", stack], folder);
}

/** After a destroy nothing of the stack is kept. */
export async function removeStack({ host, project, stack, folder }: StackPlace, cli: CliCommand): Promise<void> {
  if (isFileBackend(host.backendUrl)) await removeFileState(host.backendUrl, project, stack);
  else await attempt(cli, ["stack", "rm", "--yes", stack], folder);
  await rm(folder, { recursive: true, force: true });
}

/** Fails where there is nothing to do: the stack exists, or holds no lock. The update that follows tells. */
async function attempt(cli: CliCommand, args: readonly string[], folder: string): Promise<void> {
  await cli.start([...args, "--non-interactive"], folder).catch((error: unknown) => {
    if (!(error instanceof CliError)) throw error;
  });
}

async function writeOnce(file: string, content: string): Promise<void> {
  if ((await readFile(file, "utf8").catch(() => "")) !== content) await writeWhole(file, content);
}
