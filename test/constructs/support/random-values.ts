import fc from "fast-check";
import { secretReference } from "../../../constructs/secret-reference.ts";
import type { ContainerSpec, Mount, ProjectSpec } from "../../../constructs/spec.ts";

export const RANDOM_SECRETS = new Map([["pw", 'a"b@c\\\n']]);

const SECRET = secretReference("pw");
const NAMES = ["db", "web_1", "job"] as const;

/** Of a hundred texts about one is wrong. */
const textOf = (...parts: readonly string[]) =>
  fc
    .array(
      fc.oneof(
        { weight: 150, arbitrary: fc.constantFrom("text ", "$", "$(X)", "$${{", "é\n", SECRET, ...parts) },
        { weight: 1, arbitrary: fc.constantFrom("${{job.host}}", "${{nobody.url}}", "${{") },
      ),
      { maxLength: 3 },
    )
    .map((some) => some.join(""));
const OTHERS = ["${{db.url}}", "${{web-1.host}}", "${{ db.POSTGRES_PASSWORD }}"];
const text = textOf(...OTHERS, "${{pod.ip}}", "${{limits.memory}}", "${{pod.labels['a/b']}}");
const content = textOf(...OTHERS);
const variable = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,6}$/);
const environment = fc.dictionary(variable, fc.oneof(text, fc.integer(), fc.boolean()), { maxKeys: 4 });
const path = fc.stringMatching(/^(\/[a-zA-Z0-9_ -][a-zA-Z0-9._ -]{0,8}){1,3}$/);
const fileName = fc.stringMatching(/^[a-zA-Z0-9_ é-][a-zA-Z0-9._ é-]{0,8}(\/[a-z][a-z.]{0,4})?$/);
const files = fc.dictionary(fileName, content, { minKeys: 1, maxKeys: 3 });
const mode = fc.option(fc.constantFrom("0644", "600", "0400"), { nil: undefined });

const mount = fc.oneof(
  fc.record({ volume: fc.constant("data"), path, subPath: fc.option(fileName, { nil: undefined }) }),
  fc.record({ empty: fc.oneof(fc.constant("a"), fc.record({ name: fc.constant("b"), memory: fc.boolean() })), path }),
  fc.record({ each: fc.record({ name: fc.constantFrom("c", "d"), size: fc.constant("1Gi") }), path }),
  fc.record({ files, path, mode }),
  fc.record({ file: content, path, mode }),
  fc.record({
    projected: fc.record(
      {
        files,
        facts: fc.dictionary(fileName, fc.constantFrom("labels", "pod.name", "limits.cpu"), { minKeys: 1, maxKeys: 2 }),
        token: fc.record({ path: fileName, audience: fc.constant("vault") }),
      },
      { requiredKeys: ["files"] },
    ),
    path,
  }),
) as fc.Arbitrary<Mount>;

const run = {
  image: fc.constantFrom("postgres:18", "example/app:1", "ghcr.io/me/app"),
  command: fc.array(text, { maxLength: 2 }),
  args: fc.array(text, { maxLength: 2 }),
  environment,
  environmentFrom: fc.subarray(["one", "two"]),
};
const resources = fc.oneof(
  fc.constantFrom("tiny" as const, "large" as const),
  fc.record(
    {
      cpu: fc.constantFrom("100m", 1),
      storage: fc.constant("1Gi"),
      requests: fc.record({ memory: fc.constantFrom("64Mi", "1Gi") }),
      limits: fc.record({ memory: fc.constantFrom("128Mi", "2Gi"), cpu: fc.constant(2) }),
    },
    { requiredKeys: [] },
  ),
);
const mounts = fc.array(mount, { maxLength: 3 });
const helper = (name: string) =>
  fc.record({ ...run, name: fc.constant(name), volumes: mounts, resources }, { requiredKeys: ["name", "image"] });

const container = (name: (typeof NAMES)[number]) =>
  fc.record({
    ...run,
    name: fc.constant(name),
    options: fc.record(
      {
        ports: fc.constant([5432]),
        expose: fc.constant(8080),
        workload: fc.constant("stateful" as const),
        volumes: mounts,
        resources,
        init: helper("first").map((one) => [one]),
        sidecars: helper("beside").map((one) => [one]),
      },
      { requiredKeys: ["volumes", "workload"] },
    ),
  }) as fc.Arbitrary<ContainerSpec>;

/** Specs full of expressions, mounts, groups and registries. Most of them are wrong somewhere. */
export const randomValues: fc.Arbitrary<Omit<ProjectSpec, "project">> = fc.record({
  containers: fc
    .tuple(container("db"), container("web_1"))
    .map(([db, web]): ContainerSpec[] => [
      { ...db, environment: { ...db.environment, POSTGRES_PASSWORD: SECRET } },
      web,
      { name: "job", image: "x", options: { workload: "job" } },
    ]),
  volumes: fc.constant([{ name: "data", size: "1Gi", access: "many" as const }]),
  environmentGroups: fc.record({ one: environment, two: environment }),
  registries: fc.constantFrom([], [{ host: "ghcr.io", username: "me", password: SECRET }]),
});
