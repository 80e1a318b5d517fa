import { compileSpec } from "../../constructs/compile.ts";
import { DiagnosticsError } from "../../constructs/diagnostic.ts";
import { secretReference } from "../../constructs/secret-reference.ts";
import type { ProjectSpec } from "../../constructs/spec.ts";
import type { Reference, ReferenceKind, Tree, TreeNode, TreeNodeKind } from "../../constructs/tree.ts";
import { DEFAULT_CLAIM, type ZoneContext } from "../../constructs/zone-context.ts";

/** A tree made by hand, for what is drawn of it: its manifests are left out. */
export class TreeSketch {
  private readonly nodes: TreeNode[];
  private readonly references: Reference[] = [];
  private readonly project: string;
  private readonly description: string | undefined;

  constructor(project: string, description?: string) {
    this.project = project;
    this.description = description;
    this.nodes = [{ path: project, kind: "project", name: project, tags: [], facts: {}, objects: [] }];
  }

  add(kind: TreeNodeKind, name: string, facts: Record<string, string> = {}, tags: readonly string[] = []): this {
    const path = this.path(name);
    this.nodes.push({ path, kind, name, parent: this.project, tags, facts, objects: [] });
    return this;
  }

  refer(kind: ReferenceKind, from: string, to: string, label = ""): this {
    this.references.push({ kind, from: this.path(from), to: this.path(to), label });
    return this;
  }

  tree(zone = "local"): Tree {
    return {
      project: this.project,
      namespace: this.project.replaceAll("_", "-"),
      zone,
      ...(this.description ? { description: this.description } : {}),
      manifests: [],
      nodes: this.nodes,
      references: this.references,
      notes: [],
    };
  }

  /** Without a name: the project's. */
  private path(name: string): string {
    return name === "" ? this.project : `${this.project}/${name}`;
  }
}

/** The founding document's template, as a person would fill it in. */
const FOUNDING_SPEC = {
  project: { name: "example_project", description: "An example project template" },
  containers: [
    {
      name: "backend_service",
      image: "example/backend:latest",
      environment: databaseEnvironment(),
      options: { expose: true, tags: ["backend", "service"] },
    },
    {
      name: "database",
      image: "example/database:latest",
      environment: { POSTGRES_USER: "example_user", POSTGRES_PASSWORD: secretReference("db_password") },
      options: { expose: false, tags: ["database", "postgres"] },
    },
    {
      name: "backup_service",
      image: "example/backup:latest",
      environment: databaseEnvironment(),
      options: { expose: false, tags: ["backup", "service"] },
    },
  ],
  network: { name: "example_network", driver: "bridge" },
} satisfies ProjectSpec;

function databaseEnvironment(): Record<string, string> {
  return {
    DB_HOST: "database",
    DB_PORT: "5432",
    DB_USER: "example_user",
    DB_PASSWORD: secretReference("db_password"),
  };
}

const ZONE: ZoneContext = {
  name: "local",
  domain: "local.test",
  ingressClass: "nginx",
  ingressNamespace: "ingress-nginx",
  issuer: "local",
  claim: DEFAULT_CLAIM,
};

/** The example of the founding document, compiled for a zone. */
export const founding: Tree = compiled(FOUNDING_SPEC);

function compiled(spec: ProjectSpec): Tree {
  const { value, diagnostics } = compileSpec(spec, ZONE);
  if (!value) throw new DiagnosticsError(diagnostics);
  return value;
}

/** A shop of twelve containers with volumes, tags, secrets, two public addresses and an object of its own. */
export const shop: Tree = new TreeSketch("shop", "Everything behind shop.example.com")
  .add("address", "shop.example.com", { protocol: "https", path: "/" })
  .add("address", "api-shop.sofia.example.net", { protocol: "https", path: "/v2" })
  .add("container", "storefront", { image: "ghcr.io/acme/storefront:4.12.0", replicas: "3", memory: "512Mi" }, ["web"])
  .add("container", "api", { image: "ghcr.io/acme/api:4.12.0", replicas: "2", token: "⟦secret:api_token⟧" }, ["web"])
  .add("container", "catalogue", { image: "ghcr.io/acme/catalogue:1.8.3", replicas: "2" }, ["domain", "search"])
  .add("container", "orders", { image: "ghcr.io/acme/orders:2.0.1", replicas: "2" }, ["domain", "money", "critical"])
  .add("container", "payments", { image: "ghcr.io/acme/payments:2.4.0", key: "⟦secret:psp_key⟧" }, ["domain", "money"])
  .add("container", "mailer", { image: "ghcr.io/acme/mailer:0.9.7" }, ["domain"])
  .add("container", "orders_db", { image: "postgres:17", password: "⟦secret:db_password⟧" }, ["data"])
  .add("container", "catalogue_db", { image: "postgres:17" }, ["data"])
  .add("container", "cache", { image: "valkey/valkey:8" }, ["data"])
  .add("container", "search", { image: "opensearchproject/opensearch:2.19.1", memory: "2Gi" }, ["data", "search"])
  .add("container", "backup", { image: "ghcr.io/acme/pg-backup-to-object-storage:3.1.0-bookworm" }, ["data"])
  .add("container", "housekeeping", { image: "ghcr.io/acme/cron:1", deployment: "self-managed" }, ["tools"])
  .add("volume", "orders_data", { size: "20Gi", access: "one" })
  .add("volume", "catalogue_data", { size: "10Gi", access: "one" })
  .add("volume", "search_index", { size: "50Gi", access: "one" })
  .add("volume", "backups", { size: "200Gi", access: "many" })
  .add("object", "banner", { kind: "ConfigMap" })
  .refer("expose", "shop.example.com", "storefront", "8080")
  .refer("expose", "api-shop.sofia.example.net", "api", "8080")
  .refer("request", "storefront", "api", "API_URL")
  .refer("request", "api", "catalogue", "CATALOGUE_URL")
  .refer("request", "api", "orders", "ORDERS_URL")
  .refer("request", "api", "cache", "CACHE_HOST")
  .refer("request", "catalogue", "catalogue_db", "DB_HOST, DB_URL, DB_READ_URL")
  .refer("request", "catalogue", "search", "SEARCH_URL")
  .refer("request", "orders", "orders_db", "DB_HOST")
  .refer("request", "orders", "payments", "PAYMENTS_URL")
  .refer("request", "orders", "mailer", "MAILER_URL")
  .refer("request", "payments", "orders", "CALLBACK_URL")
  .refer("request", "backup", "orders_db", "PGHOST")
  .refer("mount", "orders_db", "orders_data", "/var/lib/postgresql/data")
  .refer("mount", "catalogue_db", "catalogue_data", "/var/lib/postgresql/data")
  .refer("mount", "search", "search_index", "/usr/share/opensearch/data")
  .refer("mount", "backup", "backups", "/backups")
  .refer("reference", "storefront", "banner", "banner.json")
  .tree("sofia-1");

/** Every kind of node and edge, and every way to run a container. */
export const everything: Tree = new TreeSketch("everything")
  .add("address", "shop.example.com", { protocol: "http", url: "https://shop.example.com" })
  .add("container", "web", { image: "acme/web:4", replicas: "3", scale: "2 to 10 by cpu", sidecars: "log, proxy" })
  .add("container", "mailer", { image: "acme/mailer:4", workload: "worker" })
  .add("container", "db", { image: "postgres:17", workload: "stateful" })
  .add("container", "queue", { image: "rabbitmq:4", workload: "stateful" })
  .add("container", "backup", { image: "acme/backup:1", workload: "cron", schedule: "0 3 * * *" })
  .add("container", "migrate", { image: "acme/web:4", workload: "job" })
  .add("container", "agent", { image: "grafana/alloy:1", workload: "daemon" })
  .add("container", "thumbs", { image: "acme/thumbs:1", workload: "serverless" })
  .add("volume", "backups", { size: "20Gi", access: "one" })
  .add("group", "database", { variables: "DB_HOST, DB_USER" })
  .add("peer", "billing", { kind: "project", container: "api" })
  .add("peer", "api.stripe.com", { kind: "host" })
  .add("peer", "10.20.0.0/16", { kind: "addresses", except: "10.20.1.0/24" })
  .refer("expose", "shop.example.com", "web", "8080")
  .refer("request", "web", "db", "DB_HOST")
  .refer("wait", "web", "db", "5432")
  .refer("wait", "migrate", "db", "5432")
  .refer("mount", "backup", "backups", "/backups")
  .refer("reference", "web", "database", "environment")
  .refer("allow", "web", "billing", "443")
  .refer("allow", "billing", "web", "8080")
  .refer("allow", "mailer", "api.stripe.com", "443")
  .refer("allow", "", "10.20.0.0/16", "5432")
  .tree("sofia-1");

const TIERS = ["web", "api", "domain", "data"];

/**
 * A project of `size` nodes in four tiers, each container calling one to three of the next tier, so that nearly all of
 * it hangs together; the same for the same numbers.
 */
export function generatedTree(size: number, seed = 1): Tree {
  const random = pseudoRandom(seed);
  const sketch = new TreeSketch(`generated-${size}`);
  const kinds = Array.from({ length: size }, (_, index) => kindAt(index / size));
  const names = kinds.map((kind, index) => `${kind}-${index}`);
  const containers = names.filter((_, index) => kinds[index] === "container");
  const tiers = new Map(containers.map((name, at) => [name, Math.floor((at / containers.length) * TIERS.length)]));
  const anyOf = (tier: number) => {
    const first = Math.ceil((tier * containers.length) / TIERS.length);
    const end = Math.ceil(((tier + 1) * containers.length) / TIERS.length);
    return containers[first + Math.floor(random() * (end - first))] as string;
  };
  names.forEach((name, index) => {
    const kind = kinds[index] as TreeNodeKind;
    const isContainer = kind === "container";
    const tier = tiers.get(name) ?? TIERS.length;
    const facts: Record<string, string> = isContainer
      ? { image: `registry.example.com/team/part-${index}:1.${index}` }
      : {};
    sketch.add(kind, name, facts, isContainer ? [TIERS[tier] as string] : []);
    if (kind === "address") sketch.refer("expose", name, anyOf(0), "8080");
    if (kind === "volume") sketch.refer("mount", anyOf(3), name, "/data");
    for (let call = 0; isContainer && tier < 3 && call < 1 + Math.floor(random() * 3); call++) {
      sketch.refer("request", name, anyOf(tier + 1), `HOST_${call}`);
    }
  });
  return sketch.tree();
}

function kindAt(share: number): TreeNodeKind {
  return share < 0.12 ? "address" : share < 0.84 ? "container" : share < 0.96 ? "volume" : "object";
}

/** The linear congruential generator of Numerical Recipes. */
function pseudoRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
