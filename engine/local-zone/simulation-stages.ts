/**
 * How simulated nodes and pods come to life, as stages of kwok (https://kwok.sigs.k8s.io/docs/user/stages-configuration/):
 * a selector (jq) says when a stage is due, a Go template says what the status becomes.
 *
 * What would fail on every real node fails here too: an image whose registry lies below `.invalid`, a top-level domain
 * that never resolves (RFC 2606), cannot be pulled; the command `false`, which by POSIX does nothing but fail, crashes.
 */

interface Stage {
  readonly apiVersion: "kwok.x-k8s.io/v1alpha1";
  readonly kind: "Stage";
  readonly metadata: { readonly name: string };
  readonly spec: unknown;
}

interface Condition {
  readonly key: string;
  readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
  readonly values?: readonly string[];
}

interface Event {
  readonly type: "Normal" | "Warning";
  readonly reason: string;
  readonly message: string;
}

interface Next {
  readonly statusTemplate?: string;
  readonly event?: Event;
  readonly finalizers?: { readonly empty: true };
  readonly delete?: true;
}

function stage(name: string, kind: "Node" | "Pod", when: readonly Condition[], next: Next, delay?: unknown): Stage {
  return {
    apiVersion: "kwok.x-k8s.io/v1alpha1",
    kind: "Stage",
    metadata: { name },
    spec: {
      resourceRef: { apiGroup: "v1", kind },
      selector: { matchExpressions: when },
      next,
      ...(delay ? { delay } : {}),
    },
  };
}

const NODE_READY = '.status.conditions.[] | select( .type == "Ready" ) | .status';

const NODE_CONDITIONS = `
{{ $now := Now }}
{{ $since := or .metadata.creationTimestamp $now }}
conditions:
{{ range NodeConditions }}
- lastHeartbeatTime: {{ $now | Quote }}
  lastTransitionTime: {{ $since | Quote }}
  message: {{ .message | Quote }}
  reason: {{ .reason | Quote }}
  status: {{ .status | Quote }}
  type: {{ .type | Quote }}
{{ end }}
`;

const NODE_ROOM = "{ cpu: 32, memory: 128Gi, pods: 500, ephemeral-storage: 500Gi }";

const NODE_STATUS = `${NODE_CONDITIONS}
addresses:
- { type: InternalIP, address: {{ NodeIP | Quote }} }
- { type: Hostname, address: {{ .metadata.name | Quote }} }
daemonEndpoints: { kubeletEndpoint: { Port: {{ NodePort }} } }
allocatable: ${NODE_ROOM}
capacity: ${NODE_ROOM}
nodeInfo:
  architecture: {{ index .metadata.labels "kubernetes.io/arch" | Quote }}
  operatingSystem: linux
  bootID: ""
  machineID: ""
  systemUUID: ""
  osImage: simulated
  kernelVersion: kwok-{{ Version }}
  containerRuntimeVersion: kwok-{{ Version }}
  kubeletVersion: kwok-{{ Version }}
  kubeProxyVersion: kwok-{{ Version }}
phase: Running
`;

export const NODE_STAGES: readonly Stage[] = [
  stage("node-start", "Node", [{ key: NODE_READY, operator: "NotIn", values: ["True"] }], {
    statusTemplate: NODE_STATUS,
  }),
  // A node that is not heard of for 50 s is given up (`--node-monitor-grace-period`).
  stage(
    "node-heartbeat",
    "Node",
    [{ key: NODE_READY, operator: "In", values: ["True"] }],
    { statusTemplate: NODE_CONDITIONS },
    { durationMilliseconds: 15_000, jitterDurationMilliseconds: 20_000 },
  ),
];

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

/** Init containers with \`restartPolicy: Always\` are sidecars: they keep running. */
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
