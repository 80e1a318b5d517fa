import type { Context } from "../context.ts";
import { shownPath } from "../show-diagnostics.ts";
import { table } from "../terminal/table.ts";

/** What one may do now. */
export function sayNext(
  { output, cwd, environment }: Context,
  { url, link, project, diagram }: { url: string; link: string; project: string; diagram: string },
): void {
  const { talk } = output;
  const espalier = environment.npm_lifecycle_event === undefined ? "espalier" : "npx espalier";
  const steps = [
    ["sign in, once", link],
    ["diagram and code", `${url}/projects/${project}/infra`],
    ["the API", `${url}/docs/api`],
    ["the diagram alone", shownPath(diagram, cwd)],
    ["sign in here instead", `${espalier} login ${link}`],
    ["see what runs", `${espalier} status --server ${url} --project ${project}`],
    ["start your own", `${espalier} link NAME --create --template web-postgres`],
    ["stop the zone", `${espalier} zone down`],
  ];
  output.say(`\n${talk.bold("Try next")}`);
  for (const line of table(steps.map(([what = "", how = ""]) => [`  ${talk.dim(what)}`, how]))) output.say(line);
}
