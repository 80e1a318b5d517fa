import { z } from "zod";
import { Port } from "./expose.ts";
import { hostName, name } from "./words.ts";

const cidr = z
  .string()
  .max(43)
  .regex(/^([0-9]{1,3}(\.[0-9]{1,3}){3}\/[0-9]{1,2}|[0-9a-fA-F:.]+\/[0-9]{1,3})$/, "addresses such as 10.20.0.0/16");

const Peer = (who: string) =>
  z
    .strictObject({
      project: z.string().max(63).optional().describe(`Name of another project, which must allow it too.`),
      container: z.string().max(63).optional().describe("Only this container of it."),
      cidr: cidr.optional().describe("Addresses, e.g. 10.20.0.0/16."),
      except: z.array(cidr).max(50).optional().describe("cidr: but not these."),
      host: hostName.optional().describe("A host name, e.g. api.stripe.com."),
      ports: z.array(Port).max(50).optional().describe("Only these ports. Default: all"),
    })
    .refine(({ project, cidr, host }) => [project, cidr, host].filter((one) => one !== undefined).length === 1, {
      message: "give exactly one of project, cidr, host",
    })
    .describe(`${who}: another project, addresses or a host.`);

const allowances = {
  internet: z
    .boolean()
    .optional()
    .describe("false: nothing outside the project but what `to` allows. Default: true, without private addresses"),
  to: z.array(Peer("Whom it may call")).max(100).optional(),
  from: z.array(Peer("Who may call it")).max(100).optional(),
};

/** What a container may reach, and be reached by, beyond the project's network. */
export const ContainerNetwork = z.strictObject({
  ...allowances,
  hosts: z
    .record(z.string().max(253), z.string().max(45))
    .optional()
    .describe("Names with a fixed address: name to address, as in /etc/hosts."),
});

export const NetworkSpec = z.strictObject({
  name: name("network").optional(),
  driver: z
    .enum(["bridge", "overlay"])
    .optional()
    .describe(
      "Accepted from Docker definitions; every project has one private network that spans all nodes of a zone.",
    ),
  ...allowances,
});

export type Peer = z.infer<ReturnType<typeof Peer>>;
export type ContainerNetwork = z.infer<typeof ContainerNetwork>;
export type NetworkSpec = z.infer<typeof NetworkSpec>;
