import { usageError } from "./command-error.ts";
import type { Context } from "./context.ts";
import { definitionIn } from "./find-definition.ts";
import { shownPath } from "./show-diagnostics.ts";

/** Also when it has another ending: two definitions in one folder are refused by every other command. */
export function refuseSecondDefinition({ cwd }: Context): void {
  const present = definitionIn(cwd);
  if (present === undefined) return;
  throw usageError(`there is a definition already: ${shownPath(present, cwd)}`, "choose another folder, or remove it");
}
