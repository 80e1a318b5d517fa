import type { Diagnostic } from "../constructs/diagnostic.ts";
import { formatPlan, type PlanColours } from "../engine/format-plan.ts";
import type { Plan } from "../engine/plan-types.ts";
import type { Colours } from "./terminal/colours.ts";
import { wrap } from "./terminal/display-width.ts";
import type { Canvas } from "./terminal/output.ts";
import { safeLogLine, safeText } from "./terminal/safe-text.ts";

const NOTE_WIDTH = 110;

/** What the tree of the plan marks already. */
const MARKED = new Set(["restarts", "data-at-risk"]);

/** A plan as lines for a terminal: the tree of what changes, a sum, and what else is to be known. */
export function planLines(plan: Plan, canvas: Canvas): string[] {
  const { colours } = canvas;
  const [head = "", ...tree] = formatPlan({ ...plan, notes: [] }, planColours(colours)).split("\n");
  const notes = plan.changes.length ? plan.notes.filter(({ code }) => !MARKED.has(code)) : [];
  return [colours.bold(safeText(head)), ...tree.map(safeLogLine), ...notes.flatMap((note) => noteLines(note, canvas))];
}

function noteLines({ severity, message, fix }: Diagnostic, { colours, symbols, columns }: Canvas): string[] {
  const quiet = severity === "note";
  const paint = { note: colours.dim, warning: colours.yellow, error: colours.red }[severity];
  const text = safeText(`${quiet ? "" : `${severity}: `}${message}${fix ? `; ${fix}` : ""}`);
  const sign = quiet ? symbols.note : symbols.warning;
  return wrap(text, Math.min(columns, NOTE_WIDTH) - 3).map((line, index) =>
    paint(`${index === 0 ? sign : " "} ${line}`),
  );
}

function planColours({ green, yellow, magenta, red, dim }: Colours): PlanColours {
  return { create: green, update: yellow, replace: magenta, delete: red, dim, warn: yellow };
}

export function hasChanges(plans: readonly Plan[]): boolean {
  return plans.some(({ changes }) => changes.length > 0);
}
