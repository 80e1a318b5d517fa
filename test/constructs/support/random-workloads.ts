import fc from "fast-check";
import { type ContainerSpec, type ProjectSpec, WORKLOADS } from "../../../constructs/spec.ts";

const optional = <T>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(shape, { requiredKeys: [] });
const count = (most: number, least = 0) => fc.integer({ min: least, max: most });
const share = fc.oneof(count(3), fc.constantFrom("0%", "25%", "100%"));
const cron = fc.constantFrom(
  "@hourly",
  "*/5 * * * *",
  "0 3 1-7 jan-JUN mon,fri",
  "61 * * * *",
  "0 0 31 2 0",
  "? ? * * 7",
);
const timeZone = fc.constantFrom("Europe/Sofia", "Etc/UTC", "America/New_York", "europe/sofia", "Mars/Base");
const port = fc.constantFrom(80, 8080, 5432);
const command = fc.constant(["sh", "-c", "echo $HOME $(id)"]);

const workload = fc.oneof(
  fc.constantFrom(...WORKLOADS),
  fc
    .tuple(
      fc.constantFrom(...WORKLOADS),
      optional({
        completions: count(5, 1),
        parallelism: count(5, 1),
        indexed: fc.boolean(),
        retries: count(5),
        deadline: count(600, 1),
        keep: count(100),
        schedule: cron,
        timeZone,
        overlap: fc.constantFrom("allow" as const, "forbid" as const, "replace" as const),
        startDeadline: count(600, 1),
        history: count(3),
        suspended: fc.boolean(),
      }),
      fc.boolean(),
    )
    .map(([kind, keys, all]) => {
      const { schedule, timeZone: zone, overlap, startDeadline, history, keep, ...run } = keys;
      if (all) return { kind, ...keys };
      if (kind === "cron") return { kind, ...run, overlap, startDeadline, history, timeZone: zone, schedule: "@daily" };
      return kind === "job" ? { kind, ...run, keep } : { kind };
    }),
);

const scale = fc
  .tuple(
    optional({
      minimum: count(3),
      cpu: count(100, 1),
      memory: count(100, 1),
      settle: count(600),
      metrics: fc.array(
        fc.record(
          {
            name: fc.constantFrom("queue_length", "a/b", "x.y-z"),
            target: fc.constantFrom(5, "0.5", "100m", "10Ki"),
            source: fc.constantFrom("pods" as const, "external" as const),
            labels: fc.constantFrom({ queue: "mail" }, { "a b": "c" }),
          },
          { requiredKeys: ["name", "target"] },
        ),
        { maxLength: 2 },
      ),
    }),
    count(6, 1),
  )
  .map(([keys, maximum]) => ({ ...keys, maximum }));

const check = fc
  .tuple(
    fc.oneof(
      fc.constantFrom({ http: "/a" }, { tcp: true as const }, { grpc: true as const }, { grpc: "name" }),
      fc.record({ command }),
    ),
    optional({
      port,
      tls: fc.boolean(),
      headers: fc.constantFrom({ "X-A": "b" }, { Host: "x" }),
      interval: count(60, 1),
      timeout: count(60, 1),
      failures: count(10, 1),
    }),
  )
  .map(([one, keys]) => ({ ...keys, ...one }));

const phase = fc.oneof(fc.constant(false as const), check);
const health = fc.oneof(
  fc.constant(false as const),
  fc
    .tuple(check, optional({ startup: phase, readiness: phase, liveness: phase, start: count(600, 1) }))
    .map(([one, phases]) => ({ ...one, ...phases })),
  fc.record({ liveness: check }),
);

const hook = fc.oneof(
  fc.record({ command }),
  fc.record({ sleep: count(40, 1) }),
  fc.record({ http: fc.constant("/"), port }),
);
const lifecycle = optional({ afterStart: hook, beforeStop: hook, grace: count(60) });

const helper = (name: string) =>
  fc.record(
    { name: fc.constant(name), image: fc.constant("busybox:1.37.0"), command, resources: fc.constant("tiny" as const) },
    { requiredKeys: ["name", "image"] },
  );

const rollout = fc.oneof(
  fc.constantFrom("rolling" as const, "recreate" as const),
  optional({
    strategy: fc.constantFrom("rolling" as const, "recreate" as const),
    surge: share,
    unavailable: share,
    history: count(5),
    settle: count(700, 1),
    deadline: count(900, 1),
  }),
);

const options = optional({
  expose: fc.oneof(fc.boolean(), port),
  ports: fc.array(fc.constantFrom(9000, "53/udp" as const), { maxLength: 2 }),
  deployment: fc.constantFrom("managed" as const, "self-managed" as const),
  restart: fc.constantFrom("always" as const, "on-failure" as const, "never" as const),
  replicas: count(3),
  scale,
  rollout,
  lifecycle,
  readinessGates: fc.array(fc.constantFrom("example.com/warm", "not a name"), { maxLength: 1 }),
  waitFor: fc.array(fc.constantFrom("db", { container: "db", port: 5432 }, "nobody"), { maxLength: 1 }),
  init: fc.tuple(helper("fetch")),
  sidecars: fc.tuple(
    fc
      .tuple(
        helper("proxy"),
        optional({ ports: fc.constant([7000]), health, lifecycle: optional({ beforeStop: hook }) }),
      )
      .map(([one, keys]) => ({ ...one, ...keys })),
  ),
  importance: fc.constantFrom("low" as const, "normal" as const),
  disruption: fc.oneof(fc.constant(false as const), fc.record({ unavailable: share }), fc.record({ available: share })),
  spread: fc.oneof(
    fc.constant(false as const),
    fc.array(
      fc.record(
        {
          over: fc.constantFrom("nodes", "areas", "example.com/rack", "a b"),
          skew: count(3, 1),
          required: fc.boolean(),
        },
        { requiredKeys: ["over"] },
      ),
      { maxLength: 2 },
    ),
  ),
  health,
  security: fc.constantFrom("baseline" as const, "restricted" as const),
  pull: fc.constantFrom("always" as const, "missing" as const, "never" as const),
  interactive: fc.boolean(),
});

const KEYS = [
  "expose",
  "ports",
  "restart",
  "replicas",
  "scale",
  "rollout",
  "lifecycle",
  "readinessGates",
  "waitFor",
  "init",
  "sidecars",
  "disruption",
  "spread",
  "health",
  "security",
] as const;

/** A container of any kind with a few of the words about it, so that many are right. */
const container: fc.Arbitrary<Partial<ContainerSpec>> = fc
  .tuple(options, fc.option(workload, { nil: undefined }), fc.array(fc.constantFrom(...KEYS), { maxLength: 3 }))
  .map(([all, kind, few]) => {
    const kept = Object.fromEntries(few.flatMap((key) => (key in all ? [[key, all[key]]] : [])));
    return { workingDir: "/app", options: { ...kept, ...(kind !== undefined && { workload: kind }) } };
  });

/** Projects of one container with random words about how it is run, and a database beside it. */
export const randomWorkloads: fc.Arbitrary<Pick<ProjectSpec, "containers">> = container.map((words) => ({
  containers: [
    { name: "app", image: "nginx:1.29", ...words },
    { name: "db", image: "postgres:18", options: { ports: [5432] } },
  ],
}));
