import type { Diagnostic, ValuePath } from "../diagnostic.ts";
import { isNone, rolloutOf } from "../objects/rollout.ts";
import type { ContainerSpec, ProjectSpec } from "../spec.ts";
import { type Controller, controllerOf } from "../workload-kind.ts";
import { showValue } from "./show-value.ts";

type Key = "strategy" | "surge" | "unavailable" | "deadline";

/** Default of Kubernetes for `progressDeadlineSeconds`. */
const DEADLINE = 600;

/** Keys that a kind of workload has no room for, and why. */
const REFUSED: Partial<Record<Controller, Partial<Record<Key, string>>>> = {
  StatefulSet: {
    surge: "each has a name of its own, so there is never one more",
    unavailable: "they are replaced one after the other",
    deadline: "a StatefulSet does not know when it has failed",
  },
  DaemonSet: { deadline: "a DaemonSet does not know when it has failed" },
};

/** How the new takes the place of the old: numbers that leave room for it, within the time there is. */
export function checkRollout({ containers, volumes = [] }: ProjectSpec): Diagnostic[] {
  const forOne = new Set(volumes.filter(({ access }) => access !== "many").map(({ name }) => name));
  return containers.flatMap((container, index) => {
    if (container.options?.rollout === undefined) return [];
    const path: ValuePath = ["containers", index, "options", "rollout"];
    return [
      ...refused(container, path),
      ...recreate(container, path),
      ...room(container, path),
      ...time(container, path),
      ...sharedVolume(container, forOne, path),
    ];
  });
}

function refused(container: ContainerSpec, path: ValuePath): Diagnostic[] {
  const rollout = rolloutOf(container);
  const reasons = Object.entries(REFUSED[controllerOf(container)] ?? {}) as [Key, string][];
  return reasons.flatMap(([key, because]) =>
    rollout[key] === undefined ? [] : [problem(`${key} does not go with it: ${because}`, [...path, key], rollout[key])],
  );
}

function recreate(container: ContainerSpec, path: ValuePath): Diagnostic[] {
  const { strategy, ...rollout } = rolloutOf(container);
  if (strategy !== "recreate") return [];
  if (controllerOf(container) === "StatefulSet") {
    const message = "it is rolled out one by one, and each old one ends before its successor starts";
    return [problem(message, path, "recreate", "leave it out")];
  }
  return (["surge", "unavailable"] as const).flatMap((key) =>
    rollout[key] === undefined
      ? []
      : [problem(`${key} does not go with recreate: all the old ones end first`, [...path, key], rollout[key])],
  );
}

function room(container: ContainerSpec, path: ValuePath): Diagnostic[] {
  const { strategy, surge, unavailable } = rolloutOf(container);
  if (strategy === "recreate" || unavailable === undefined) return [];
  const controller = controllerOf(container);
  if (controller === "Deployment" && isNone(unavailable) && surge !== undefined && isNone(surge)) {
    return [noRoom(path)];
  }
  if (controller !== "DaemonSet") return [];
  if (isNone(unavailable) && (surge === undefined || isNone(surge))) return [noRoom(path)];
  if (surge === undefined || isNone(surge) || isNone(unavailable)) return [];
  const message = "on a node either the old one ends first or the new one starts first";
  return [problem(message, [...path, "unavailable"], unavailable, "give surge or unavailable, not both")];
}

function noRoom(path: ValuePath): Diagnostic {
  const message = "none may be missing and none may be more, so nothing can ever be replaced";
  return problem(message, [...path, "unavailable"], 0, "let one be missing, or one more be there");
}

function time(container: ContainerSpec, path: ValuePath): Diagnostic[] {
  const { settle, deadline } = rolloutOf(container);
  const end = deadline ?? DEADLINE;
  if (controllerOf(container) !== "Deployment" || settle === undefined || settle < end) return [];
  const message = `it takes longer to settle than the rollout may take: ${end} s`;
  return [problem(message, [...path, "settle"], settle, `give "deadline": ${settle + DEADLINE}`)];
}

function sharedVolume(container: ContainerSpec, forOne: ReadonlySet<string>, path: ValuePath): Diagnostic[] {
  const { strategy, surge } = rolloutOf(container);
  if (controllerOf(container) !== "Deployment" || strategy !== "rolling" || (surge !== undefined && isNone(surge)))
    return [];
  const name = (container.options?.volumes ?? []).find(
    ({ volume }) => volume !== undefined && forOne.has(volume),
  )?.volume;
  if (name === undefined) return [];
  return [
    {
      severity: "warning",
      code: "volume-for-one",
      message: `volume ${JSON.stringify(name)} is for one node at a time: on another node the new one waits for it for ever`,
      path,
      got: '"rolling"',
      fix: 'write "rollout": "recreate", or give "surge": 0',
    },
  ];
}

function problem(message: string, path: ValuePath, got: unknown, fix = "leave it out"): Diagnostic {
  return { severity: "error", code: "not-with-rollout", message, path, got: showValue(got), fix };
}
