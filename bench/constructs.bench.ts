import { performance } from "node:perf_hooks";
import { compileSpec } from "../constructs/compile.ts";
import { secretReference } from "../constructs/secret-reference.ts";
import type { ProjectSpec } from "../constructs/spec.ts";
import type { ZoneContext } from "../constructs/zone-context.ts";
import type { BenchRow } from "./bench-row.ts";

/** Of each figure the middle one of so many rounds is taken. */
const ROUNDS = 9;

const AIM = { millisecondsPerContainer: 2, growth: 1.5 };

const ZONE: ZoneContext = {
  name: "bench",
  domain: "bench.example",
  ingressClass: "nginx",
  ingressNamespace: "ingress-nginx",
  issuer: "bench",
  claim: { cpu: "1k", memory: "1Ti", storage: "1Ti", pods: 5000, services: 5000, volumes: 5000 },
};

/** How long specs take to become trees: about 30 objects at first and later on, then 100 and 500 containers. */
export function benchCompile(): BenchRow[] {
  const cold = compileTime(6);
  const [few, hundred, fiveHundred] = [6, 100, 500].map((count) => median(ROUNDS, () => compileTime(count))) as [
    number,
    number,
    number,
  ];
  const perContainer = { hundred: hundred / 100, fiveHundred: fiveHundred / 500 };
  return [
    row("compile 30 objects, first time", cold, "ms"),
    row("compile 30 objects", few, "ms"),
    row("compile 100 containers, each", perContainer.hundred, "ms", AIM.millisecondsPerContainer),
    row("compile 500 containers, each", perContainer.fiveHundred, "ms", AIM.millisecondsPerContainer),
    row("compile 500 containers, each, to 100", perContainer.fiveHundred / perContainer.hundred, "x", AIM.growth),
  ];
}

function compileTime(count: number): number {
  const spec = specOf(count);
  const start = performance.now();
  const { value } = compileSpec(spec, ZONE);
  const milliseconds = performance.now() - start;
  if (!value) throw new Error(`the spec of ${count} containers does not compile`);
  return milliseconds;
}

/** Containers that call each other; one in three is exposed, one in ten has a volume. */
function specOf(count: number): ProjectSpec {
  const volumes = Array.from({ length: Math.ceil(count / 10) }, (_, index) => ({ name: `data-${index}`, size: "1Gi" }));
  const containers = Array.from({ length: count }, (_, index) => ({
    name: `container-${index}`,
    image: "nginx:1.29",
    environment: {
      MODE: "production",
      NEXT: `http://container-${(index + 1) % count}:80/path`,
      DATABASE: `postgres://me:${secretReference("password")}@container-${(index * 7) % count}:5432/shop`,
    },
    options: {
      expose: index % 3 === 0,
      tags: ["bench"],
      ...(index % 10 === 0 && { volumes: [{ volume: `data-${index / 10}`, path: "/data" }] }),
    },
  }));
  return { project: { name: "bench" }, containers, volumes };
}

function median(rounds: number, measure: () => number): number {
  const times = Array.from({ length: rounds }, measure).sort((one, other) => one - other);
  return times[Math.floor(rounds / 2)] as number;
}

function row(name: string, value: number, unit: string, aim?: number): BenchRow {
  return { name, value, unit, ...(aim !== undefined && { aim, reached: value <= aim }) };
}
