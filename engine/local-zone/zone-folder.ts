import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { stateFolder } from "../state-folder.ts";
import { requireZoneName } from "../zone-name.ts";

/** Where everything of one local zone lies: `<state>/zones/<name>/`, readable by its owner alone. */
export interface ZoneFolder {
  readonly zone: string;
  readonly root: string;
  readonly kubeconfig: string;
  readonly controllerManagerKubeconfig: string;
  readonly schedulerKubeconfig: string;
  readonly tokens: string;
  /** kube-apiserver's EncryptionConfiguration, with the key that secrets are encrypted by in etcd. */
  readonly encryption: string;
  readonly ports: string;
  /** Where kube-apiserver keeps the serving certificate and key that it signs itself. */
  readonly certificates: string;
  readonly servingCertificate: string;
  readonly servingKey: string;
  /** Certificate of the authority that signed the serving certificate. */
  readonly authority: string;
  readonly serviceAccountKey: string;
  readonly serviceAccountPublicKey: string;
  /** etcd's data: all objects of the zone. */
  readonly data: string;
  readonly logs: string;
  readonly processes: string;
  readonly lock: string;
}

export function zoneFolder(zone: string, environment?: NodeJS.ProcessEnv): ZoneFolder {
  requireZoneName(zone);
  const root = resolve(stateFolder(environment), "zones", zone);
  const certificates = join(root, "certificates");
  return {
    zone,
    root,
    kubeconfig: join(root, "kubeconfig"),
    controllerManagerKubeconfig: join(root, "controller-manager.kubeconfig"),
    schedulerKubeconfig: join(root, "scheduler.kubeconfig"),
    tokens: join(root, "tokens.csv"),
    encryption: join(root, "encryption.yaml"),
    ports: join(root, "ports.json"),
    certificates,
    servingCertificate: join(certificates, "apiserver.crt"),
    servingKey: join(certificates, "apiserver.key"),
    authority: join(root, "authority.crt"),
    serviceAccountKey: join(root, "service-account.key"),
    serviceAccountPublicKey: join(root, "service-account.pub"),
    data: join(root, "etcd"),
    logs: join(root, "logs"),
    processes: join(root, "processes"),
    lock: join(root, "..", `${zone}.lock`),
  };
}

export function createZoneFolder(folder: ZoneFolder): void {
  for (const path of [folder.root, folder.logs, folder.processes]) mkdirSync(path, { recursive: true, mode: 0o700 });
}
