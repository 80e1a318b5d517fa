import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { reportText } from "../../cli/loss-summary.ts";
import { importDefinition } from "../../templates/importers/import-definition.ts";
import { pageText, ROOT } from "./examples.ts";

const PAGE = "import.md";
const INPUT = /^```yaml\n([\s\S]*?)^```$/m;
const DEFINITION = /^```jsonc\n([\s\S]*?)^```$/m;
const REPORT = /^```text\n([\s\S]*?)^```$/m;

/** The example of the page: a compose file, the definition it becomes and the report. */
export interface ImportExample {
  readonly input: string;
  readonly definition: string;
  readonly report: string;
}

export function exampleOnPage(): ImportExample {
  const page = pageText(PAGE);
  const block = (pattern: RegExp): string => pattern.exec(page)?.[1] ?? "";
  return { input: block(INPUT), definition: block(DEFINITION), report: block(REPORT) };
}

/** What importing the example's input gives, in the form in which it stands on the page. */
export async function importedExample(input: string): Promise<ImportExample> {
  const file = join(ROOT, "docs", "compose.yaml");
  const { value, diagnostics } = await importDefinition({ file, text: input, name: "shop" });
  if (!value) throw new Error(JSON.stringify(diagnostics));
  const [, , , heading = "", ...lines] = reportText("", value.losses).trimEnd().split("\n");
  const told = lines.filter((line) => !line.includes("carried over"));
  return { input, definition: value.text, report: `${[heading, ...told].join("\n")}\n` };
}

// Run by itself, this file brings the page up to date.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { definition, report } = await importedExample(exampleOnPage().input);
  const page = pageText(PAGE)
    .replace(DEFINITION, () => `\`\`\`jsonc\n${definition}\`\`\``)
    .replace(REPORT, () => `\`\`\`text\n${report}\`\`\``);
  writeFileSync(join(ROOT, "docs", PAGE), page);
}
