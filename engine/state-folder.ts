import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Folder for what Espalier keeps on this machine: the registry of zones, local zones, Pulumi state, generated values, the
 * key of secret hashes. `ESPALIER_HOME`, else `$XDG_STATE_HOME/espalier`, else `~/.local/state/espalier`.
 */
export function stateFolder(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment.ESPALIER_HOME) return environment.ESPALIER_HOME;
  return join(environment.XDG_STATE_HOME || join(homedir(), ".local", "state"), "espalier");
}
