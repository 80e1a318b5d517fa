import type { Template } from "../templates/catalog.ts";
import { displayWidth, padEnd, truncate } from "./terminal/display-width.ts";
import type { Canvas } from "./terminal/output.ts";
import { safeText } from "./terminal/safe-text.ts";

const ICON_WIDTH = 2;
const NAME_WIDTH = 28;
const TITLE_WIDTH = 44;
const TAGS_WIDTH = 12;

/** Ours, then each further gallery below its name. */
export function galleryLines(canvas: Canvas, templates: readonly Template[]): string[] {
  const byGallery = Map.groupBy(templates, ({ gallery = "" }) => gallery);
  return [...byGallery].flatMap(([gallery, own], index) => [
    ...(gallery === "" ? [] : [...(index > 0 ? [""] : []), canvas.colours.dim(`gallery ${safeText(gallery)}`)]),
    ...templateLines(canvas, own),
  ]);
}

/** A line for each template: icon, name, title and, where there is room for them, tags. */
export function templateLines({ colours, columns }: Canvas, templates: readonly Template[]): string[] {
  const names = column(templates, NAME_WIDTH, ({ name }) => name);
  const titles = column(templates, TITLE_WIDTH, ({ title = "" }) => title);
  const icons = templates.some((template) => iconOf(template) !== "");
  const room = columns - (icons ? ICON_WIDTH + 1 : 0) - names - titles - 5;
  return templates.map((template) => {
    const { name, title = "", tags = [], broken } = template;
    const more = broken === undefined ? tags.join(", ") : `cannot be used: ${broken}`;
    return [
      `${icons ? `${padEnd(iconOf(template), ICON_WIDTH)} ` : ""}${colours.bold(cell(name, names))}`,
      cell(title, titles),
      ...(room < TAGS_WIDTH ? [] : [colours.dim(truncate(safeText(more), room))]),
    ]
      .join("  ")
      .trimEnd();
  });
}

function column(templates: readonly Template[], most: number, text: (template: Template) => string): number {
  return Math.min(most, Math.max(0, ...templates.map((template) => displayWidth(safeText(text(template))))));
}

function cell(text: string, columns: number): string {
  return padEnd(truncate(safeText(text), columns), columns);
}

/** Templates that every word fits: in the name, the title, the description or a tag. */
export function searchTemplates(templates: readonly Template[], text: string): Template[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return templates.filter(({ name, title = "", description = "", tags = [] }) => {
    const told = [name, title, description, ...tags].join("\n").toLowerCase();
    return words.every((word) => told.includes(word));
  });
}

/** A file cannot be shown in a terminal, an emoji can. */
export function iconOf({ icon = "" }: Template): string {
  return icon.includes(".") || displayWidth(icon) > ICON_WIDTH ? "" : safeText(icon);
}
