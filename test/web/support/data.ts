import { setTimeout as sleep } from "node:timers/promises";
import type { Visitor } from "./dashboard.ts";

/** JSON with comments, so that edits can show that they leave them alone. */
export const SHOP = `{
  // A small shop.
  "project": { "name": "NAME", "description": "a shop for tests" },
  "containers": [
    {
      "name": "web", // what people see
      "image": "nginx:1.29",
      "environment": { "DB_HOST": "db", "DB_PASSWORD": "$db_password" },
      "options": { "expose": 80, "tags": ["front"] }
    },
    {
      "name": "db",
      "image": "postgres:17",
      "environment": { "POSTGRES_PASSWORD": "$db_password" },
      "options": { "workload": "stateful", "ports": [5432], "volumes": [{ "volume": "data", "path": "/var/lib/postgresql/data" }], "tags": ["data"] }
    }
  ],
  "volumes": [{ "name": "data", "size": "1Gi" }],
  "variables": { "db_password": { "label": "Password of the database" } }
}
`;

/** A project of the visitor's with a definition and its secret; not deployed. */
export async function shop({ client }: Visitor, name: string, zones: readonly string[]): Promise<string> {
  await client.post("/projects", {
    body: {
      name,
      description: "a shop for tests",
      zones: [...zones],
      definition: { format: "json", text: SHOP.replace("NAME", name) },
    },
  });
  await client.put("/projects/{project}/variables/{variable}", {
    path: { project: name, variable: "db_password" },
    body: { value: "a value nobody sees", secret: true },
  });
  return name;
}

/** Deploys the current definition; resolves to the update when it has ended. */
export async function deploy({ client }: Visitor, project: string) {
  const { updates } = await client.post("/projects/{project}/revisions", { path: { project } });
  const [asked] = updates;
  if (!asked) throw new Error("nothing was asked for");
  for (;;) {
    const update = await client.get("/projects/{project}/updates/{update}", { path: { project, update: asked.id } });
    if (!["waiting", "running"].includes(update.state)) return update;
    await sleep(100);
  }
}
