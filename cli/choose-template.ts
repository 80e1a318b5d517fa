import type { Template } from "../templates/catalog.ts";
import { usageError } from "./command-error.ts";
import type { Context } from "./context.ts";
import { suggestion } from "./nearest.ts";
import { searchTemplates, templateLines } from "./template-list.ts";
import { ask, canAsk } from "./terminal/prompt.ts";

const MOST_FOUND = 10;
const MOST_NAMED = 60;
const INDENT = 2;

/** Asks which template to start from. What is no name is searched for. */
export async function chooseTemplate({ output }: Context, state: string): Promise<string> {
  const { listTemplates } = await import("../templates/catalog.ts");
  const templates = listTemplates(state).filter(({ broken }) => broken === undefined);
  const names = templates.map(({ name }) => name);
  if (!canAsk(output)) {
    const shown = names.slice(0, MOST_NAMED).join(", ");
    throw usageError("init needs the name of a template", `templates: ${shown}${names.length > MOST_NAMED ? "…" : ""}`);
  }
  const ours = templates.filter(({ gallery }) => gallery === undefined);
  const { talkCanvas } = output;
  const lines = templateLines({ ...talkCanvas, columns: talkCanvas.columns - INDENT }, ours);
  for (const line of lines) output.say(`${" ".repeat(INDENT)}${line}`);
  const further = templates.length - ours.length;
  if (further > 0) output.say(output.talk.dim(`  and ${further} of further galleries: type a word to find some`));
  return ask(output, {
    text: "Template?",
    default: names.includes("example") ? "example" : (names[0] ?? ""),
    check: (answer) =>
      names.includes(answer) ? undefined : (foundBy(templates, answer) ?? suggestion(answer, names, "templates")),
  });
}

function foundBy(templates: readonly Template[], answer: string): string | undefined {
  const found = searchTemplates(templates, answer).map(({ name }) => name);
  if (found.length === 0) return undefined;
  const more = found.length > MOST_FOUND ? "…" : "";
  return `with "${answer}" there are: ${found.slice(0, MOST_FOUND).join(", ")}${more}`;
}
