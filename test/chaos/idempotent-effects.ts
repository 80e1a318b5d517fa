import { randomUUID } from "node:crypto";
import pg from "pg";
import { type Client, untilAnswered } from "./retrying-client.ts";

/** A POST that makes something, and how often that is there. */
export interface Effect {
  readonly kind: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** The same request with another content. */
  readonly changed: Readonly<Record<string, unknown>>;
  readonly idempotencyKey: string;
  /** Statements that count what the effect consists of; `$1` is `name`. */
  readonly counts: readonly string[];
  readonly name: string;
}

const OF_PROJECT = "join projects on projects.id = project_id where projects.name = $1";
const DEPLOYMENT = [
  `select count(*) from revisions ${OF_PROJECT}`,
  `select count(*) from updates ${OF_PROJECT}`,
  `select count(*) from graphile_worker.jobs where key in (select 'update:' || updates.id from updates ${OF_PROJECT})`,
];

/** One effect of each kind, none of which is there yet. */
export async function makeEffects(client: Client, zone: string): Promise<Effect[]> {
  const [project, deployed, edited] = ["made", "deployed", "edited"].map((stem) => `${stem}-${randomUUID()}`) as [
    string,
    string,
    string,
  ];
  for (const name of [deployed, edited]) {
    await made(client, "/projects", { name, zones: [zone], definition: definitionOf(name) });
  }
  const changeSet = await made(client, `/projects/${edited}/change-sets`, {
    definition: definitionOf(edited, "worker"),
  });
  const unique = randomUUID();
  const email = `${unique}@example.com`;
  return [
    {
      kind: "project",
      path: "/projects",
      body: { name: project, zones: [zone], definition: definitionOf(project) },
      changed: { name: `other-${project}`.slice(0, 40) },
      name: project,
      counts: [
        "select count(*) from projects where name = $1",
        `select count(*) from definitions ${OF_PROJECT}`,
        `select count(*) from members ${OF_PROJECT}`,
        `select count(*) from audit_entries where operation = 'createProject' and target ->> 'project' = $1`,
      ],
    },
    {
      kind: "deployment",
      path: `/projects/${deployed}/revisions`,
      body: { comment: "once" },
      changed: { comment: "another" },
      name: deployed,
      counts: [...DEPLOYMENT, audited("deploy")],
    },
    {
      kind: "applied change set",
      path: `/projects/${edited}/change-sets/${changeSet.id}/apply`,
      body: {},
      changed: { zones: [zone] },
      name: edited,
      counts: [...DEPLOYMENT, audited("applyChangeSet")],
    },
    {
      kind: "key",
      path: "/keys",
      body: { name: unique },
      changed: { name: "another" },
      name: unique,
      counts: ["select count(*) from api_keys where name = $1"],
    },
    {
      kind: "invitation",
      path: `/projects/${deployed}/invitations`,
      body: { email, role: "reader" },
      changed: { email: `other-${email}`, role: "reader" },
      name: email,
      counts: ["select count(*) from invitations where email = $1"],
    },
  ].map((effect) => ({ ...effect, idempotencyKey: randomUUID() }));
}

/** By effect, how often each part of it is there. */
export async function countEffects(databaseUrl: string, effects: readonly Effect[]): Promise<Record<string, number[]>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const counted: Record<string, number[]> = {};
    for (const { kind, counts, name } of effects) {
      counted[kind] = [];
      for (const count of counts) counted[kind].push(Number((await client.query(count, [name])).rows[0].count));
    }
    return counted;
  } finally {
    await client.end();
  }
}

function audited(operation: string): string {
  return `select count(*) from audit_entries ${OF_PROJECT} and operation = '${operation}'`;
}

async function made(client: Client, path: string, body: unknown) {
  const { told } = await untilAnswered(client, path, body, randomUUID());
  if (told.status >= 300) throw new Error(`POST ${path}: ${told.status} ${told.text}`);
  return JSON.parse(told.text);
}

function definitionOf(name: string, ...more: readonly string[]) {
  const containers = ["web", ...more].map((container) => ({ name: container, image: "nginx:1.29" }));
  return { format: "json", text: JSON.stringify({ project: { name }, containers }) };
}
