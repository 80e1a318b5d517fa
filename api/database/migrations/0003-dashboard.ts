import { type Kysely, sql } from "kysely";

const TABLES = `
create table placements (
  project_id uuid primary key references projects (id) on delete cascade,
  placement jsonb not null,
  version integer not null default 1,
  updated_by text not null,
  updated_at timestamptz not null default now()
);
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(TABLES).execute(database);
}
