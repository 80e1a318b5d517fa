import fc from "fast-check";
import { parseCidr } from "../../../constructs/cidr.ts";
import { CAPABILITIES, SYSCTLS } from "../../../constructs/spec.ts";

const number = fc.integer({ min: 1, max: 65535 });
const name = fc.constantFrom("web", "db", "other_shop", "billing-eu");
const hostName = fc.constantFrom("api.stripe.com", "db.internal", "a.b");
const prefix = (most: number) => fc.integer({ min: 0, max: most });

export const port = fc.oneof(
  number,
  fc.tuple(number, fc.constantFrom("tcp", "udp", "sctp")).map(([one, transport]) => `${one}/${transport}`),
);

/** Mostly written as they should be, else nearly every spec would be wrong. */
const canonical = (written: fc.Arbitrary<string>) =>
  fc.tuple(written, fc.nat(9)).map(([text, often]) => (often > 0 ? (parseCidr(text)?.text ?? text) : text));

const cidr = fc.oneof(
  canonical(fc.tuple(fc.ipV4(), prefix(32)).map(([address, bits]) => `${address}/${bits}`)),
  canonical(fc.tuple(fc.ipV6(), prefix(128)).map(([address, bits]) => `${address}/${bits}`)).filter(
    (text) => text.length <= 43,
  ),
  fc.constantFrom("10.20.0.0/16", "0.0.0.0/0", "::/0", "192.168.0.0/24", "169.254.0.0/16"),
);

const ports = fc.array(port, { maxLength: 3 });
const project = fc.record({ project: name, container: name, ports }, { requiredKeys: ["project"] });
const addresses = fc.record({ cidr, ports }, { requiredKeys: ["cidr"] });
const without = fc.record({ cidr: fc.constant("0.0.0.0/0"), except: fc.array(cidr, { maxLength: 1 }), ports });
const host = fc.record({ host: fc.oneof(hostName, fc.constant("*.example.com")), ports }, { requiredKeys: ["host"] });
const often = { weight: 9 } as const;
const to = fc.array(
  fc.oneof({ ...often, arbitrary: fc.oneof(project, addresses, host) }, { weight: 1, arbitrary: without }),
  { maxLength: 3 },
);
const from = fc.array(fc.oneof({ ...often, arbitrary: fc.oneof(project, addresses) }, { weight: 1, arbitrary: host }), {
  maxLength: 3,
});

export const projectNetwork = fc.record({ internet: fc.boolean(), to, from }, { requiredKeys: [] });

export const containerNetwork = fc.record(
  {
    internet: fc.boolean(),
    to,
    from,
    hosts: fc.dictionary(hostName, fc.oneof(fc.ipV4(), fc.constant("fd00::9")), { maxKeys: 3 }),
  },
  { requiredKeys: [] },
);

const standard = fc.constantFrom("baseline" as const, "restricted" as const);
const capabilities = fc.oneof(
  { weight: 1, arbitrary: fc.subarray([...CAPABILITIES]) },
  { weight: 2, arbitrary: fc.subarray(["NET_BIND_SERVICE" as const]) },
);
const id = fc.integer({ min: 0, max: 70_000 });

export const security = fc.oneof(
  standard,
  fc.record(
    {
      standard,
      user: id,
      group: id,
      volumeGroup: id,
      capabilities,
      readOnlyRoot: fc.boolean(),
      userNamespace: fc.boolean(),
      sysctls: fc.dictionary(fc.constantFrom(...SYSCTLS), fc.constantFrom("1", "1024 65535"), { maxKeys: 2 }),
    },
    { requiredKeys: [] },
  ),
);
