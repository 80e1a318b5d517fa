import type { ColumnType, Generated } from "kysely";

/** Who uses the platform, as migration 0001 makes it. better-auth reads and writes these too. Ids are UUIDs as text. */
export interface PeopleTables {
  people: PersonTable;
  sessions: SessionTable;
  accounts: AccountTable;
  verifications: VerificationTable;
}

type MadeAt = ColumnType<Date, Date | undefined, never>;
type ChangedAt = ColumnType<Date, Date | undefined, Date>;

export interface PersonTable {
  id: string;
  /** Lower case, at most 254 characters. */
  email: string;
  /** Whether the person has shown to receive its mail. Nothing of ours sends mail yet. */
  email_verified: Generated<boolean>;
  name: string;
  image: ColumnType<string | null, string | null | undefined>;
  /** May manage zones, tiers and people. */
  operator: Generated<boolean>;
  created_at: MadeAt;
  updated_at: ChangedAt;
}

export interface SessionTable {
  id: string;
  person_id: string;
  /** What the cookie carries beside its signature. */
  token: string;
  /** Where it was begun; empty when that is not known. */
  ip_address: string | null;
  user_agent: string | null;
  expires_at: Date;
  created_at: MadeAt;
  updated_at: ChangedAt;
}

/** A way in which a person signs in. `credential` is a password; others would be accounts at other places. */
export interface AccountTable {
  id: string;
  person_id: string;
  provider_id: string;
  /** Of `credential`: the person's id. */
  account_id: string;
  /** As `identity/passwords.ts` writes it. */
  password: ColumnType<string | null, string | null | undefined>;
  access_token: ColumnType<string | null, string | null | undefined>;
  refresh_token: ColumnType<string | null, string | null | undefined>;
  id_token: ColumnType<string | null, string | null | undefined>;
  access_token_expires_at: ColumnType<Date | null, Date | null | undefined>;
  refresh_token_expires_at: ColumnType<Date | null, Date | null | undefined>;
  scope: ColumnType<string | null, string | null | undefined>;
  created_at: MadeAt;
  updated_at: ChangedAt;
}

/** Something that can be shown once: here, links to sign in. */
export interface VerificationTable {
  id: string;
  /** SHA-256 of what it is and its token. */
  identifier: string;
  /** Of a link to sign in: the person's id. */
  value: string;
  expires_at: Date;
  created_at: MadeAt;
  updated_at: ChangedAt;
}
