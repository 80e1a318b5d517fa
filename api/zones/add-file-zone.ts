import { readFile } from "node:fs/promises";
import { checkKubeconfigText } from "../../engine/index.ts";
import type { FileZone } from "../../engine/zone.ts";
import type { Platform } from "../platform.ts";
import { type AddedZone, addZoneRow, contextOfRow } from "./add-zone.ts";

/**
 * Makes a zone of this machine's registry one of the platform, such as the local zone when the platform starts. Again it
 * changes nothing, or takes over what has changed since. The platform keeps the kubeconfig itself, encrypted.
 *
 * @throws KubeconfigError when the kubeconfig needs something else of this machine, which a worker on another one lacks
 */
export async function addFileZone(
  { database, secretKey }: Pick<Platform, "database" | "secretKey">,
  { context, kubeconfig, kubecontext }: FileZone,
): Promise<AddedZone> {
  const text = await checkKubeconfigText(context.name, await readFile(kubeconfig, "utf8"), {
    ...(kubecontext !== undefined && { kubecontext }),
  });
  return addZoneRow(database, secretKey, { name: context.name, context: contextOfRow(context), kubeconfig: text });
}
