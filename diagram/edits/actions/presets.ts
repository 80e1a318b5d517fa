import { EditError } from "../edit-error.ts";
import type { Preset } from "../edit-kinds.ts";
import type { JsonObject } from "./definition-view.ts";

/** What the palette begins a container with. */
export interface Begun {
  readonly image?: string;
  /** Whatever is said of the container beside its name and image. */
  readonly more: JsonObject;
  /** Path of its volume, and folder inside of it. */
  readonly data?: { readonly path: string; readonly subPath?: string };
}

export interface PresetChoices {
  /** Text that stands for its password; undefined where the definition has no blanks. */
  readonly password: string | undefined;
  /** How a dollar sign is written in a text. */
  readonly dollar: string;
  readonly schedule: string;
  /** Whether the image is somebody's own: it knows by itself what to run. */
  readonly hasOwnImage: boolean;
}

/** Presets that ask for a password. */
export const WITH_PASSWORD: readonly Preset[] = ["postgres", "mysql", "redis"];

const SOMETHING_TO_RUN: JsonObject = { command: ["sh", "-c", "date"] };

const MAKERS: Readonly<Record<Preset, (choices: PresetChoices) => Begun>> = {
  web: () => ({ image: "nginx:1.29-alpine", more: {} }),
  worker: () => ({ more: { options: { workload: "worker" } } }),
  job: ({ hasOwnImage }) => ({
    image: "busybox:1.37",
    more: { ...(!hasOwnImage && SOMETHING_TO_RUN), options: { workload: "job" } },
  }),
  cron: ({ schedule, hasOwnImage }) => ({
    image: "busybox:1.37",
    more: { ...(!hasOwnImage && SOMETHING_TO_RUN), options: { workload: { kind: "cron", schedule } } },
  }),
  postgres: ({ password }) => ({
    image: "postgres:18-alpine",
    more: {
      environment: {
        POSTGRES_DB: "app",
        POSTGRES_USER: "app",
        ...(password === undefined ? { POSTGRES_HOST_AUTH_METHOD: "trust" } : { POSTGRES_PASSWORD: password }),
      },
      options: {
        ports: [5432],
        importance: "high",
        health: { command: ["pg_isready", "--username", "app"], start: 300 },
        security: { standard: "restricted", user: 70, group: 70 },
        resources: { size: "small", memory: "512Mi" },
        tags: ["database", "postgres"],
      },
    },
    data: { path: "/var/lib/postgresql" },
  }),
  mysql: ({ password, dollar }) => ({
    image: "mysql:8.4",
    more: {
      environment: {
        MYSQL_DATABASE: "app",
        MYSQL_USER: "app",
        ...(password !== undefined && { MYSQL_PASSWORD: password }),
        MYSQL_RANDOM_ROOT_PASSWORD: "1",
      },
      options: {
        ports: [3306],
        importance: "high",
        health: {
          command: [
            "sh",
            "-c",
            `mysqladmin ping --host 127.0.0.1 --user "${dollar}MYSQL_USER" --password="${dollar}MYSQL_PASSWORD" --silent`,
          ],
          timeout: 5,
          start: 300,
        },
        resources: { size: "small", memory: "1Gi" },
        tags: ["database", "mysql"],
      },
    },
    // A folder inside the volume: MySQL refuses to start in one that is not empty, and new disks are not.
    data: { path: "/var/lib/mysql", subPath: "mysql" },
  }),
  redis: ({ password }) => ({
    image: "redis:8.2-alpine",
    more: {
      ...(password !== undefined && { environment: { REDISCLI_AUTH: password } }),
      command: ["redis-server", "--appendonly", "yes", ...(password === undefined ? [] : ["--requirepass", password])],
      options: {
        ports: [6379],
        health: { command: ["sh", "-c", "redis-cli ping | grep --quiet PONG"], start: 300 },
        security: { standard: "restricted", user: 999, group: 1000 },
        resources: "small",
        tags: ["database", "cache"],
      },
    },
    data: { path: "/data" },
  }),
};

export function presetOf(preset: Preset, choices: PresetChoices): Begun {
  if (!Object.hasOwn(MAKERS, preset)) {
    throw new EditError("unknown-preset", `the palette has no ${JSON.stringify(preset)}`);
  }
  if (preset === "mysql" && choices.password === undefined) {
    throw new EditError(
      "no-password",
      "MySQL needs a password, which is written in the code here",
      "add it in the code",
    );
  }
  return MAKERS[preset](choices);
}
