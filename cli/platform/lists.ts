import type { Schema } from "../../api/client/index.ts";
import type { Context } from "../context.ts";
import { safeText } from "../terminal/safe-text.ts";
import { table } from "../terminal/table.ts";

/** At most so many rows are asked for; what is older is counted by nobody. */
export const MOST_ROWS = 200;

/** The first items of a list that may be long. */
export async function firstOf<T>(items: AsyncIterable<T>, most = MOST_ROWS): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) {
    found.push(item);
    if (found.length === most) break;
  }
  return found;
}

export function allOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  return firstOf(items, Number.POSITIVE_INFINITY);
}

/** Prints items as aligned rows below a heading, or all of them as one JSON document. */
export function printList<T>(
  { output }: Context,
  items: readonly T[],
  heading: readonly string[],
  cells: (item: T) => readonly string[],
  empty: string,
): void {
  if (output.json) output.document(items);
  else if (items.length === 0) output.say(empty);
  else {
    const { data } = output;
    const rows = items.map((item) =>
      cells(item).map((cell, index) => (index === 0 ? data.bold(safe(cell)) : safe(cell))),
    );
    for (const line of table([heading.map((text) => data.dim(text)), ...rows])) output.print(line);
  }
}

function safe(cell: string): string {
  return safeText(cell).replaceAll("\n", " ");
}

/** `Ana`, `Ana (key esp_Abc…)`, `key deploy` */
export function whoText({ kind, name, keyStart }: Schema<"Who">): string {
  const key = keyStart === null ? "" : ` ${keyStart}…`;
  if (kind === "person") return name ?? "somebody who has left";
  if (kind === "key") return `${name ?? "somebody"} (key${key})`;
  return kind === "project-key" ? `key ${name ?? ""}${key}` : kind;
}

/** `2026-03-01 12:00`, in the time zone of this machine. */
export function timeText(iso: string | null | undefined): string {
  if (iso === null || iso === undefined) return "";
  const time = new Date(iso);
  const two = (number: number) => String(number).padStart(2, "0");
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`;
}
