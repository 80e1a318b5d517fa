import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { StackHost } from "../stacks/update.ts";
import { stateFolder } from "./state-folder.ts";

/**
 * Pulumi with its state in the state folder of this machine.
 *
 * @param pulumi folder that holds the `pulumi` program
 */
export function localStackHost(pulumi: string, environment: NodeJS.ProcessEnv = process.env): StackHost {
  const home = join(stateFolder(environment), "pulumi");
  return { pulumi, backendUrl: pathToFileURL(join(home, "state")).href, home };
}
