import type { Diagnostic, ValuePath } from "../../../constructs/diagnostic.ts";
import { LIMIT } from "../../limits.ts";
import { soundsSecret } from "../../secret-name.ts";
import type { DefinitionValue } from "../importer.ts";

type Declarations = NonNullable<DefinitionValue["variables"]>;

/** What a place where a variable is used knows of it. */
export interface Use {
  readonly default: string | undefined;
  readonly description: string | undefined;
  readonly secret: boolean;
  /** Whether `.env` gives it a value. */
  readonly inEnvironmentFile: boolean;
}

interface Variable {
  readonly name: string;
  default: string | undefined;
  description: string | undefined;
  secret: boolean;
  numbers: boolean;
  inEnvironmentFile: boolean;
  /** Whether a server of the project itself is given it as its own password. */
  own: boolean;
  readonly services: Set<string>;
}

/** Environment variables by which images of servers are told the password they ask for: any will do. */
const OWN_PASSWORD =
  /^(POSTGRES_PASSWORD|POSTGRESQL_PASSWORD|(MYSQL|MARIADB)_(ROOT_)?PASSWORD|MONGO_INITDB_ROOT_PASSWORD|REDIS_PASSWORD|RABBITMQ_DEFAULT_PASS|MINIO_ROOT_PASSWORD|(SA|MSSQL_SA)_PASSWORD|CLICKHOUSE_PASSWORD|ELASTIC_PASSWORD|INFLUXDB_ADMIN_PASSWORD|NEO4J_PASSWORD|COUCHDB_PASSWORD)$/;

/** Whether the value of an environment variable is a secret, by its name. */
export function secretKey(key: string): boolean {
  return soundsSecret(key) || /(password|passwd)$/i.test(key);
}

/** The variables of a compose file, in the order in which they are used. */
export class ComposeVariables {
  readonly #variables = new Map<string, Variable>();
  /** More than a definition may have: those with a plain default are not made variables. */
  readonly #isCrowded: boolean;

  constructor(names: number) {
    this.#isCrowded = names > LIMIT.variables;
  }

  /** Name of the variable that stands there; undefined when its default does. */
  use(name: string, at: ValuePath, use: Use): string | undefined {
    if (this.#isCrowded && use.default !== undefined && !use.secret) return undefined;
    const service = at[0] === "services" ? String(at[1]) : "";
    const variable = this.#variable(name, service, use);
    variable.default ??= use.default;
    variable.description ??= use.description;
    variable.secret ||= use.secret;
    variable.inEnvironmentFile ||= use.inEnvironmentFile;
    variable.own ||= OWN_PASSWORD.test(String(at.at(-1)));
    if (service) variable.services.add(service);
    return variable.name;
  }

  defaultOf(name: string): string | undefined {
    return this.#variables.get(name)?.default;
  }

  takeNumbers(name: string): void {
    const variable = this.#variables.get(name);
    if (variable) variable.numbers = true;
  }

  declarations(): { readonly declared: Declarations; readonly diagnostics: readonly Diagnostic[] } {
    const variables = [...this.#variables.values()];
    return {
      declared: Object.fromEntries(variables.map((variable) => [variable.name, declaration(variable)])),
      diagnostics: variables.filter(({ inEnvironmentFile, secret }) => inEnvironmentFile && secret).map(notCopied),
    };
  }

  /** One name with two defaults is two variables: in compose each place has its own. */
  #variable(name: string, service: string, use: Use): Variable {
    for (const wanted of [name.slice(0, 64), `${service}_${name}`.replace(/\W/g, "_").slice(0, 64)]) {
      const variable = this.#variables.get(wanted) ?? this.#add(wanted);
      if (variable.default === undefined || use.default === undefined || variable.default === use.default) {
        return variable;
      }
    }
    return this.#add(`${name.slice(0, 58)}_${this.#variables.size}`);
  }

  #add(name: string): Variable {
    const variable: Variable = {
      name,
      default: undefined,
      description: undefined,
      secret: false,
      numbers: false,
      inEnvironmentFile: false,
      own: false,
      services: new Set(),
    };
    this.#variables.set(name, variable);
    return variable;
  }
}

function declaration(variable: Variable): Declarations[string] {
  const { name, description, services } = variable;
  const secret = variable.secret && !soundsSecret(name) && { secret: true };
  const told = description ? { description: description.slice(0, 2000) } : {};
  if (variable.default !== undefined) {
    const value = variable.numbers ? Number(variable.default) : variable.default;
    return secret || description ? { ...told, default: value, ...secret } : value;
  }
  // Whatever else several services share may be the key of somebody else's service, which nobody can draw.
  if (variable.secret && variable.own) return { ...told, generate: true };
  const users = services.size > 0 && !description ? { description: `For ${[...services].join(", ")}.` } : told;
  return { ...(variable.numbers && { type: "number" as const }), ...users, ...secret };
}

function notCopied({ name, own }: Variable): Diagnostic {
  return {
    severity: "note",
    code: "secret-not-copied",
    message: `the value of ${name} in .env was not copied: a definition is no place for secrets`,
    path: ["variables", name],
    fix: own ? `one is generated; give the old one with --var ${name}=…` : `give it with --var ${name}=…`,
  };
}
