import type { ObjectId } from "../constructs/manifest.ts";
import type { Plan } from "../engine/plan-types.ts";
import { CommandError, usageError } from "./command-error.ts";
import type { Context } from "./context.ts";
import { EXIT } from "./exit-code.ts";
import { canAsk, confirm } from "./terminal/prompt.ts";

export interface AgreeOptions {
  readonly yes?: boolean;
  readonly allowDataLoss?: boolean;
}

/**
 * Has the person agree to plans that have changes. Losing data takes a yes of its own, which `--yes` does not give. Throws a
 * usage error where no one can be asked, and exit code 8 for a no.
 */
export async function agree(
  context: Context,
  what: "deploy" | "destroy",
  plans: readonly Plan[],
  options: AgreeOptions,
): Promise<void> {
  const { output } = context;
  const atRisk = plans.flatMap(({ zone, changes }) =>
    changes.filter(({ dataAtRisk, id }) => dataAtRisk && !isNamespace(id)).map(({ path }) => `${path} in ${zone}`),
  );
  if (!options.yes) await ask(context, what, plans);
  if (atRisk.length === 0 || options.allowDataLoss) return;
  if (!canAsk(output)) {
    throw usageError(
      `data would be lost: ${atRisk.join(", ")}`,
      "make a copy first, then confirm with --allow-data-loss",
    );
  }
  output.say(output.talk.red(`Data will be lost: ${atRisk.join(", ")}`));
  if (!(await confirm(output, "Lose it?"))) throw declined(what);
}

/** Whoever destroys a project means its namespace; what is lost with it are the volumes, and they are named. */
function isNamespace(id: ObjectId): boolean {
  return id.startsWith("/Namespace/");
}

async function ask({ output }: Context, what: "deploy" | "destroy", plans: readonly Plan[]): Promise<void> {
  if (!canAsk(output)) {
    throw usageError(`there is no terminal on which to ask whether to ${what} this`, "confirm with --yes");
  }
  const zones = plans.filter(({ changes }) => changes.length).map(({ zone }) => zone);
  const question = `${what === "deploy" ? "Deploy into" : "Destroy this in"} ${zones.join(", ")}?`;
  if (!(await confirm(output, question))) throw declined(what);
}

function declined(what: string): CommandError {
  return new CommandError(`not ${what === "deploy" ? "deployed" : "destroyed"}; nothing was changed`, {
    exitCode: EXIT.cancelled,
  });
}
