import { type Condition, type Stage, stage } from "./stage.ts";

const NO_SUCH_REGISTRY = "^[^/]*[.]invalid(:[0-9]+)?/";
const ALWAYS_FAILS = "^(/usr)?(/bin/)?false$";

const ALL_CONTAINERS = "[.spec.initContainers[]?, .spec.containers[]]";
const CANNOT_BE_PULLED = `${ALL_CONTAINERS} | any(.image | test("${NO_SUCH_REGISTRY}"))`;
const CRASHES = `[.spec.containers[]] | any(.command[0]? // "" | test("${ALWAYS_FAILS}"))`;
const RUNS_ONCE = '(.spec.restartPolicy // "Always") | . != "Always"';

const LIVING: Condition = { key: ".metadata.deletionTimestamp", operator: "DoesNotExist" };
const NEW: Condition = { key: ".status.podIP", operator: "DoesNotExist" };
const when = (key: string): Condition => ({ key, operator: "In", values: ["true"] });
const unless = (key: string): Condition => ({ key, operator: "NotIn", values: ["true"] });

/** Status of a pod: conditions, then its containers by the given template of one container's state. */
function podStatus(phase: "Running" | "Pending" | "Failed" | "Succeeded", ready: boolean, containers: string): string {
  const initialized = phase === "Pending" ? "False" : "True";
  const condition = (type: string, status: string): string =>
    `- { type: ${type}, status: "${status}", lastTransitionTime: {{ $now | Quote }} }`;
  return `
{{ $now := Now }}
{{ $badImage := ${JSON.stringify(NO_SUCH_REGISTRY)} }}
{{ $badCommand := ${JSON.stringify(ALWAYS_FAILS)} }}
phase: ${phase}
startTime: {{ $now | Quote }}
hostIP: {{ NodeIPWith .spec.nodeName | Quote }}
podIP: {{ PodIPWith .spec.nodeName ( or .spec.hostNetwork false ) ( or .metadata.uid "" ) ( or .metadata.name "" ) ( or .metadata.namespace "" ) | Quote }}
conditions:
${condition("Initialized", initialized)}
${condition("Ready", ready ? "True" : "False")}
${condition("ContainersReady", ready ? "True" : "False")}
{{ range .spec.readinessGates }}
- { type: {{ .conditionType | Quote }}, status: "True", lastTransitionTime: {{ $now | Quote }} }
{{ end }}
${containers}
`;
}

const IDENTITY = "image: {{ .image | Quote }}\n  name: {{ .name | Quote }}";
const RUNNING =
  "ready: true\n  started: true\n  restartCount: 0\n  state: { running: { startedAt: {{ $now | Quote }} } }";
const COMPLETED =
  "ready: true\n  started: false\n  restartCount: 0\n  state: { terminated: { exitCode: 0, reason: Completed, startedAt: {{ $now | Quote }}, finishedAt: {{ $now | Quote }} } }";

/** Init containers with `restartPolicy: Always` are sidecars: they keep running. */
const INIT_CONTAINERS_DONE = `
initContainerStatuses:
{{ range .spec.initContainers }}
- ${IDENTITY}
  {{ if eq ( or .restartPolicy "" ) "Always" }}
  ${RUNNING}
  {{ else }}
  ${COMPLETED}
  {{ end }}
{{ end }}
`;

const CONTAINERS_RUNNING = `
containerStatuses:
{{ range .spec.containers }}
- ${IDENTITY}
  ${RUNNING}
{{ end }}
${INIT_CONTAINERS_DONE}
`;

const WAITING_FOR_IMAGE = `- ${IDENTITY}
  ready: false
  started: false
  restartCount: 0
  {{ if regexMatch $badImage .image }}
  state: { waiting: { reason: ImagePullBackOff, message: {{ printf "Back-off pulling image %q: failed to resolve reference: no such host" .image | Quote }} } }
  {{ else }}
  state: { waiting: { reason: PodInitializing } }
  {{ end }}`;

const CONTAINERS_WITHOUT_IMAGE = `
initContainerStatuses:
{{ range .spec.initContainers }}
${WAITING_FOR_IMAGE}
{{ end }}
containerStatuses:
{{ range .spec.containers }}
${WAITING_FOR_IMAGE}
{{ end }}
`;

const EXIT_1 =
  "terminated: { exitCode: 1, reason: Error, startedAt: {{ $now | Quote }}, finishedAt: {{ $now | Quote }} }";

/** The containers whose command fails get the state; the others run. */
function containersWithCrash(crashed: string): string {
  return `
containerStatuses:
{{ range .spec.containers }}
- ${IDENTITY}
  {{ if and .command ( regexMatch $badCommand ( index .command 0 ) ) }}
  ready: false
  started: false
  ${crashed}
  {{ else }}
  ${RUNNING}
  {{ end }}
{{ end }}
${INIT_CONTAINERS_DONE}
`;
}

const BACKING_OFF = `restartCount: 3
  state: { waiting: { reason: CrashLoopBackOff, message: {{ printf "back-off 40s restarting failed container=%s" .name | Quote }} } }
  lastState: { ${EXIT_1} }`;

const CONTAINERS_COMPLETED = `
containerStatuses:
{{ range .spec.containers }}
- ${IDENTITY}
  ready: false
  started: false
  restartCount: 0
  state: { terminated: { exitCode: 0, reason: Completed, startedAt: {{ $now | Quote }}, finishedAt: {{ $now | Quote }} } }
{{ end }}
`;

const WORKS = [unless(CANNOT_BE_PULLED), unless(CRASHES)];

/**
 * How simulated pods come to life. What would fail on every real node fails here too: an image whose registry lies
 * below `.invalid`, a top-level domain that never resolves (RFC 2606), cannot be pulled; the command `false`, which by
 * POSIX does nothing but fail, crashes.
 */
export const POD_STAGES: readonly Stage[] = [
  stage("pod-start", "Pod", [LIVING, NEW, ...WORKS], {
    event: { type: "Normal", reason: "Started", message: "Started containers (simulated)" },
    statusTemplate: podStatus("Running", true, CONTAINERS_RUNNING),
  }),
  stage("pod-image-missing", "Pod", [LIVING, NEW, when(CANNOT_BE_PULLED)], {
    event: { type: "Warning", reason: "Failed", message: "Failed to pull image: no such host" },
    statusTemplate: podStatus("Pending", false, CONTAINERS_WITHOUT_IMAGE),
  }),
  stage("pod-crash", "Pod", [LIVING, NEW, unless(CANNOT_BE_PULLED), when(CRASHES), unless(RUNS_ONCE)], {
    event: { type: "Warning", reason: "BackOff", message: "Back-off restarting failed container" },
    statusTemplate: podStatus("Running", false, containersWithCrash(BACKING_OFF)),
  }),
  stage("pod-fail", "Pod", [LIVING, NEW, unless(CANNOT_BE_PULLED), when(CRASHES), when(RUNS_ONCE)], {
    statusTemplate: podStatus("Failed", false, containersWithCrash(`restartCount: 0\n  state: { ${EXIT_1} }`)),
  }),
  stage(
    "pod-complete",
    "Pod",
    [
      LIVING,
      { key: ".status.phase", operator: "In", values: ["Running"] },
      { key: ".metadata.ownerReferences.[].kind", operator: "In", values: ["Job"] },
    ],
    { statusTemplate: podStatus("Succeeded", false, CONTAINERS_COMPLETED) },
  ),
  stage("pod-delete", "Pod", [{ key: ".metadata.deletionTimestamp", operator: "Exists" }], {
    finalizers: { empty: true },
    delete: true,
  }),
];
