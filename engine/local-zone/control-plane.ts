import type { ZonePorts } from "./ports.ts";
import type { ZoneFolder } from "./zone-folder.ts";
import type { ZoneProcess } from "./zone-process.ts";

/**
 * Sockets in the zone's folder, which is also the working folder of its processes: no other user of the machine can
 * reach them, and a relative path stays below the 108 bytes that a socket's address may have.
 */
const ETCD_CLIENTS = "unix://etcd.sock:0";
const ETCD_PEERS = "unix://etcd-peers.sock:0";

const SERVICE_ADDRESSES = "10.96.0.0/16";

export function etcd(folder: ZoneFolder, program: string): ZoneProcess {
  return {
    name: "etcd",
    program,
    args: [
      `--name=${folder.zone}`,
      `--data-dir=${folder.data}`,
      `--listen-client-urls=${ETCD_CLIENTS}`,
      `--advertise-client-urls=${ETCD_CLIENTS}`,
      `--listen-peer-urls=${ETCD_PEERS}`,
      `--initial-advertise-peer-urls=${ETCD_PEERS}`,
      `--initial-cluster=${folder.zone}=${ETCD_PEERS}`,
      "--log-level=warn",
      "--auto-compaction-retention=10m",
      // A local zone may lose its last second to a power cut; each write then takes a fraction of the time.
      "--unsafe-no-fsync",
    ],
  };
}

export function kubeApiserver(folder: ZoneFolder, ports: ZonePorts, program: string): ZoneProcess {
  return {
    name: "kube-apiserver",
    program,
    args: [
      `--etcd-servers=${ETCD_CLIENTS}`,
      "--bind-address=127.0.0.1",
      "--advertise-address=127.0.0.1",
      `--secure-port=${ports.apiserver}`,
      `--cert-dir=${folder.certificates}`,
      "--anonymous-auth=false",
      `--token-auth-file=${folder.tokens}`,
      "--authorization-mode=Node,RBAC",
      `--encryption-provider-config=${folder.encryption}`,
      `--service-account-key-file=${folder.serviceAccountPublicKey}`,
      `--service-account-signing-key-file=${folder.serviceAccountKey}`,
      "--service-account-issuer=https://kubernetes.default.svc",
      `--service-cluster-ip-range=${SERVICE_ADDRESSES}`,
      // As on other clusters, it is the namespace's security standard that forbids privileged containers.
      "--allow-privileged",
      // Of nodes only the address is real, not the name.
      "--kubelet-preferred-address-types=InternalIP",
      // Nobody inside the zone reaches the API server by its service.
      "--endpoint-reconciler-type=none",
      "--profiling=false",
    ],
  };
}

export function kubeControllerManager(
  folder: ZoneFolder,
  program: string,
  nodeSideArgs: readonly string[],
): ZoneProcess {
  return {
    name: "kube-controller-manager",
    program,
    args: [
      `--kubeconfig=${folder.controllerManagerKubeconfig}`,
      `--service-account-private-key-file=${folder.serviceAccountKey}`,
      `--root-ca-file=${folder.authority}`,
      "--use-service-account-credentials",
      "--leader-elect=false",
      // Serves nothing: no port to find, none to protect.
      "--secure-port=0",
      // What needs a cloud or hands out node networks has nothing to do here.
      "--controllers=*,-node-ipam-controller,-node-route-controller,-service-lb-controller,-cloud-node-lifecycle-controller",
      "--kube-api-qps=200",
      "--kube-api-burst=400",
      "--profiling=false",
      ...nodeSideArgs,
    ],
  };
}

export function kubeScheduler(folder: ZoneFolder, program: string): ZoneProcess {
  return {
    name: "kube-scheduler",
    program,
    args: [
      `--kubeconfig=${folder.schedulerKubeconfig}`,
      "--leader-elect=false",
      "--secure-port=0",
      "--kube-api-qps=200",
      "--kube-api-burst=400",
      "--profiling=false",
    ],
  };
}
