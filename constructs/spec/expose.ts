import { z } from "zod";
import { hostName, port, urlPath } from "./words.ts";

export const ExposeOptions = z
  .strictObject({
    port: port.optional().describe("Port the container listens on. Default: environment.PORT, else 80 (ssh: 22)."),
    protocol: z
      .enum(["http", "tcp", "udp", "ssh"])
      .optional()
      .describe("http (default): a public https address. tcp, udp, ssh: a public port of its own."),
    publicPort: port.optional().describe("tcp, udp, ssh: the port it has outside. Default: the container's"),
    hosts: z
      .array(hostName)
      .max(50)
      .optional()
      .describe("Own host names. Default: <container>-<project>.<domain of the zone>."),
    path: urlPath.optional().describe("Only requests below this path. Default: /"),
  })
  .describe("How the container is reached from outside.");

/** `true`, a port, one way in or several. */
export const Expose = z
  .union([z.boolean(), port, ExposeOptions, z.array(ExposeOptions).min(1).max(20)])
  .describe("Gives the container a public address. true: http on environment.PORT, else 80. Default: false");

/** A port other containers of the project use: `5432`, `"53/udp"`. */
export const Port = z
  .union([port, z.string().regex(/^[1-9][0-9]{0,4}\/(tcp|udp|sctp)$/, 'a port such as 5432 or "53/udp"')])
  .describe('5432, or "53/udp".');

export type ExposeOptions = z.infer<typeof ExposeOptions>;
export type Expose = z.infer<typeof Expose>;
export type Port = z.infer<typeof Port>;
