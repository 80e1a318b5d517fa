import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { StateStore } from "../state-store.ts";
import { StackError, type StackHost } from "../update.ts";
import { isFileBackend } from "./cli-environment.ts";
import { CREDENTIALS } from "./empty-state.ts";
import { fileStore, writeWhole } from "./file-store.ts";
import { StackState } from "./stack-state.ts";

/** A stack's place on this machine and in its backend. */
export interface StackPlace {
  /** Folder the CLI runs in; holds the stack's `Pulumi.yaml`. */
  readonly folder: string;
  readonly state: StackState;
}

/** Makes the stack ready for an update. Resolves to false when its state is known to hold nothing. */
export async function prepareStack(host: StackHost, project: string, stack: string): Promise<[StackPlace, boolean]> {
  const store = storeOf(host);
  const folder = join(host.home, "work", project, stack);
  await mkdir(folder, { recursive: true });
  await writeOnce(join(folder, "Pulumi.yaml"), `name: ${JSON.stringify(project)}\nruntime: nodejs\n`);
  await writeOnce(join(host.home, "credentials.json"), CREDENTIALS);
  const state = new StackState(store, project, stack, folder);
  return [{ folder, state }, await state.prepare()];
}

/** After a destroy nothing of the stack is kept. */
export async function removeStack({ folder, state }: StackPlace): Promise<void> {
  await state.remove();
  await rm(folder, { recursive: true, force: true });
}

function storeOf({ backendUrl, state }: StackHost): StateStore {
  if (state) return state;
  if (isFileBackend(backendUrl)) return fileStore(backendUrl);
  throw new StackError("a backend other than file:// needs the store of its states (StackHost.state)");
}

async function writeOnce(file: string, content: string): Promise<void> {
  if ((await readFile(file, "utf8").catch(() => "")) !== content) await writeWhole(file, content);
}
