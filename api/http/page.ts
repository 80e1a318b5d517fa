import { z } from "zod";
import { mistake, type Problem } from "./problem.ts";

const LARGEST = 100;
const STANDARD = 50;

/** What every list takes: a size, and where the page before it ended. */
export const PageQuery = z.strictObject({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(LARGEST)
    .default(STANDARD)
    .meta({ description: "How many items a page has at most.", type: "integer" }),
  after: z
    .string()
    .max(1000)
    .optional()
    .describe("Where to go on: `next` of the page before. Its form may change at any time."),
});

export function pageOf<T extends z.ZodType>(item: T, id: string) {
  return z
    .strictObject({
      items: z.array(item),
      next: z.string().nullable().describe("Give it as `after` to get the next page; null on the last one."),
    })
    .meta({ id });
}

/** Where a page ended: the values its order goes by. */
export type Cursor = readonly (string | number)[];

/** What PostgreSQL cannot keep is in no row, and asking for it would be an error. */
const Text = z
  .string()
  .max(300)
  .refine((text) => text.isWellFormed() && !text.includes("\u0000"));
const CursorShape = z.array(z.union([Text, z.int()])).max(4);

export function readCursor(after: string | undefined, length: number): Cursor | undefined {
  if (after === undefined) return undefined;
  try {
    const cursor = CursorShape.parse(JSON.parse(Buffer.from(after, "base64url").toString("utf8")));
    if (cursor.length === length) return cursor;
  } catch {
    // Falls through: whatever it is, it is not ours.
  }
  throw notACursor();
}

/** The cursor of a list that goes by an id alone. */
export function readIdCursor(after: string | undefined): string | undefined {
  const id = readCursor(after, 1)?.[0];
  if (id === undefined || z.uuid().safeParse(id).success) return id as string | undefined;
  throw notACursor();
}

function notACursor(): Problem {
  return mistake(
    ["after"],
    "invalid-cursor",
    "this is not where a page ended",
    "give `next` of the page before, as it is",
  );
}

/**
 * A page of rows that were asked for with one more than its size.
 *
 * @param cursorOf the values that the order goes by, of the last row of the page
 */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  view: (row: Row) => Item,
  cursorOf: (row: Row) => Cursor,
): { items: Item[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = rows.length > limit && last !== undefined ? encode(cursorOf(last)) : null;
  return { items: shown.map(view), next };
}

function encode(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString("base64url");
}
