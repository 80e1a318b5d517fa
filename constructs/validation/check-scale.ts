import type { Diagnostic, ValuePath } from "../diagnostic.ts";
import { topologyLabel } from "../objects/spread.ts";
import type { ContainerOptions, ProjectSpec, Scale } from "../spec.ts";
import { checkCron, checkTimeZone } from "./check-cron.ts";
import { isLabelName, isLabelValue, LABEL_NAME } from "./label-name.ts";
import { showValue } from "./show-value.ts";

/** What an autoscaler asks for as part of an address (apimachinery, IsValidPathSegmentName). */
const METRIC_NAME = /^(?!\.{1,2}$)[^/%]+$/;

/** How many run: by a number or by an autoscaler; how many may be missing; what they are spread over. */
export function checkScale({ containers }: ProjectSpec): Diagnostic[] {
  return containers.flatMap(({ options = {} }, index) => {
    const path: ValuePath = ["containers", index, "options"];
    const zones = Object.entries(options.zones ?? {});
    return [
      ...checkCount(options, path),
      ...zones.flatMap(([zone, here]) => checkCount(here, [...path, "zones", zone])),
      ...checkDisruption(options, [...path, "disruption"]),
      ...checkSpread(options, [...path, "spread"]),
    ];
  });
}

function checkCount({ replicas, scale }: Pick<ContainerOptions, "replicas" | "scale">, path: ValuePath): Diagnostic[] {
  if (!scale) return [];
  const both = replicas === undefined ? [] : [bothCounts(replicas, [...path, "replicas"])];
  const place = [...path, "scale"];
  return [
    ...both,
    ...bounds(scale, place),
    ...(scale.metrics ?? []).flatMap((metric, index) => checkMetric(metric, [...place, "metrics", index])),
    ...(scale.schedule ?? []).flatMap((time, index) => checkTime(time, scale, [...place, "schedule", index])),
  ];
}

function bothCounts(replicas: number, path: ValuePath): Diagnostic {
  return problem(
    "not-together",
    "replicas and scale both say how many run",
    path,
    String(replicas),
    undefined,
    "leave one of them out",
  );
}

function bounds({ minimum = 1, maximum, metrics = [], schedule = [] }: Scale, path: ValuePath): Diagnostic[] {
  const wide = [...path, "minimum"];
  return [
    ...(minimum > maximum
      ? [problem("out-of-range", "the minimum is above the maximum", wide, `${minimum}`, `at most ${maximum}`)]
      : []),
    ...(minimum === 0 && schedule.length === 0
      ? [
          problem(
            "out-of-range",
            "without any that runs there is no load to go by",
            wide,
            "0",
            "1 or more",
            'write "workload": "serverless", or give a schedule',
          ),
        ]
      : []),
    ...(metrics.length > 0 && schedule.length > 0
      ? [
          problem(
            "not-together",
            "KEDA, which keeps the schedule, cannot go by metrics of your own as well",
            [...path, "metrics"],
            undefined,
            "cpu, memory",
            "leave metrics or schedule out",
          ),
        ]
      : []),
  ];
}

function checkMetric({ name, labels = {} }: NonNullable<Scale["metrics"]>[number], path: ValuePath): Diagnostic[] {
  const wrong = Object.entries(labels).find(([label, value]) => !isLabelName(label) || !isLabelValue(value));
  return [
    ...(METRIC_NAME.test(name)
      ? []
      : [
          problem(
            "wrong-format",
            "not written as it must be",
            [...path, "name"],
            showValue(name),
            "a name without / and %",
          ),
        ]),
    ...(wrong
      ? [
          problem(
            "wrong-format",
            "no label is written like this",
            [...path, "labels", wrong[0]],
            showValue(wrong[1]),
            LABEL_NAME,
          ),
        ]
      : []),
  ];
}

function checkTime(
  { from, to, replicas, timeZone }: NonNullable<Scale["schedule"]>[number],
  { maximum }: Scale,
  path: ValuePath,
): Diagnostic[] {
  return [
    ...checkCron(from, [...path, "from"]),
    ...checkCron(to, [...path, "to"]),
    ...checkTimeZone(timeZone, [...path, "timeZone"]),
    ...(from === to ? [problem("out-of-range", "it ends when it begins", [...path, "to"], showValue(to))] : []),
    ...(replicas > maximum
      ? [problem("out-of-range", "more than the maximum", [...path, "replicas"], `${replicas}`, `at most ${maximum}`)]
      : []),
  ];
}

/** Nothing is wrong with it, but whoever empties a node for an upgrade waits for ever. */
function checkDisruption({ disruption, replicas, scale }: ContainerOptions, path: ValuePath): Diagnostic[] {
  if (!disruption) return [];
  const { unavailable, available } = disruption;
  const least = scale?.minimum ?? replicas ?? 1;
  const none = unavailable === 0 || unavailable === "0%";
  if (!none && !(available !== undefined && countOf(available, least) >= least)) return [];
  return [
    {
      severity: "warning",
      code: "never-disrupted",
      message: "none may ever be missing, so a node that runs it can never be emptied",
      path,
      got: available === undefined ? `unavailable ${unavailable}` : `available ${available} of ${least}`,
      fix: "let one be missing, or run one more",
    },
  ];
}

/** A share of pods that must be there is rounded up (Kubernetes, "Specifying a PodDisruptionBudget"). */
function countOf(amount: number | string, pods: number): number {
  return typeof amount === "number" ? amount : Math.ceil((Number.parseInt(amount, 10) * pods) / 100);
}

function checkSpread({ spread }: ContainerOptions, path: ValuePath): Diagnostic[] {
  if (!spread) return [];
  const seen = new Set<string>();
  return spread.flatMap(({ over, required = false }, index) => {
    const place = [...path, index, "over"];
    const label = topologyLabel(over);
    if (!isLabelName(label)) {
      return [
        problem("wrong-format", "nodes have no such label", place, showValue(over), `nodes, areas, or ${LABEL_NAME}`),
      ];
    }
    const key = `${label} ${required}`;
    if (!seen.has(key)) return seen.add(key) && [];
    return [
      problem("duplicate-name", "it is spread over these already", place, showValue(over), undefined, "leave it out"),
    ];
  });
}

function problem(
  code: string,
  message: string,
  path: ValuePath,
  got?: string,
  allowed?: string,
  fix?: string,
): Diagnostic {
  return {
    severity: "error",
    code,
    message,
    path,
    ...(got && { got }),
    ...(allowed && { allowed }),
    ...(fix && { fix }),
  };
}
