import { dirname, join } from "node:path";
import type { Kysely } from "kysely";
import { stateFolder } from "../../engine/state-folder.ts";
import type { StateStore } from "../../stacks/state-store.ts";
import type { StackHost } from "../../stacks/update.ts";
import { resolveTool } from "../../toolchain/resolve.ts";
import type { Database } from "../database/tables.ts";
import { databaseStackHost } from "./pulumi-state.ts";

export interface PulumiHostOptions {
  readonly databaseUrl: string;
  readonly database: Kysely<Database>;
  readonly signal: AbortSignal;
  /** Told when a state can be neither read nor written. */
  readonly onStateError: (error: unknown) => void;
}

/** Finds the Pulumi CLI, or has it fetched or built, when first something is to be written. */
export async function findPulumiHost(options: PulumiHostOptions): Promise<StackHost> {
  const { databaseUrl, database, signal, onStateError } = options;
  const { path } = await resolveTool("pulumi", { signal });
  const home = join(stateFolder(), "platform", "pulumi");
  const host = databaseStackHost({ pulumi: dirname(path), home, databaseUrl, database });
  return { ...host, state: told(host.state as StateStore, onStateError) };
}

/** To the engine a state that cannot be read is an update that has failed; to a worker it is a database that is away. */
function told(store: StateStore, onError: (error: unknown) => void): StateStore {
  const tell = (error: unknown): never => {
    onError(error);
    throw error;
  };
  return {
    read: (key) => store.read(key).catch(tell),
    write: (key, text) => store.write(key, text).catch(tell),
    below: (folder) => store.below(folder).catch(tell),
    remove: (prefix) => store.remove(prefix).catch(tell),
  };
}
