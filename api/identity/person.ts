import type { PersonFacts } from "./caller.ts";

export interface Person extends PersonFacts {
  readonly createdAt: Date;
}

/** Columns that `toPerson` needs. */
export const PERSON_COLUMNS = [
  "people.id",
  "people.email",
  "people.name",
  "people.operator",
  "people.created_at",
] as const;

export function toPerson(row: {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly operator: boolean;
  readonly created_at: Date;
}): Person {
  return { id: row.id, email: row.email, name: row.name, operator: row.operator, createdAt: row.created_at };
}
