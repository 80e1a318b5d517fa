import type { FormField } from "../templates/template-form.ts";
import { sayCounts } from "./loss-summary.ts";
import type { TemplateDetails } from "./template-details.ts";
import { iconOf } from "./template-list.ts";
import { wrap } from "./terminal/display-width.ts";
import type { Canvas } from "./terminal/output.ts";
import { safeText } from "./terminal/safe-text.ts";
import { table } from "./terminal/table.ts";

const TEXT_WIDTH = 100;

/** One template: what it is, its blanks, what to do after the first deployment, where to read more. */
export function templateLinesOf({ colours, columns }: Canvas, { template, fields, losses }: TemplateDetails): string[] {
  const { name, title, description = "", tags = [], version, notes, links = {}, gallery } = template;
  const width = Math.min(columns, TEXT_WIDTH) - 1;
  const text = (paragraph: string, indent = "") =>
    wrap(safeText(paragraph), width - indent.length).map((line) => indent + line);
  const head = [iconOf(template), colours.bold(safeText(name)), safeText(title ?? "")].filter(Boolean).join("  ");
  const facts = [tags.join(", "), version ? `version ${version}` : "", gallery ? `gallery ${gallery}` : ""];
  return [
    head,
    ...(facts.some(Boolean) ? [colours.dim(safeText(facts.filter(Boolean).join(" · ")))] : []),
    ...(description ? text(description) : []),
    ...(fields.length ? ["", ...blankLines({ colours, columns }, fields)] : []),
    ...(notes ? ["", colours.bold("After the first deployment"), ...text(notes, "  ")] : []),
    ...(Object.keys(links).length ? ["", ...linkLines(links)] : []),
    ...(losses ? ["", colours.dim(`imported from another tool's file; ${sayCounts(losses)}`)] : []),
  ];
}

function linkLines(links: Readonly<Record<string, string>>): string[] {
  return table(Object.entries(links).map(([text, address]) => [safeText(text), safeText(address)]));
}

/** What a blank is called, what it gets when nothing is given, and below it what it is for. */
function blankLines({ colours, columns }: Pick<Canvas, "colours" | "columns">, fields: readonly FormField[]): string[] {
  const heading = ["VARIABLE", "VALUE", "WHAT FOR"].map((text) => colours.dim(text));
  const rows = table([
    heading,
    ...fields.map(({ name, ...field }) => [name, valueHint({ name, ...field }), labelOf(field)]),
  ]);
  const [first = "", ...others] = rows;
  return [
    first,
    ...fields.flatMap((field, index) => [
      others[index] as string,
      ...helpOf(field).flatMap((help) =>
        wrap(safeText(help), Math.min(columns, TEXT_WIDTH) - 5).map((line) => colours.dim(`    ${line}`)),
      ),
    ]),
  ];
}

function labelOf({ label }: Pick<FormField, "label">): string {
  return safeText(label);
}

function helpOf({ description, choices, example, default: value }: FormField): string[] {
  const given = choices
    ? `one of ${choices.join(", ")}`
    : example !== undefined && value === undefined
      ? `such as ${example}`
      : "";
  return [description ?? "", given].filter(Boolean);
}

/** What a blank gets when nothing is given. */
function valueHint({ required, secret, default: value }: FormField): string {
  if (required) return secret ? "required, secret" : "required";
  if (value !== undefined) return value === "" ? "empty" : safeText(String(value));
  return secret ? "secret" : "generated";
}
