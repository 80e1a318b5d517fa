/** Ports that images of well-known servers listen on, by the last part of the image's name; the first is what others call. */
const IMAGE_PORTS: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^(postgres|postgresql|postgis|pgvector|timescaledb(-ha)?|pgvecto-rs|pg_?bouncer|supabase-postgres)$/, [5432]],
  [/^(mysql|mysql-server|mariadb|percona|percona-server)$/, [3306]],
  [/^(redis|redis-stack|redis-stack-server|redismod|valkey|keydb|dragonfly|redict)$/, [6379]],
  [/^(mongo|mongodb|percona-server-mongodb|ferretdb)$/, [27017]],
  [/^rabbitmq$/, [5672, 15672]],
  [/^memcached$/, [11211]],
  [/^(elasticsearch|opensearch)$/, [9200, 9300]],
  [/^(clickhouse-server|clickhouse)$/, [8123, 9000]],
  [/^(nats|nats-server)$/, [4222, 8222]],
  [/^(influxdb)$/, [8086]],
  [/^(meilisearch)$/, [7700]],
  [/^(minio)$/, [9000, 9001]],
  [/^(couchdb)$/, [5984]],
  [/^(cassandra|scylla)$/, [9042]],
  [/^(neo4j)$/, [7474, 7687]],
  [/^(zookeeper)$/, [2181]],
  [/^(mosquitto|eclipse-mosquitto)$/, [1883]],
  [/^(mssql-server|server|azure-sql-edge)$/, [1433]],
  [/^(qdrant)$/, [6333, 6334]],
  [/^(typesense)$/, [8108]],
  [/^(chrome|browserless|browserless-chrome)$/, [3000]],
  [/^(gotenberg)$/, [3000]],
];

/** Ports by which the server of an image is usually called; none when the image is not known. */
export function imagePorts(image: string): readonly number[] {
  const name =
    image
      .replace(/@.*$/, "")
      .replace(/:[^/:]*$/, "")
      .split("/")
      .at(-1) ?? "";
  if (name === "server" && !image.includes("mssql")) return [];
  return IMAGE_PORTS.find(([pattern]) => pattern.test(name))?.[1] ?? [];
}

/** Images that speak http on a port which elsewhere means something else. */
const WEB_PORTS: readonly (readonly [RegExp, number])[] = [
  [/(^|\/)alertmanager([:@]|$)/, 9093],
  [/(^|\/)n8n([:@]|$)/, 5678],
];

/** Whether it is known of the image that it speaks http there. */
export function isWebPort(image: string, port: number): boolean {
  return WEB_PORTS.some(([pattern, own]) => own === port && pattern.test(image));
}

/** Ports of databases and queues: published, as a rule, for developing. */
const DATABASE_PORTS: ReadonlySet<number> = new Set([
  1433, 1521, 2181, 2379, 3306, 5432, 5672, 6379, 6432, 7687, 9042, 9092, 9093, 9094, 11211, 19092, 26257, 27017, 29092,
  33060,
]);

/** Other ports on which no http is spoken: IANA's registry, and games by their manuals. */
const OTHER_PORTS: ReadonlySet<number> = new Set([
  21, 22, 23, 25, 53, 67, 88, 110, 111, 123, 137, 138, 139, 143, 161, 162, 179, 194, 389, 445, 465, 500, 514, 554, 587,
  636, 853, 873, 990, 993, 995, 1080, 1194, 1883, 1935, 2022, 2049, 2222, 2456, 2457, 2458, 3389, 3478, 4190, 4222,
  4500, 5060, 5061, 5222, 5269, 5349, 5514, 5900, 5901, 6514, 6667, 6697, 6881, 7777, 8388, 8554, 8883, 9300, 9987,
  10011, 10022, 12201, 19132, 19133, 21115, 21116, 21117, 22000, 24224, 25565, 25575, 27015, 27016, 30033, 34197, 51413,
  51820, 64738,
]);

/** Ports of debuggers: whoever reaches them runs what they like. */
const DEBUGGER_PORTS: ReadonlySet<number> = new Set([2345, 4711, 5005, 5678, 9003, 9229, 9230, 40000]);

/** Ports on which TLS is spoken where a plain one stands beside. */
const TLS_PORTS: ReadonlySet<number> = new Set([443, 8443, 9443]);

export function isDebuggerPort(port: number): boolean {
  return DEBUGGER_PORTS.has(port);
}

export function speaksTls(port: number): boolean {
  return TLS_PORTS.has(port);
}

export function isDatabasePort(port: number): boolean {
  return DATABASE_PORTS.has(port);
}

/** Whether http is what one would expect on a port. */
export function speaksHttp(port: number): boolean {
  return !DATABASE_PORTS.has(port) && !OTHER_PORTS.has(port);
}
