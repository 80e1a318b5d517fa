import { lookUp } from "./look-up.ts";

/** The short forms and what they stand for. Source: the parser that Kubernetes uses, github.com/robfig/cron, "Predefined schedules". */
const SHORT_FORMS: Readonly<Record<string, string>> = {
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
  "@monthly": "0 0 1 * *",
  "@weekly": "0 0 * * 0",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@hourly": "0 * * * *",
};

interface Field {
  readonly what: string;
  readonly least: number;
  readonly most: number;
  /** Names that stand for numbers, from `least` on. */
  readonly names?: readonly string[];
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const FIELDS: readonly Field[] = [
  { what: "minute", least: 0, most: 59 },
  { what: "hour", least: 0, most: 23 },
  { what: "day of the month", least: 1, most: 31 },
  { what: "month", least: 1, most: 12, names: MONTHS },
  { what: "day of the week", least: 0, most: 6, names: WEEKDAYS },
];

/** `@hourly` → `0 * * * *`; others as they are, with single spaces. */
export function fiveFields(expression: string): string {
  return lookUp(SHORT_FORMS, expression) ?? expression.trim().replace(/\s+/g, " ");
}

/** What is wrong with a field of a cron expression. */
export interface CronProblem {
  readonly what: string;
  readonly got: string;
  readonly allowed: string;
}

/** What Kubernetes would not understand of an expression, by its own rules: Sunday is 0, and never 7. */
export function cronProblems(expression: string): CronProblem[] {
  const fields = fiveFields(expression).split(" ");
  return FIELDS.flatMap((field, index) => {
    const text = fields[index] ?? "";
    return text.split(",").every((part) => isRange(part, field)) ? [] : [problem(field, text)];
  });
}

function problem({ what, least, most, names }: Field, got: string): CronProblem {
  const named = names ? `, or ${names[0]} to ${names.at(-1)}` : "";
  return { what, got, allowed: `${least} to ${most}${named}, *, 1-5, */2` };
}

/** `*`, `5`, `1-5`, `mon-fri`, each with or without a step. */
function isRange(text: string, field: Field): boolean {
  const match = /^(\*|\?|[0-9]{1,2}|[A-Za-z]{3})(?:-([0-9]{1,2}|[A-Za-z]{3}))?(?:\/([1-9][0-9]{0,2}))?$/.exec(text);
  if (!match) return false;
  const [, first = "", last] = match;
  if (first === "*" || first === "?") return last === undefined;
  const from = numberOf(first, field);
  const to = last === undefined ? from : numberOf(last, field);
  return from !== undefined && to !== undefined && from <= to;
}

function numberOf(text: string, { least, most, names = [] }: Field): number | undefined {
  const named = names.indexOf(text.toLowerCase());
  const number = named >= 0 ? named + least : Number(text);
  return number >= least && number <= most ? number : undefined;
}
