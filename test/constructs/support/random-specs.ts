import fc from "fast-check";
import { secretReference } from "../../../constructs/secret-reference.ts";
import type { ProjectSpec } from "../../../constructs/spec.ts";
import { containerNetwork, port as portWithProtocol, projectNetwork, security } from "./random-network.ts";

const name = fc.stringMatching(/^[a-z]([a-z0-9_-]{0,61}[a-z0-9])?$/);
const port = fc.integer({ min: 1, max: 65535 });
const text = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.constantFrom("db", "http://web:80", "$(X)", "$$", secretReference("pw"), `a${secretReference("p.w-1")}b`),
);
const environment = fc.dictionary(
  fc.oneof(fc.constantFrom("PORT", "DB_HOST"), fc.stringMatching(/^[A-Z_][A-Za-z0-9_.-]{0,20}$/)),
  fc.oneof(text, fc.integer(), fc.boolean()),
  { maxKeys: 5 },
);
const path = fc.stringMatching(/^\/[a-zA-Z0-9_./-]{0,20}$/);
const check = fc.oneof(
  fc.record({ http: path }),
  fc.record({ tcp: fc.constant(true as const) }),
  fc.record({ command: fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 3 }) }),
);
const seconds = fc.integer({ min: 1, max: 86400 });
const timing = fc.record(
  { port, interval: seconds, timeout: seconds, failures: fc.integer({ min: 1, max: 100 }), start: seconds },
  { requiredKeys: [] },
);
const host = fc.stringMatching(/^(\*\.)?([a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?\.){1,3}[a-z]{2,5}$/);

const hosts = fc.array(host, { maxLength: 3 });
const httpWay = fc.record({ port, hosts, path, protocol: fc.constant("http" as const) }, { requiredKeys: [] });
const otherWay = fc.record(
  { protocol: fc.constantFrom("tcp" as const, "udp" as const, "ssh" as const), port, publicPort: port, hosts },
  { requiredKeys: ["protocol"] },
);
const wayIn = fc.oneof(
  { weight: 9, arbitrary: fc.oneof(httpWay, otherWay) },
  {
    weight: 1,
    arbitrary: fc.record({ port, publicPort: port, path, protocol: fc.constantFrom("http" as const, "udp" as const) }),
  },
);

const options = fc.record(
  {
    expose: fc.oneof(fc.boolean(), port, wayIn, fc.array(wayIn, { minLength: 1, maxLength: 4 })),
    ports: fc.array(portWithProtocol, { maxLength: 4 }),
    aliases: fc.array(name, { maxLength: 2 }),
    network: containerNetwork,
    deployment: fc.constantFrom("managed" as const, "self-managed" as const),
    tags: fc.array(fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9_.-]{0,38}[A-Za-z0-9])?$/), { maxLength: 4 }),
    replicas: fc.integer({ min: 0, max: 5 }),
    resources: fc.record(
      {
        cpu: fc.oneof(fc.double({ min: 0.001, max: 100, noNaN: true }), fc.constantFrom("250m", "1.5", "2")),
        memory: fc.constantFrom("64Mi", "1.5Gi", "1000M", 1e9),
      },
      { requiredKeys: [] },
    ),
    importance: fc.constantFrom("low" as const, "normal" as const, "high" as const),
    health: fc.oneof(
      fc.constant(false as const),
      fc.tuple(check, timing).map(([one, rest]) => ({ ...rest, ...one })),
    ),
    security,
    volumes: fc.array(
      fc.record(
        { volume: fc.constantFrom("data", "shared_1"), path, readOnly: fc.boolean() },
        { requiredKeys: ["volume", "path"] },
      ),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: [] },
);

const container = fc.record(
  {
    name,
    image: fc.stringMatching(/^[a-z0-9]{1,9}(\.[a-z]{2,3}\/[a-z0-9]{1,9})?(:[a-z0-9.]{0,5}[a-z0-9])?$/),
    command: fc.array(text, { maxLength: 3 }),
    args: fc.array(text, { maxLength: 3 }),
    environment,
    options,
  },
  { requiredKeys: ["name", "image"] },
);

/** Specs that keep to the schema; what their parts mean to each other may still be wrong. */
export const randomSpecs: fc.Arbitrary<ProjectSpec> = fc.record({
  project: fc.record({ name }),
  containers: fc.array(container, { maxLength: 5 }),
  volumes: fc.constant([
    { name: "data", size: "1.5Gi" },
    { name: "shared_1", size: 1e9, access: "many" as const },
  ]),
  network: projectNetwork,
});

/** Any value of a definition replaced by another, or a key renamed. */
export function mutated(spec: unknown): fc.Arbitrary<unknown> {
  const places = placesIn(spec, []);
  const odd = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom("", " ", "../x", "a".repeat(300), -1, 1e99));
  return fc.tuple(fc.nat(places.length - 1), odd, fc.boolean()).map(([index, value, rename]) => {
    const copy = structuredClone(spec) as Record<string, unknown>;
    const place = places[index] as (string | number)[];
    const parent = place
      .slice(0, -1)
      .reduce<Record<string | number, unknown>>((inner, step) => inner[step] as never, copy);
    const key = place.at(-1) as string | number;
    if (rename && typeof key === "string") {
      parent[`${key}s`] = parent[key];
      delete parent[key];
    } else {
      parent[key] = value;
    }
    return copy;
  });
}

function placesIn(value: unknown, path: (string | number)[]): (string | number)[][] {
  if (typeof value !== "object" || value === null) return [];
  const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return keys.flatMap((key) => [
    [...path, key],
    ...placesIn((value as Record<string | number, unknown>)[key], [...path, key]),
  ]);
}
