import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { listTemplates } from "../../templates/catalog.ts";
import { pageText, ROOT } from "./examples.ts";

const PAGE = "gallery.md";
const TABLE = /^\| template \|[\s\S]*?(?=\n\n)/m;

/** The templates of our own as a table, from what each tells of itself. */
export function galleryTable(): string {
  const rows = listTemplates().map(({ name, title = "", description = "", tags = [] }) => {
    return `| \`${name}\` | ${title} | ${description.replaceAll("|", "\\|")} | ${tags.join(", ")} |`;
  });
  return ["| template | | what one gets | tags |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

export function tableOnPage(): string | undefined {
  return TABLE.exec(pageText(PAGE))?.[0];
}

// Run by itself, this file brings the page up to date.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(
    join(ROOT, "docs", PAGE),
    pageText(PAGE).replace(TABLE, () => galleryTable()),
  );
}
