import { z } from "zod";

/** The small words that larger parts of a spec are made of. Descriptions are the texts of the published JSON Schema. */

export const name = (what: string) =>
  z
    .string()
    .max(63)
    .regex(/^[a-z]([a-z0-9_-]*[a-z0-9])?$/, "lower-case letters, digits, - and _, starting with a letter")
    .describe(`Name of the ${what}. An underscore becomes a hyphen in host names.`);

/** Kubernetes quantity, e.g. `250m`, `2`, `512Mi`, `10Gi`. */
export const quantity = z
  .union([
    z.number().positive(),
    z.string().regex(/^[0-9]+(\.[0-9]+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?$/, "like 250m, 2, 512Mi or 10Gi"),
  ])
  .describe("An amount: 250m (a quarter of a cpu), 2, 512Mi, 10Gi.");

export const port = z.int().min(1).max(65535);
export const seconds = z.int().min(1).max(86400);
export const argument = z.string();

/** How many of some, or a share of them: `1`, `"25%"`. */
export const countOrShare = z.union([
  z.int().min(0).max(1000),
  z.string().regex(/^([0-9]|[1-9][0-9]|100)%$/, "a share such as 25%"),
]);

export const absolutePath = z
  .string()
  .max(1024)
  .regex(/^\/[^:]*$/, "an absolute path without :");

export const urlPath = z.string().max(1024).regex(/^\//, "a path that starts with /");

export const hostName = z
  .string()
  .max(253)
  .regex(
    /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
    "a host name such as shop.example.com",
  );

export const zoneName = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, "lower-case letters, digits and -");

export const image = z
  .string()
  .min(1)
  .max(512)
  .regex(/^[a-z0-9]+([._:/@-]+[A-Za-z0-9]+)*$/, "an image such as nginx:1.29 or ghcr.io/owner/app:tag")
  .describe("Image to run, from Docker Hub unless it names another registry. A digest pins it: nginx:1.29@sha256:…");

/** A cron expression of five fields, or one of the usual short forms. */
export const cron = z
  .string()
  .max(100)
  .regex(
    /^(@(yearly|annually|monthly|weekly|daily|midnight|hourly)|([0-9*/,A-Za-z?-]+\s+){4}[0-9*/,A-Za-z?-]+)$/,
    'five fields such as "0 3 * * *", or @daily',
  )
  .describe('When: minute, hour, day of the month, month, day of the week, e.g. "0 3 * * *", or @hourly, @daily…');

export const timeZone = z
  .string()
  .max(64)
  .regex(/^[A-Za-z][A-Za-z0-9_+/-]*$/, "a time zone such as Europe/Sofia")
  .describe("Time zone of the schedule, e.g. Europe/Sofia. Default: Etc/UTC");

export const Environment = z
  .record(
    z.string().regex(/^[A-Za-z_][A-Za-z0-9_.-]*$/, "letters, digits, _, . and -, not starting with a digit"),
    z.union([z.string(), z.number(), z.boolean()]),
  )
  .describe(
    "Environment variables. ${{db.host}}, ${{db.url}}, ${{db.NAME}} stand for what another container is reached by or " +
      "has in its environment; ${{pod.ip}}, ${{node.name}}, ${{limits.memory}} for what is known when it runs.",
  );

export type Environment = z.infer<typeof Environment>;
