import type { ValuePath } from "../../../constructs/diagnostic.ts";
import { LIMIT } from "../../limits.ts";
import type { DefinitionValue, LossRow } from "../importer.ts";
import { linksIn } from "../links.ts";
import { carried, translated, unsupported } from "../loss-row.ts";
import { isPlainObject } from "../read-yaml.ts";

const APP = "caproverOneClickApp";
const TITLE = 100;
const DESCRIPTION = 2000;
const NOTES = 5000;

export interface Info {
  readonly template: NonNullable<DefinitionValue["template"]>;
  readonly rows: readonly LossRow[];
}

/**
 * What a gallery tells of a one-click app, and a row for every key under `caproverOneClickApp` but `variables`.
 *
 * @param plain makes words of what CapRover would put in
 * @param sources texts of services that tell where they were taken from, with the rows about them
 */
export function galleryInfo(
  document: Readonly<Record<string, unknown>>,
  plain: (text: string) => string,
  sources: readonly string[],
): Info {
  const app = isPlainObject(document[APP]) ? document[APP] : {};
  const rows: LossRow[] = [];
  const told = (key: string, became: string, longest: number): string | undefined => {
    const text = plain(scalarText(app[key]) ?? "");
    if (text !== "") rows.push(shortened([APP, key], `template.${became}`, text, longest, text !== app[key]));
    return text.slice(0, longest) || undefined;
  };
  const title = told("displayName", "title", TITLE);
  const description = told("description", "description", DESCRIPTION);
  const documentation = scalarText(app.documentation) ?? "";
  const links = linksIn([documentation, ...sources]);
  if (documentation.trim()) rows.push(documentationRow(plain(documentation), links));
  const notes = notesOf(app, plain, description, rows);
  rows.push(...otherRows(app));
  return {
    template: {
      ...(title && { title }),
      ...(description && { description }),
      ...(Object.keys(links).length > 0 && { links }),
      ...(notes && { notes }),
    },
    rows: document[APP] === undefined ? [] : [translated([APP], "template, variables"), ...rows],
  };
}

function documentationRow(text: string, links: Readonly<Record<string, string>>): LossRow {
  const path = [APP, "documentation"];
  return Object.values(links).some((link) => text.includes(link) || text.includes(link.replace(/\/$/, "")))
    ? translated(path, "template.links")
    : unsupported(path, "it names no address to read at");
}

/** What is told before and after installing, in this order: ours are shown once. */
function notesOf(
  app: Readonly<Record<string, unknown>>,
  plain: (text: string) => string,
  description: string | undefined,
  rows: LossRow[],
): string | undefined {
  const path = [APP, "instructions"];
  if (app.instructions === undefined) return undefined;
  if (!isPlainObject(app.instructions)) {
    rows.push(unsupported(path, "a start and an end belong here"));
    return undefined;
  }
  const start = plain(scalarText(app.instructions.start) ?? "");
  const end = plain(scalarText(app.instructions.end) ?? "");
  const kept = [sameText(start, description) ? "" : start, end].filter(Boolean).join("\n\n");
  rows.push(translated(path, "template.notes"));
  for (const key of Object.keys(app.instructions))
    rows.push(instructionRow(key, [...path, key], kept.length, start, description));
  return kept.slice(0, NOTES) || undefined;
}

function instructionRow(
  key: string,
  path: ValuePath,
  length: number,
  start: string,
  description: string | undefined,
): LossRow {
  if (key !== "start" && key !== "end") return unsupported(path, "instructions have a start and an end alone");
  if (key === "start" && sameText(start, description)) return translated(path, "nothing: the description says it");
  return translated(path, length > NOTES ? `template.notes, its first ${NOTES} characters` : "template.notes");
}

const TOLD = ["displayName", "description", "documentation", "instructions", "variables"];

function otherRows(app: Readonly<Record<string, unknown>>): LossRow[] {
  return Object.entries(app).flatMap(([key, value]) => {
    const path = [APP, key];
    if (key === "isOfficial") return [unsupported(path, "whom to trust is not for a definition to say")];
    if (!TOLD.includes(key)) return [unsupported(path, "one-click apps have no such key")];
    const isEmpty = key !== "instructions" && key !== "variables" && !scalarText(value)?.trim();
    return isEmpty ? [translated(path, "nothing: it is empty")] : [];
  });
}

function shortened(path: ValuePath, target: string, text: string, longest: number, isChanged: boolean): LossRow {
  if (text.length > longest) return translated(path, `${target}, its first ${longest} characters`);
  return isChanged ? translated(path, target) : carried(path, target);
}

function sameText(one: string, other: string | undefined): boolean {
  const bare = (text: string) => text.toLowerCase().replace(/[\W_]+/g, "");
  return other !== undefined && bare(one) === bare(other);
}

function scalarText(value: unknown): string | undefined {
  if (typeof value === "string") return value.slice(0, LIMIT.value);
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}
