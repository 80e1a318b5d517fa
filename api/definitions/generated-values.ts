import { type Kysely, sql } from "kysely";
import { DiagnosticsError } from "../../constructs/diagnostic.ts";
import type { SecretKey } from "../../engine/secret-key.ts";
import type { GeneratedValues } from "../../templates/evaluation.ts";
import type { Database } from "../database/tables.ts";

/** Definitions come and go, what was drawn for one stays: it may be asked for again. */
const MOST_KEPT = 1000;

/** Generated values, and which of them are secret, so that no definition can declare them to be none. */
export interface GeneratedOfProject extends GeneratedValues {
  secretNames(): Promise<ReadonlySet<string>>;
  /** Another text whenever another value is kept. Undefined where evaluating keeps values. */
  fingerprint(): Promise<string | undefined>;
}

/**
 * The generated values of a project, drawn once and kept encrypted (invariant 7). Whoever draws the same value at the same
 * time gets the one that was kept.
 *
 * @param database no transaction: what was drawn is to stay whatever becomes of what asked for it
 */
export function keptValues(
  database: Kysely<Database>,
  project: { readonly id: string },
  key: SecretKey,
): GeneratedOfProject {
  const values = new ValuesOfProject(database, project.id, key);
  return {
    get: (_project, variable, draw, secret = true) => values.keep(variable, draw, secret),
    secretNames: () => values.secretNames(),
    fingerprint: async () => undefined,
  };
}

/** The same for plans and views: what was kept, and for the rest values that are drawn for the moment and not kept. */
export function passingValues(
  database: Kysely<Database>,
  project: { readonly id: string },
  key: SecretKey,
): GeneratedOfProject {
  const values = new ValuesOfProject(database, project.id, key);
  return {
    get: (_project, variable, draw, secret = true) => values.passing(variable, draw, secret),
    secretNames: () => values.secretNames(),
    fingerprint: () => values.fingerprint(),
  };
}

interface KeptValue {
  readonly encrypted: string;
  readonly secret: boolean;
}

class ValuesOfProject {
  readonly #database: Kysely<Database>;
  readonly #projectId: string;
  readonly #key: SecretKey;
  readonly #drawn = new Map<string, string>();
  #kept: Promise<ReadonlyMap<string, KeptValue>> | undefined;

  constructor(database: Kysely<Database>, projectId: string, key: SecretKey) {
    this.#database = database;
    this.#projectId = projectId;
    this.#key = key;
  }

  async secretNames(): Promise<ReadonlySet<string>> {
    const kept = await this.#all();
    return new Set([...kept].filter(([, { secret }]) => secret).map(([variable]) => variable));
  }

  async fingerprint(): Promise<string> {
    // What is encrypted anew is another text, even of the same value.
    return JSON.stringify([this.#projectId, [...(await this.#all())].sort(([one], [other]) => (one < other ? -1 : 1))]);
  }

  async keep(variable: string, draw: () => string, secret: boolean): Promise<string> {
    const known = await this.#known(variable, secret);
    if (known !== undefined) return known;
    const value = draw();
    const encrypted = this.#key.encrypt(value, this.#context(variable));
    const { rows } = await sql`
      insert into generated_values (project_id, variable, encrypted, secret)
      select ${this.#projectId}, ${variable}, ${encrypted}, ${secret}
      where (select count(*) from generated_values where project_id = ${this.#projectId}) < ${MOST_KEPT}
      on conflict do nothing
      returning variable`.execute(this.#database);
    if (rows.length === 0) {
      // Somebody was faster, or there are too many.
      this.#kept = undefined;
      const kept = (await this.#all()).get(variable);
      if (!kept) throw tooMany(variable);
      return this.#read(variable, kept, secret);
    }
    this.#drawn.set(variable, value);
    return value;
  }

  async passing(variable: string, draw: () => string, secret: boolean): Promise<string> {
    const known = await this.#known(variable, secret);
    if (known !== undefined) return known;
    const value = draw();
    this.#drawn.set(variable, value);
    return value;
  }

  async #known(variable: string, secret: boolean): Promise<string | undefined> {
    const kept = (await this.#all()).get(variable);
    return kept ? this.#read(variable, kept, secret) : this.#drawn.get(variable);
  }

  #all(): Promise<ReadonlyMap<string, KeptValue>> {
    this.#kept ??= this.#readAll();
    return this.#kept;
  }

  async #readAll(): Promise<ReadonlyMap<string, KeptValue>> {
    const rows = await this.#database
      .selectFrom("generated_values")
      .select(["variable", "encrypted", "secret"])
      .where("project_id", "=", this.#projectId)
      .execute();
    return new Map(rows.map(({ variable, encrypted, secret }) => [variable, { encrypted, secret }]));
  }

  /** A secret one is never given to who takes it for none, even if it became one only just now. */
  #read(variable: string, { encrypted, secret }: KeptValue, asSecret: boolean): string {
    if (secret && !asSecret) throw keptAsSecret(variable);
    return this.#key.decrypt(encrypted, this.#context(variable));
  }

  #context(variable: string): string {
    return `generated ${this.#projectId} ${variable}`;
  }
}

function keptAsSecret(variable: string): DiagnosticsError {
  return new DiagnosticsError([
    {
      severity: "error",
      code: "kept-as-secret",
      message: `${JSON.stringify(variable)} was generated as a secret, and stays one`,
      path: ["variables", variable],
      fix: "declare it secret, or generate another variable",
    },
  ]);
}

function tooMany(variable: string): DiagnosticsError {
  return new DiagnosticsError([
    {
      severity: "error",
      code: "too-many-generated",
      message: `${JSON.stringify(variable)} cannot be generated: the project has ${MOST_KEPT} generated values already`,
      path: ["variables", variable],
      fix: "give it a value, or use the name of a variable that was generated before",
    },
  ]);
}
