import { type Stage, stage } from "./stage.ts";

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

/** How simulated nodes become ready, and stay it. */
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
