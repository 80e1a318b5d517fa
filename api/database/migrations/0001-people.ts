import { type Kysely, sql } from "kysely";

/** Columns are those that better-auth 1.7 knows, in snake case; a test asks it whether it agrees. */
const TABLES = `
create table people (
  id text primary key,
  email text not null unique check (length(email) <= 254 and email = lower(email)),
  email_verified boolean not null default false,
  name text not null check (length(name) between 1 and 100),
  image text,
  operator boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table sessions (
  id text primary key,
  person_id text not null references people (id) on delete cascade,
  token text not null unique,
  ip_address text,
  user_agent text,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sessions_by_person on sessions (person_id, created_at);
create index sessions_by_end on sessions (expires_at);

create table accounts (
  id text primary key,
  person_id text not null references people (id) on delete cascade,
  provider_id text not null,
  account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index accounts_by_person on accounts (person_id);

create table verifications (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verifications_by_identifier on verifications (identifier);
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(TABLES).execute(database);
}
