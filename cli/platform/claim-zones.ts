import type { Context } from "../context.ts";
import type { Target } from "./target.ts";

/** Lets the project run in zones that were named and that it has no claim in yet. Nothing is deployed there by that. */
export async function claimZones(
  { output }: Context,
  { client, project }: Target,
  named: readonly string[] | undefined,
): Promise<void> {
  if (!named) return;
  const { zones } = await client.get("/projects/{project}", { path: { project } });
  for (const zone of named.filter((name) => !zones.includes(name))) {
    await client.put("/projects/{project}/claims/{zone}", { path: { project, zone } });
    output.say(`${output.talk.green(output.symbols.done)} the project may run in zone ${output.talk.bold(zone)}`);
  }
}
