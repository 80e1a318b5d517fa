import { formatDiagnostic } from "../constructs/diagnostic.ts";
import { describeObject } from "./kubernetes/object-path.ts";
import type { Change, FieldChange, Operation, Plan } from "./plan-types.ts";

/** Paints parts of the text; each gets a text and gives it back, painted. */
export interface PlanColours {
  readonly create: Paint;
  readonly update: Paint;
  readonly replace: Paint;
  readonly delete: Paint;
  readonly dim: Paint;
  readonly warn: Paint;
}

type Paint = (text: string) => string;

const SIGNS: Readonly<Record<Operation, string>> = { create: "+", update: "~", replace: "+-", delete: "-" };
const same: Paint = (text) => text;
const PLAIN: PlanColours = { create: same, update: same, replace: same, delete: same, dim: same, warn: same };
const LONGEST_VALUE = 120;

/** The plan for people: the project's constructs as a tree, below each what changes. Ends with a line that sums up. */
export function formatPlan(plan: Plan, colours: PlanColours = PLAIN): string {
  const head = `${plan.project} in zone ${plan.zone}`;
  if (plan.changes.length === 0) return `${head}: nothing to change, ${count(plan.unchanged, "object")} as wanted`;
  // What restarts is marked where it stands.
  const told = plan.notes.filter(({ code }) => code !== "restarts");
  const notes = told.map((note) => paintNote(note.severity, colours)(`  ${formatDiagnostic(note)}`));
  const lines = formatBranch(growTree(plan), 1, colours);
  return [head, ...lines, "", ...notes, ...(notes.length ? [""] : []), formatSummary(plan, colours)].join("\n");
}

/** `3 to create, 1 to update, 12 unchanged`, with signs. */
export function formatSummary({ changes, unchanged }: Plan, colours: PlanColours = PLAIN): string {
  const parts = (Object.keys(SIGNS) as Operation[]).flatMap((operation) => {
    const number = changes.filter((change) => change.operation === operation).length;
    return number ? [colours[operation](`${SIGNS[operation]} ${number} to ${operation}`)] : [];
  });
  return [...parts, colours.dim(`${unchanged} unchanged`)].join(", ");
}

interface Branch {
  readonly name: string;
  readonly branches: Map<string, Branch>;
  readonly changes: Change[];
}

/** Paths of constructs as a tree. The last step of a path names the object itself, which its kind and name say better. */
function growTree(plan: Plan): Branch {
  const root: Branch = { name: plan.project, branches: new Map(), changes: [] };
  for (const change of plan.changes) {
    const [first, ...steps] = change.path.split("/");
    let branch = root;
    for (const step of first === plan.project ? steps.slice(0, -1) : []) {
      const next = branch.branches.get(step) ?? { name: step, branches: new Map(), changes: [] };
      branch.branches.set(step, next);
      branch = next;
    }
    branch.changes.push(change);
  }
  return root;
}

function formatBranch({ branches, changes }: Branch, depth: number, colours: PlanColours): string[] {
  const indent = "  ".repeat(depth);
  return [
    ...changes.flatMap((change) => formatChange(change, indent, colours)),
    ...[...branches.values()].flatMap((branch) => [
      `${indent}${colours.dim(branch.name)}`,
      ...formatBranch(branch, depth + 1, colours),
    ]),
  ];
}

function formatChange(change: Change, indent: string, colours: PlanColours): string[] {
  const { operation, id, because, restarts, dataAtRisk, fields } = change;
  const marks = [
    ...(restarts ? [colours.warn(restartWords(change))] : []),
    ...(dataAtRisk ? [colours.warn("data at risk")] : []),
    ...(because ? [because] : []),
  ];
  const sign = colours[operation](SIGNS[operation].padEnd(2));
  const head = `${indent}${sign} ${describeObject(id)}${marks.length ? ` (${marks.join("; ")})` : ""}`;
  return [head, ...fields.map((field) => `${indent}     ${formatField(field, colours)}`)];
}

/** What restarting means for whoever uses it. */
function restartWords({ id, operation }: Change): string {
  if (id.startsWith("batch/Job/")) return "runs again";
  return operation === "replace" && id.startsWith("apps/") ? "stops, then starts anew" : "restarts";
}

function formatField({ path, from, to }: FieldChange, colours: PlanColours): string {
  if (from === undefined) return `${colours.create("+")} ${path}: ${show(to)}`;
  if (to === undefined) return `${colours.delete("-")} ${path}: ${show(from)}`;
  return `${colours.update("~")} ${path}: ${show(from)} → ${show(to)}`;
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? "";
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

function paintNote(severity: string, colours: PlanColours): Paint {
  return severity === "note" ? colours.dim : colours.warn;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
