import { resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { DiagnosticsError } from "../constructs/diagnostic.ts";
import type { Tree } from "../constructs/tree.ts";
import { EspalierProject } from "./component.ts";

/** What `pulumi config set espalier:NAME VALUE` says. */
export interface SettingsByHand {
  /** `espalier:definition`: absolute path of the definition; what is set counts from the folder of `Pulumi.yaml`. */
  readonly definition: string;
  /** All others: values of the definition's variables. */
  readonly variables: Readonly<Record<string, string>>;
  /** Name of the stack, which stands for the zone. */
  readonly stack: string;
}

const NAMESPACE = "espalier:";

/** A Pulumi program that deploys one definition: what `pulumi up` by hand runs. */
export function programByHand(
  load: (settings: SettingsByHand) => Promise<{ readonly tree: Tree; readonly secrets: ReadonlyMap<string, string> }>,
): () => Promise<void> {
  return async () => {
    try {
      const { tree, secrets } = await load(settingsByHand());
      new EspalierProject(tree.project, { tree, secrets: Object.fromEntries(secrets) });
    } catch (error) {
      throw error instanceof DiagnosticsError ? new pulumi.RunError(error.message) : error;
    }
  };
}

function settingsByHand(): SettingsByHand {
  const config = Object.entries(pulumi.runtime.allConfig())
    .filter(([key]) => key.startsWith(NAMESPACE))
    .map(([key, value]): [string, string] => [key.slice(NAMESPACE.length), value]);
  const { definition, ...variables } = Object.fromEntries(config);
  if (!definition) throw new pulumi.RunError("no definition: pulumi config set espalier:definition PATH");
  return { definition: resolve(pulumi.runtime.getRootDirectory(), definition), variables, stack: pulumi.getStack() };
}
