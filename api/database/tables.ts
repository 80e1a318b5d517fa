import type { ColumnType, Generated, JSONColumnType } from "kysely";
import type { ZoneContext } from "../../constructs/zone-context.ts";
import type { Permission } from "../identity/permissions.ts";
import type { KeptPlacement } from "../views/placement.ts";
import type { KeptEvent } from "../views/update-event.ts";
import type { KeptZoneResult } from "../views/zone-result.ts";
import type { PeopleTables } from "./people-tables.ts";

/** The rows of the platform, as `migrations/` make them. A `version` counts the changes of a row: it is its ETag. */
export interface Database extends PeopleTables {
  tiers: TierTable;
  zones: ZoneTable;
  projects: ProjectTable;
  claims: ClaimTable;
  roles: RoleTable;
  members: MemberTable;
  invitations: InvitationTable;
  api_keys: ApiKeyTable;
  definitions: DefinitionTable;
  variables: VariableTable;
  generated_values: GeneratedValueTable;
  revisions: RevisionTable;
  change_sets: ChangeSetTable;
  placements: PlacementTable;
  updates: UpdateTable;
  update_events: UpdateEventTable;
  workers: WorkerTable;
  idempotency_keys: IdempotencyKeyTable;
  audit_entries: AuditEntryTable;
}

/** Set by the database when a row is made. */
type MadeAt = ColumnType<Date, never, never>;
type ChangedAt = ColumnType<Date, Date | undefined, Date>;
type Version = Generated<number>;

/** The plan a claim's limits come from; amounts are Kubernetes quantities. */
export interface TierTable {
  name: string;
  description: string;
  cpu: string;
  memory: string;
  storage: string;
  ephemeral_storage: string | null;
  pods: number;
  services: number;
  volumes: number;
  /** How many projects of this tier one person may have made. */
  projects: number;
  version: Version;
}

export interface ZoneTable {
  id: string;
  name: string;
  /** What trees must know of the zone, but for its name and the claim. */
  context: JSONColumnType<Omit<ZoneContext, "name" | "claim">>;
  /** Encrypted with the platform's key, tied to the zone's id. */
  kubeconfig: string;
  version: Version;
  created_at: MadeAt;
  updated_at: ChangedAt;
}

export interface ProjectTable {
  id: string;
  /** Unique on the platform: it is the namespace in every zone and a part of addresses. */
  name: string;
  description: string;
  tier: string;
  state: "active" | "deleting";
  /** The project's own key, encrypted with the platform's: all its secrets are encrypted with it. */
  data_key: string;
  /** Number of the current row in `definitions`; 0 = none yet. */
  definition_version: Generated<number>;
  /** Number of the newest revision; 0 = none yet. */
  last_revision: Generated<number>;
  version: Version;
  created_by: string | null;
  created_at: MadeAt;
  updated_at: ChangedAt;
}

/** That a project runs in a zone. What it is promised there comes from its tier. */
export interface ClaimTable {
  project_id: string;
  zone_id: string;
  created_at: MadeAt;
}

export interface RoleTable {
  id: string;
  project_id: string;
  name: string;
  description: string;
  permissions: Permission[];
  built_in: boolean;
  version: Version;
  created_at: MadeAt;
}

export interface MemberTable {
  project_id: string;
  person_id: string;
  role_id: string;
  joined_at: MadeAt;
}

export interface InvitationTable {
  id: string;
  project_id: string;
  /** Of the only person who can accept it; lower case. */
  email: string;
  role_id: string;
  /** SHA-256 of its token. */
  token_hash: Buffer;
  state: "pending" | "accepted" | "revoked";
  invited_by: string | null;
  /** The key that was used to invite. The invitation holds as long as who made it could make it again. */
  invited_by_key: string | null;
  accepted_by: string | null;
  accepted_at: Date | null;
  expires_at: Date;
  created_at: MadeAt;
}

export interface ApiKeyTable {
  id: string;
  name: string;
  /** Its first characters, by which a person recognises it. */
  start: string;
  /** SHA-256 of the whole key, which is random: no slow hash is needed. */
  hash: Buffer;
  /** Of a person's key: whose rights it carries. */
  person_id: string | null;
  /** Of a project's own key. */
  project_id: string | null;
  /** What it may do at most. Null: all that its person may. Never null for a project's own. */
  permissions: Permission[] | null;
  /** Projects a person's key reaches. Null: all of the person's. */
  scope: string[] | null;
  created_by: string | null;
  /** The key that made it: it ends with that one. */
  made_by_key: string | null;
  expires_at: Date | null;
  revoked_at: Date | null;
  last_used_at: Date | null;
  created_at: MadeAt;
}

export type DefinitionFormat = "json" | "jsonnet";

/** Every definition a project has had, numbered: what a stale write is told of comes from here. */
export interface DefinitionTable {
  project_id: string;
  version: number;
  format: DefinitionFormat;
  text: string;
  /** What it held by name when it was saved: what the next one removes is told by it. */
  names: JSONColumnType<HeldNames>;
  /** Who saved it, as `Caller` names itself. */
  saved_by: string;
  saved_at: MadeAt;
}

export interface VariableTable {
  project_id: string;
  name: string;
  secret: boolean;
  /** Of a variable that is no secret. */
  value: string | null;
  /** Of a secret: encrypted with the project's key, tied to project and name. */
  encrypted: string | null;
  version: Version;
  updated_by: string;
  updated_at: ChangedAt;
}

export interface GeneratedValueTable {
  project_id: string;
  variable: string;
  encrypted: string;
  /** Whether it was drawn as a secret: it stays one, whatever a later definition declares. */
  secret: boolean;
  created_at: MadeAt;
}

/** A variable as a revision or a change set holds it; the value of a secret stays encrypted. */
export interface HeldVariable {
  readonly name: string;
  readonly secret: boolean;
  readonly value?: string;
  readonly encrypted?: string;
}

/** What a definition holds by name: by which it is known what an edit removes. */
export interface HeldNames {
  readonly containers: readonly string[];
  readonly volumes: readonly string[];
  /** Of its containers; absent in rows that are older than this. */
  readonly tags?: readonly string[];
}

export interface RevisionTable {
  project_id: string;
  number: number;
  format: DefinitionFormat;
  text: string;
  variables: JSONColumnType<readonly HeldVariable[]>;
  names: JSONColumnType<HeldNames>;
  comment: string;
  /** The revision it repeats, when it was made by rolling back. */
  rolled_back_to: number | null;
  created_by: string;
  created_at: MadeAt;
}

export interface ChangeSetTable {
  id: string;
  project_id: string;
  comment: string;
  state: "open" | "applied" | "discarded";
  /** Version of the definition that it was begun from. */
  base_version: number;
  format: DefinitionFormat;
  text: string;
  /** Variables it sets; an entry with neither value nor encrypted removes one. */
  variables: JSONColumnType<readonly HeldVariable[]>;
  /** The revision it became. */
  revision: number | null;
  version: Version;
  created_by: string;
  updated_by: string;
  created_at: MadeAt;
  updated_at: ChangedAt;
}

/** Where things stand in a project's diagram. */
export interface PlacementTable {
  project_id: string;
  placement: JSONColumnType<KeptPlacement>;
  version: Version;
  updated_by: string;
  updated_at: ChangedAt;
}

export type UpdateState =
  | "waiting"
  | "running"
  | "succeeded"
  | "unchanged"
  | "not-ready"
  | "failed"
  | "cancelled"
  | "superseded";

export interface UpdateTable {
  id: string;
  project_id: string;
  zone_id: string;
  operation: "up" | "destroy";
  /** Null for destroy. */
  revision: number | null;
  state: UpdateState;
  /** How often a worker has begun it. */
  attempt: Generated<number>;
  /** How often the worker that ran it died, while the database was there. */
  crashes: Generated<number>;
  /** The worker that runs it, or ran it last; null when that one has died. */
  worker_id: string | null;
  cancel_requested: Generated<boolean>;
  /** Of an update that tries another one again. */
  retry_of: string | null;
  requested_by: string;
  result: JSONColumnType<KeptZoneResult> | null;
  created_at: MadeAt;
  started_at: Date | null;
  ended_at: Date | null;
}

export interface UpdateEventTable {
  update_id: string;
  /** From 1, without gaps: the id of the server-sent event. */
  seq: number;
  at: MadeAt;
  /** As `keptText` makes it. */
  event: JSONColumnType<KeptEvent>;
}

export interface WorkerTable {
  id: string;
  host: string;
  pid: number;
  /** What the queue knows its locks by; null while it has none. */
  queue_id: string | null;
  started_at: MadeAt;
  heartbeat_at: ColumnType<Date, Date | undefined, Date>;
}

export interface IdempotencyKeyTable {
  /** Whose key it is, as `Caller` names itself. */
  caller: string;
  key: string;
  /** HMAC-SHA256 of method, path and body. */
  fingerprint: Buffer;
  status: number;
  /** Encrypted: what was answered may hold a key that is shown once. */
  reply: string;
  created_at: MadeAt;
}

export interface AuditEntryTable {
  id: string;
  at: MadeAt;
  /** Stays when the project is gone. */
  project_id: string | null;
  caller: string;
  /** Id of the operation in the OpenAPI document. */
  operation: string;
  /** Path parameters of the request, and what else tells what was done; never a value of a secret. */
  target: JSONColumnType<Readonly<Record<string, string>>>;
  request_id: string;
}
