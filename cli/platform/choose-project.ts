import { usageError } from "../command-error.ts";
import type { Context } from "../context.ts";
import { suggestion } from "../nearest.ts";
import { ask, canAsk } from "../terminal/prompt.ts";
import type { Server } from "./target.ts";

const MOST_SHOWN = 30;

/** The name of one of the person's projects: the one given, else one that is asked for. */
export async function chooseProject({ output }: Context, server: Server, given?: string): Promise<string> {
  if (given === undefined && !canAsk(output)) {
    throw usageError("link needs the name of a project", "espalier link NAME, or espalier link NAME --create");
  }
  const names: string[] = [];
  for await (const { name } of server.client.items("/projects", { query: { limit: 100 } })) names.push(name);
  const problem = (name: string): string | undefined =>
    names.includes(name) ? undefined : suggestion(name, names, "projects");
  if (given !== undefined) {
    if (names.includes(given)) return given;
    throw usageError(`you have no project "${given}" at ${server.url}`, `${problem(given)}; --create makes a new one`);
  }
  if (names.length === 0) {
    throw usageError(`you have no project at ${server.url} yet`, "make one with `espalier link NAME --create`");
  }
  for (const name of names.slice(0, MOST_SHOWN)) output.say(`  ${name}`);
  if (names.length > MOST_SHOWN) output.say(output.talk.dim(`  and ${names.length - MOST_SHOWN} more`));
  return ask(output, { text: "Project?", ...(names.length === 1 && { default: names[0] as string }), check: problem });
}
