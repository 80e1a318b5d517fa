import { Container, defineProject, Project, Volume } from "espalier";

export default defineProject(
  {
    variables: {
      image: {
        label: "Image",
        description: "Image of your service; it listens on the port given in PORT.",
        default: "traefik/whoami:v1.11",
      },
      replicas: {
        label: "Copies",
        type: "number",
        default: 2,
        choices: [1, 2, 3, 5],
        description: "How many copies of it run.",
      },
    },
  },
  ({ zone, vars, secret }) => {
    const project = new Project(zone, "node-typescript");
    const data = new Volume(project, "data", { size: "1Gi" });

    const cache = new Container(project, "cache", {
      image: "redis:8.2.2-alpine3.22",
      args: ["redis-server", "--appendonly", "yes", "--requirepass", secret("redis_password", { generate: true })],
      options: {
        ports: [6379],
        health: { tcp: true, port: 6379 },
        volumes: [{ volume: data, path: "/data" }],
        security: { standard: "restricted", user: 999, group: 1000 },
        resources: { size: "tiny", memory: "128Mi" },
        tags: ["cache"],
      },
    });

    new Container(project, "web", {
      image: `${vars.image}`,
      environment: {
        PORT: 80,
        REDIS_URL: `redis://:${secret("redis_password")}@${cache.host}:${cache.port}`,
      },
      options: {
        expose: true,
        replicas: Number(vars.replicas),
        waitFor: ["cache"],
        resources: "small",
        tags: ["web"],
      },
    });

    return project;
  },
);
