import type { ValuePath } from "../../../constructs/diagnostic.ts";
import type { LossRow } from "../importer.ts";
import { translated, unsupported } from "../loss-row.ts";
import { isPlainObject } from "../read-yaml.ts";

/** An entry of `caproverOneClickApp.variables`, or a blank that it has forgotten. */
export interface FormEntry {
  readonly id: string;
  readonly label?: string;
  readonly description?: string;
  /** As the form shows it: text. */
  readonly default?: string;
  readonly validRegex?: string;
  /** Where it stands. */
  readonly at: ValuePath;
}

const KEYS = ["id", "label", "description", "defaultValue", "validRegex"];
/** What every app has without declaring it. */
const PROVIDED: ReadonlyMap<string, string> = new Map([
  ["$$cap_appname", "the project has a name"],
  ["$$cap_root_domain", "the zone has a domain"],
]);

/** The entry, unless it declares nothing, and rows for what of it means nothing. */
export function readEntry(
  raw: unknown,
  at: ValuePath,
  known: ReadonlySet<string>,
): { readonly entry?: FormEntry; readonly rows: readonly LossRow[] } {
  const problem = problemOf(raw, known);
  if (problem) return { rows: everyKey(raw, at, (path) => unsupported(path, problem)) };
  const provided = PROVIDED.get(scalarText((raw as Readonly<Record<string, unknown>>).id)?.trim() ?? "");
  if (provided) return { rows: everyKey(raw, at, (path) => translated(path, `nothing: ${provided}`)) };
  const value = raw as Readonly<Record<string, unknown>>;
  const texts = Object.fromEntries(KEYS.map((key) => [key, scalarText(value[key])]));
  const { id = "", label, description, defaultValue, validRegex } = texts;
  return {
    entry: {
      id: id.trim(),
      at,
      ...(label?.trim() && { label: label.trim() }),
      ...(description?.trim() && { description: description.trim() }),
      ...(defaultValue && { default: defaultValue }),
      ...(validRegex && { validRegex }),
    },
    rows: Object.keys(value).flatMap((key) => strangeKey(key, value[key], [...at, key])),
  };
}

function problemOf(raw: unknown, known: ReadonlySet<string>): string | undefined {
  if (!isPlainObject(raw)) return "it is not a variable with an id";
  const id = scalarText(raw.id)?.trim();
  if (!id || !/^\$\$[A-Za-z_][A-Za-z0-9_-]{0,199}$/.test(id)) {
    return "its id is not one that texts can hold: $$cap_ and letters, digits or _";
  }
  return known.has(id) ? "another variable has the same id" : undefined;
}

function everyKey(raw: unknown, at: ValuePath, row: (path: ValuePath) => LossRow): LossRow[] {
  return [at, ...(isPlainObject(raw) ? Object.keys(raw).map((key) => [...at, key]) : [])].map(row);
}

function strangeKey(key: string, value: unknown, path: ValuePath): LossRow[] {
  if (!KEYS.includes(key)) return [unsupported(path, "forms of one-click apps have no such key")];
  if (key === "id" || scalarText(value)) return [];
  if (typeof value === "object" && value !== null) return [unsupported(path, "a text belongs here")];
  return [translated(path, "nothing: it is empty")];
}

function scalarText(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : undefined;
}
