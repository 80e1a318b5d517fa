import { join } from "node:path";
import type { Manifest } from "../../constructs/manifest.ts";
import { writeFileWhole } from "../write-file-whole.ts";
import { ZONE_LABELS } from "../zone-setup.ts";
import type { NodeSide } from "./node-side.ts";
import { NODE_STAGES } from "./node-stages.ts";
import { POD_STAGES } from "./pod-stages.ts";
import type { ZonePorts } from "./ports.ts";
import type { ZoneFolder } from "./zone-folder.ts";

/**
 * Nodes simulated by kwok: pods are scheduled, become ready and end as on real nodes, but no process of theirs runs.
 * Volumes are made by the controller manager's own hostPath provisioner, whose folders (`/tmp/hostpath_pv/…`) stay
 * empty.
 */
export const SIMULATED_NODES: NodeSide = {
  processNames: ["kwok"],
  prepare(folder, ports) {
    writeFileWhole(simulatedLog(folder), SIMULATED_LOG);
    writeFileWhole(configuration(folder), kwokConfiguration(folder, ports));
  },
  processes(folder, { kwok }) {
    const args = [`--config=${configuration(folder)}`, `--kubeconfig=${folder.kubeconfig}`];
    // kwok would also read a configuration in the person's home folder.
    return [{ name: "kwok", program: kwok, args, environment: { HOME: folder.root } }];
  },
  controllerManagerArgs: ["--enable-hostpath-provisioner"],
  objects: (nodes) => [STORAGE_CLASS, ...Array.from({ length: nodes }, (_, index) => node(index))],
};

function configuration(folder: ZoneFolder): string {
  return join(folder.root, "kwok.yaml");
}

function simulatedLog(folder: ZoneFolder): string {
  return join(folder.root, "simulated.log");
}

/** In the format in which a container runtime keeps logs: time, stream, `F` for a full line, text. */
const SIMULATED_LOG =
  "2000-01-01T00:00:00.000000000Z stdout F this zone simulates its nodes: the container's process does not run, so it has no log\n";

/** JSON documents, which are YAML too. */
function kwokConfiguration(folder: ZoneFolder, ports: ZonePorts): string {
  const options = {
    manageAllNodes: true,
    cidr: "10.244.0.1/16",
    nodeIP: "127.0.0.1",
    nodePort: ports.nodes,
    serverAddress: `127.0.0.1:${ports.nodes}`,
    tlsCertFile: folder.servingCertificate,
    tlsPrivateKeyFile: folder.servingKey,
    // Without leases: for as long as its predecessor's lasted, a restarted kwok would leave its nodes and pods alone.
    nodeLeaseDurationSeconds: 0,
    podPlayStageParallelism: 16,
  };
  const logs = [{ logsFile: simulatedLog(folder), previousLogsFile: simulatedLog(folder), follow: false }];
  const documents = [
    { apiVersion: "config.kwok.x-k8s.io/v1alpha1", kind: "KwokConfiguration", options },
    {
      apiVersion: "kwok.x-k8s.io/v1alpha1",
      kind: "ClusterLogs",
      metadata: { name: "every-pod" },
      spec: { logs },
    },
    ...NODE_STAGES,
    ...POD_STAGES,
  ];
  return documents.map((document) => `---\n${JSON.stringify(document)}\n`).join("");
}

/** Binds when a pod uses the claim, as zones with real disks do. */
const STORAGE_CLASS: Manifest = {
  apiVersion: "storage.k8s.io/v1",
  kind: "StorageClass",
  metadata: {
    name: "local",
    labels: ZONE_LABELS,
    annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
  },
  provisioner: "kubernetes.io/host-path",
  volumeBindingMode: "WaitForFirstConsumer",
  reclaimPolicy: "Delete",
  allowVolumeExpansion: true,
};

function node(index: number): Manifest {
  const name = `node-${index + 1}`;
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      labels: {
        ...ZONE_LABELS,
        "kubernetes.io/hostname": name,
        "kubernetes.io/os": "linux",
        "kubernetes.io/arch": process.arch === "x64" ? "amd64" : process.arch,
      },
    },
  };
}
