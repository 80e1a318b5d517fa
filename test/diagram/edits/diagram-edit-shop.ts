import assert from "node:assert/strict";
import { applySpecEdits } from "../../../diagram/edits/apply-spec-edits.ts";
import { type DiagramEdit, specEdits } from "../../../diagram/edits/diagram-edit.ts";
import type { DefinitionFormat } from "../../../diagram/edits/edit-text.ts";
import type { Json } from "../../../diagram/edits/spec-edit.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests look into plain values
type Plain = any;

/** A project with something of everything that edits touch, mentions of one another included. */
export const SHOP = {
  project: { name: "shop" },
  variables: { db_host: "data-base", image: { default: "nginx:1" }, count: 1 },
  environmentGroups: { mail: { SMTP_HOST: "mailer", MAIL_URL: "smtp://mailer:25" } },
  containers: [
    {
      name: "web",
      image: "$image",
      environment: {
        DATABASE_URL: "${{data_base.url}}",
        DATABASE_HOST: "$db_host",
        REPLICA: "postgres://data-base.shop:5432/shop?x=data-base",
        DB_NAME: "data-base",
      },
      environmentFrom: ["mail"],
      options: {
        expose: { port: 8080, hosts: ["shop.example.com"] },
        waitFor: ["data_base", { container: "mailer", port: 25 }],
        aliases: ["shop-web"],
      },
    },
    {
      name: "data_base",
      image: "postgres:18",
      environment: { POSTGRES_PASSWORD: "x", SELF: "http://data-base:1", NAME: "data-base" },
      options: { ports: [5432], volumes: [{ volume: "data", path: "/var/lib/postgresql" }] },
    },
    { name: "mailer", image: "mail:1", options: { ports: [25] } },
    { name: "nightly", image: "busybox:1", options: { workload: { kind: "cron", schedule: "@daily" } } },
  ],
  volumes: [{ name: "data", size: "1Gi" }],
};

/** What a definition is after an edit. */
export function edited(edit: DiagramEdit, value: unknown = SHOP, format?: DefinitionFormat): Plain {
  return applySpecEdits(value as Json, specEdits(value, edit, format).edits);
}

export function container(value: Plain, name: string): Plain {
  return value.containers.find((one: { name: string }) => one.name === name);
}

/** The notes of an edit: `warning mention-left`. */
export function codes(edit: DiagramEdit, value: unknown = SHOP): string[] {
  return specEdits(value, edit).notes.map(({ severity, code }) => `${severity} ${code}`);
}

export function refused(edit: DiagramEdit, code: string, value: unknown = SHOP): void {
  assert.throws(() => specEdits(value, edit), { name: "EditError", code });
}
