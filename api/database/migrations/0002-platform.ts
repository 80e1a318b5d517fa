import { type Kysely, sql } from "kysely";

const TABLES = `
create table tiers (
  name text primary key,
  description text not null,
  cpu text not null,
  memory text not null,
  storage text not null,
  ephemeral_storage text,
  pods integer not null check (pods > 0),
  services integer not null check (services > 0),
  volumes integer not null check (volumes >= 0),
  projects integer not null check (projects >= 0),
  version integer not null default 1
);
insert into tiers (name, description, cpu, memory, storage, pods, services, volumes, projects) values
  ('starter', 'what a project begins with', '4', '8Gi', '50Gi', 50, 50, 20, 100),
  ('large', 'for projects that have outgrown the first tier', '16', '64Gi', '500Gi', 200, 200, 100, 20);

create table zones (
  id uuid primary key,
  name text not null unique,
  context jsonb not null,
  kubeconfig text not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table projects (
  id uuid primary key,
  name text not null unique,
  description text not null,
  tier text not null references tiers (name),
  state text not null check (state in ('active', 'deleting')),
  data_key text not null,
  definition_version integer not null default 0,
  last_revision integer not null default 0,
  version integer not null default 1,
  created_by text references people (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index projects_by_creator on projects (created_by);
-- The namespace in every zone: an underscore becomes a hyphen there.
create unique index projects_by_namespace on projects (replace(name, '_', '-'));

create table claims (
  project_id uuid not null references projects (id) on delete cascade,
  zone_id uuid not null references zones (id),
  created_at timestamptz not null default now(),
  primary key (project_id, zone_id)
);
create index claims_by_zone on claims (zone_id);

create table roles (
  id uuid primary key,
  project_id uuid not null references projects (id) on delete cascade,
  name text not null,
  description text not null,
  permissions text[] not null,
  built_in boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  unique (project_id, name),
  unique (project_id, id)
);

create table members (
  project_id uuid not null references projects (id) on delete cascade,
  person_id text not null references people (id) on delete cascade,
  role_id uuid not null,
  joined_at timestamptz not null default now(),
  primary key (project_id, person_id),
  foreign key (project_id, role_id) references roles (project_id, id)
);
create index members_by_person on members (person_id);

create table api_keys (
  id uuid primary key,
  name text not null,
  start text not null,
  hash bytea not null unique,
  person_id text references people (id) on delete cascade,
  project_id uuid references projects (id) on delete cascade,
  permissions text[],
  scope uuid[],
  created_by text references people (id) on delete set null,
  made_by_key uuid references api_keys (id) on delete set null,
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz,
  created_at timestamptz not null default now(),
  check ((person_id is null) <> (project_id is null)),
  check (project_id is null or permissions is not null)
);
create index api_keys_by_person on api_keys (person_id, id);
create index api_keys_by_project on api_keys (project_id, id);
create index api_keys_by_maker on api_keys (made_by_key);

create table invitations (
  id uuid primary key,
  project_id uuid not null references projects (id) on delete cascade,
  email text not null,
  role_id uuid not null,
  token_hash bytea not null unique,
  state text not null check (state in ('pending', 'accepted', 'revoked')),
  invited_by text references people (id) on delete set null,
  invited_by_key uuid references api_keys (id) on delete cascade,
  accepted_by text references people (id) on delete set null,
  accepted_at timestamptz,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  foreign key (project_id, role_id) references roles (project_id, id) on delete cascade
);
create index invitations_by_project on invitations (project_id, id);
create unique index invitations_one_pending on invitations (project_id, email) where state = 'pending';

create table definitions (
  project_id uuid not null references projects (id) on delete cascade,
  version integer not null,
  format text not null check (format in ('json', 'jsonnet')),
  text text not null,
  names jsonb not null,
  saved_by text not null,
  saved_at timestamptz not null default now(),
  primary key (project_id, version)
);

create table variables (
  project_id uuid not null references projects (id) on delete cascade,
  name text not null,
  secret boolean not null,
  value text,
  encrypted text,
  version integer not null default 1,
  updated_by text not null,
  updated_at timestamptz not null default now(),
  primary key (project_id, name),
  check (case when secret then value is null and encrypted is not null else value is not null and encrypted is null end)
);

create table generated_values (
  project_id uuid not null references projects (id) on delete cascade,
  variable text not null,
  encrypted text not null,
  secret boolean not null,
  created_at timestamptz not null default now(),
  primary key (project_id, variable)
);

create table revisions (
  project_id uuid not null references projects (id) on delete cascade,
  number integer not null,
  format text not null check (format in ('json', 'jsonnet')),
  text text not null,
  variables jsonb not null,
  names jsonb not null,
  comment text not null,
  rolled_back_to integer,
  created_by text not null,
  created_at timestamptz not null default now(),
  primary key (project_id, number)
);

create table change_sets (
  id uuid primary key,
  project_id uuid not null references projects (id) on delete cascade,
  comment text not null,
  state text not null check (state in ('open', 'applied', 'discarded')),
  base_version integer not null,
  format text not null check (format in ('json', 'jsonnet')),
  text text not null,
  variables jsonb not null,
  revision integer,
  version integer not null default 1,
  created_by text not null,
  updated_by text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index change_sets_by_project on change_sets (project_id, id);

create table updates (
  id uuid primary key,
  project_id uuid not null references projects (id) on delete cascade,
  zone_id uuid not null references zones (id),
  operation text not null check (operation in ('up', 'destroy')),
  revision integer,
  state text not null,
  attempt integer not null default 0,
  crashes integer not null default 0,
  worker_id text,
  cancel_requested boolean not null default false,
  retry_of uuid,
  requested_by text not null,
  result jsonb,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz,
  check (state in ('waiting', 'running', 'succeeded', 'unchanged', 'not-ready', 'failed', 'cancelled', 'superseded'))
);
-- The rule itself, whatever the code does: one update at a time per project and zone, and one that waits.
create unique index updates_one_running on updates (project_id, zone_id) where state = 'running';
create unique index updates_one_waiting on updates (project_id, zone_id) where state = 'waiting';
create index updates_by_project on updates (project_id, created_at, id);
create index updates_by_id on updates (project_id, id);
create index updates_by_zone on updates (zone_id);
create index updates_open on updates (worker_id) where state = 'running';

create table update_events (
  update_id uuid not null references updates (id) on delete cascade,
  seq integer not null,
  at timestamptz not null default now(),
  event jsonb not null,
  primary key (update_id, seq)
);

create table workers (
  id text primary key,
  host text not null,
  pid integer not null,
  queue_id text,
  started_at timestamptz not null default now(),
  heartbeat_at timestamptz not null default now()
);

create table idempotency_keys (
  caller text not null,
  key text not null,
  fingerprint bytea not null,
  status integer not null,
  reply text not null,
  created_at timestamptz not null default now(),
  primary key (caller, key)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);

create table audit_entries (
  id uuid primary key,
  at timestamptz not null default now(),
  project_id uuid,
  caller text not null,
  operation text not null,
  target jsonb not null,
  request_id text not null
);
create index audit_entries_by_project on audit_entries (project_id, id, operation);
create index audit_entries_by_operation on audit_entries (operation, id);
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(TABLES).execute(database);
}
