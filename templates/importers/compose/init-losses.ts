import { isDeepStrictEqual } from "node:util";
import type { Service } from "./service.ts";

/** Options that an init container does not have, and why. */
const REASONS = {
  security: "an init container runs as the container that it belongs to",
  health: "an init container is not watched: it ends",
  lifecycle: "an init container has no hooks and no grace: it ends",
  interactive: "an init container has no terminal",
  network: "an init container has the network of the container that it belongs to",
  aliases: "nobody calls an init container",
} as const;

/** Tells what of a service is lost because it has become an init container of others. */
export function tellInitLosses(init: Service, owners: readonly Service[]): void {
  const { draft, project } = init;
  for (const [key, reason] of Object.entries(REASONS) as [keyof typeof REASONS, string][]) {
    const given = draft.options[key];
    if (given === undefined || given === false) continue;
    if (owners.every((owner) => isDeepStrictEqual(owner.draft.options[key], given))) continue;
    project.ledger.lose(init.option(key), reason);
  }
  if (draft.ways.length > 0) project.ledger.lose(init.option("expose"), "nobody calls an init container");
  const { user } = (draft.options.security as { readonly user?: number } | undefined) ?? {};
  const others = owners.filter((owner) => ownUser(owner) !== user);
  if (user === undefined || others.length === 0) return;
  init.warn(
    [...init.path, "user"],
    "init-user",
    `${init.container} runs before ${others[0]?.container} and as its user, not as user ${user}`,
    "volumes belong to the group of the container already; leave out what only changes owners",
  );
}

function ownUser({ draft }: Service): number | undefined {
  return (draft.options.security as { readonly user?: number } | undefined)?.user;
}
