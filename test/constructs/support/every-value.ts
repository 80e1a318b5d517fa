import { secretReference } from "../../../constructs/secret-reference.ts";
import type { ProjectSpec } from "../../../constructs/spec.ts";

/** Every way in which a container gets values: expressions, facts, groups, files of all kinds, volumes, registries. */
export function everyValue(project: string): ProjectSpec {
  const password = secretReference("db_password");
  return {
    project: { name: project },
    volumes: [{ name: "data", size: "1Gi" }],
    registries: [
      { host: "registry.example.com:5000/team", username: "robot", password: secretReference("registry_password") },
      { host: "docker.io", username: "me", password: secretReference("hub_password") },
    ],
    environmentGroups: {
      mail: { MAIL_HOST: "smtp.example.com", MAIL_PASSWORD: secretReference("mail_password"), WHERE: "${{node.name}}" },
      plain_values: { LOG_LEVEL: "info", DB: "${{db.host}}" },
    },
    containers: [
      {
        name: "db",
        image: "postgres:18",
        environment: { POSTGRES_USER: "me", POSTGRES_PASSWORD: password, POSTGRES_DB: "shop" },
        options: {
          ports: [5432],
          workload: "stateful",
          replicas: 2,
          volumes: [{ each: { name: "data", size: "1Gi" }, path: "/var/lib/postgresql", subPath: "data" }],
        },
      },
      {
        name: "web",
        image: "registry.example.com:5000/team/web:1",
        environment: {
          DATABASE_URL: "${{db.url}}",
          DB_USER: "${{db.POSTGRES_USER}}",
          POD_IP: "${{pod.ip}}",
          MEMORY: "${{limits.memory}}",
          LISTEN: "http://${{pod.ip}}:8080",
          MIXED: "${{pod.name}}:${{db.POSTGRES_PASSWORD}}",
          LITERAL: "$${{ text }}",
          EMPTY: "",
        },
        environmentFrom: ["mail", "plain_values"],
        args: ["--database=${{db.url}}", "--name=${{pod.name}}"],
        options: {
          expose: 8080,
          resources: { size: "small", storage: "256Mi", requests: { cpu: "100m" } },
          volumes: [
            { volume: "data", path: "/data" },
            { empty: "shared", path: "/shared" },
            { empty: { name: "fast", memory: true, size: "16Mi" }, path: "/fast" },
            { files: { "app.conf": "host = ${{db.host}}", "conf.d/more.conf": "x = 1" }, path: "/etc/web" },
            { files: { plain: "a", "secret.env": `PASSWORD=${password}` }, path: "/etc/both", mode: "0640" },
            { file: '{ "url": "${{db.url}}" }', path: "/etc/settings.json" },
            {
              projected: {
                files: { "in/folder.txt": "text" },
                facts: { labels: "labels", name: "pod.name", memory: "limits.memory" },
                token: { path: "token", audience: "vault" },
              },
              path: "/etc/projected",
            },
          ],
          init: [
            {
              name: "prepare",
              image: "busybox:1.37",
              environment: { DATABASE_URL: "${{db.url}}", NODE: "${{node.ip}}" },
              environmentFrom: ["plain_values"],
              volumes: [
                { empty: "shared", path: "/shared" },
                { file: "once", path: "/etc/once" },
              ],
            },
          ],
          sidecars: [
            {
              name: "helper",
              image: "busybox:1.37",
              args: ["--password", password],
              volumes: [{ empty: "shared", path: "/shared", readOnly: true }],
            },
          ],
        },
      },
    ],
  };
}

export const EVERY_SECRET: Readonly<Record<string, string>> = {
  db_password: 'p@ss/"w\\ord\n',
  registry_password: 'registry "canary"\\',
  hub_password: "hub-canary",
  mail_password: "mail-canary",
};
