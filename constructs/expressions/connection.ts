/** How clients of a well-known server connect to it, from the environment its image is set up with. */
export interface Connection {
  readonly scheme: string;
  readonly port: number;
  /** Variables that may hold each part, the first that is set counts. */
  readonly user?: readonly string[];
  readonly password?: readonly string[];
  readonly database?: readonly string[];
  /** Variables of the administrator, for when no other user is set up. */
  readonly rootPassword?: readonly string[];
  readonly defaultUser?: string;
  /** What the image does without a name for the database: it is called as the user is. */
  readonly databaseLikeUser?: boolean;
  readonly defaultPassword?: string;
  /** After the path when there is a user, e.g. `?authSource=admin`. */
  readonly query?: string;
  /** Password by an argument: `--requirepass secret`. */
  readonly passwordFlag?: string;
}

const POSTGRES: Connection = {
  scheme: "postgresql",
  port: 5432,
  user: ["POSTGRES_USER", "POSTGRESQL_USERNAME"],
  password: ["POSTGRES_PASSWORD", "POSTGRESQL_PASSWORD"],
  database: ["POSTGRES_DB", "POSTGRESQL_DATABASE"],
  defaultUser: "postgres",
  databaseLikeUser: true,
};

const MYSQL: Connection = {
  scheme: "mysql",
  port: 3306,
  user: ["MYSQL_USER", "MARIADB_USER"],
  password: ["MYSQL_PASSWORD", "MARIADB_PASSWORD"],
  database: ["MYSQL_DATABASE", "MARIADB_DATABASE"],
  rootPassword: ["MYSQL_ROOT_PASSWORD", "MARIADB_ROOT_PASSWORD"],
};

const MONGO: Connection = {
  scheme: "mongodb",
  port: 27017,
  user: ["MONGO_INITDB_ROOT_USERNAME", "MONGODB_INITDB_ROOT_USERNAME"],
  password: ["MONGO_INITDB_ROOT_PASSWORD", "MONGODB_INITDB_ROOT_PASSWORD"],
  database: ["MONGO_INITDB_DATABASE"],
  query: "?authSource=admin",
};

const REDIS: Connection = {
  scheme: "redis",
  port: 6379,
  password: ["REDIS_PASSWORD", "VALKEY_PASSWORD", "KEYDB_PASSWORD"],
  passwordFlag: "--requirepass",
};

const RABBITMQ: Connection = {
  scheme: "amqp",
  port: 5672,
  user: ["RABBITMQ_DEFAULT_USER"],
  password: ["RABBITMQ_DEFAULT_PASS"],
  database: ["RABBITMQ_DEFAULT_VHOST"],
  defaultUser: "guest",
  defaultPassword: "guest",
};

const http = (port: number): Connection => ({ scheme: "http", port });

/** By the last step of an image's name: `postgis/postgis:18` → `postgis`. */
const CONNECTIONS: Readonly<Record<string, Connection>> = {
  postgres: POSTGRES,
  postgresql: POSTGRES,
  postgis: POSTGRES,
  pgvector: POSTGRES,
  "pgvecto-rs": POSTGRES,
  timescaledb: POSTGRES,
  "timescaledb-ha": POSTGRES,
  mysql: MYSQL,
  "mysql-server": MYSQL,
  mariadb: MYSQL,
  percona: MYSQL,
  "percona-server": MYSQL,
  mongo: MONGO,
  mongodb: MONGO,
  "mongodb-community-server": MONGO,
  redis: REDIS,
  "redis-stack": REDIS,
  "redis-stack-server": REDIS,
  valkey: REDIS,
  "valkey-bundle": REDIS,
  keydb: REDIS,
  dragonfly: REDIS,
  rabbitmq: RABBITMQ,
  nats: { scheme: "nats", port: 4222 },
  "eclipse-mosquitto": { scheme: "mqtt", port: 1883 },
  memcached: { scheme: "memcached", port: 11211 },
  minio: http(9000),
  seaweedfs: http(8333),
  elasticsearch: http(9200),
  opensearch: http(9200),
  meilisearch: http(7700),
  qdrant: http(6333),
  influxdb: http(8086),
  "clickhouse-server": http(8123),
  couchdb: { ...http(5984), user: ["COUCHDB_USER"], password: ["COUCHDB_PASSWORD"] },
};

/** How to connect to what an image runs; undefined when that is not known. */
export function connectionOf(image: string): Connection | undefined {
  const [path = ""] = image.split("@");
  const name = (path.split("/").at(-1) ?? "").replace(/:.*$/, "");
  return Object.hasOwn(CONNECTIONS, name) ? CONNECTIONS[name] : undefined;
}
