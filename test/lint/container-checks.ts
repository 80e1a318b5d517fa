import { soundsSecret } from "../../templates/secret-name.ts";
import type { Part, PodSpec, Workload } from "./workloads.ts";

/** A check of one container: what is wrong with it, in words; nothing when it is fine. */
type ContainerCheck = (part: Part, around: { readonly pod: PodSpec; readonly isServer: boolean }) => string | undefined;

/** By the names that kube-linter (and kube-score, for the last ones) give to checks of the same kind. */
const CHECKS: Readonly<Record<string, ContainerCheck>> = {
  "latest-tag": ({ image }) => (/@sha256:|:(?!latest$)[^/:]+$/.test(image) ? undefined : `image ${image}`),
  "unset-cpu-requirements": ({ resources }) => (resources?.requests?.cpu ? undefined : "no cpu is promised"),
  "unset-memory-requirements": ({ resources }) =>
    resources?.requests?.memory && resources.limits?.memory ? undefined : "no memory is promised, or there is no limit",
  "no-readiness-probe": (part, { isServer }) =>
    isServer && !part.readinessProbe && part.ports?.length ? "no readiness probe" : undefined,
  "no-liveness-probe": (part, { isServer }) =>
    isServer && !part.livenessProbe && part.ports?.length ? "no liveness probe" : undefined,
  "privileged-container": ({ securityContext }) => (securityContext?.privileged ? "is privileged" : undefined),
  "privilege-escalation-container": ({ securityContext }) =>
    securityContext?.allowPrivilegeEscalation === false ? undefined : "may gain privileges",
  "drop-net-raw-capability": ({ securityContext }) =>
    securityContext?.capabilities?.drop?.some((one) => one === "ALL" || one === "NET_RAW")
      ? undefined
      : "keeps NET_RAW",
  "no-read-only-root-fs": ({ securityContext }) =>
    securityContext?.readOnlyRootFilesystem ? undefined : "can write to its root",
  "run-as-non-root": ({ securityContext }, { pod }) =>
    securityContext?.runAsNonRoot || pod.securityContext?.runAsNonRoot ? undefined : "may run as root",
  "env-var-secret": ({ env = [] }) => {
    const open = env.filter(({ name, value }) => value && soundsSecret(name)).map(({ name }) => name);
    return open.length ? `${open.join(", ")} in the open` : undefined;
  },
  "duplicate-env-var": ({ env = [] }) => {
    const names = env.map(({ name }) => name);
    return new Set(names).size === names.length ? undefined : "a variable is there twice";
  },
  "container-ephemeral-storage-request-and-limit": ({ resources }) =>
    resources?.limits?.["ephemeral-storage"] ? undefined : "no limit for what it writes",
  "container-resources": ({ resources }) => (resources?.limits?.cpu ? undefined : "no limit for its cpu"),
};

export function checkContainers({ pod, isServer }: Workload): { check: string; container: string; message: string }[] {
  const parts = [
    ...pod.containers.map((part) => ({ part, isServer })),
    ...(pod.initContainers ?? []).map((part) => ({ part, isServer: isServer && part.restartPolicy === "Always" })),
  ];
  return parts.flatMap(({ part, isServer: serves }) =>
    Object.entries(CHECKS).flatMap(([check, find]) => {
      const message = find(part, { pod, isServer: serves });
      return message === undefined ? [] : [{ check, container: part.name, message }];
    }),
  );
}

export const CONTAINER_CHECKS: readonly string[] = Object.keys(CHECKS);
