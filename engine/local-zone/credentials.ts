import { generateKeyPairSync, randomBytes, X509Certificate } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { stringify } from "yaml";
import { writeFileWhole } from "../write-file-whole.ts";
import type { ZoneFolder } from "./zone-folder.ts";

/** Whom a part of the zone logs in as; the names and groups are Kubernetes' own, bound to roles by its RBAC. */
interface Identity {
  readonly user: string;
  readonly groups: readonly string[];
  readonly kubeconfig: (folder: ZoneFolder) => string;
}

const IDENTITIES: readonly Identity[] = [
  { user: "espalier-admin", groups: ["system:masters"], kubeconfig: (folder) => folder.kubeconfig },
  {
    user: "system:kube-controller-manager",
    groups: [],
    kubeconfig: (folder) => folder.controllerManagerKubeconfig,
  },
  { user: "system:kube-scheduler", groups: [], kubeconfig: (folder) => folder.schedulerKubeconfig },
];

const DAY = 24 * 3600 * 1000;

/** Makes what must be there before the API server starts: the tokens it accepts, the keys of service accounts and secrets. */
export function createCredentials(folder: ZoneFolder): void {
  if (!existsSync(folder.tokens)) {
    const lines = IDENTITIES.map(({ user, groups }) => {
      const token = randomBytes(32).toString("base64url");
      return `${token},${user},${user},"${groups.join(",")}"\n`;
    });
    writeFileWhole(folder.tokens, lines.join(""));
  }
  if (!existsSync(folder.serviceAccountKey) || !existsSync(folder.serviceAccountPublicKey)) {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    writeFileWhole(folder.serviceAccountPublicKey, String(publicKey.export({ type: "spki", format: "pem" })));
    writeFileWhole(folder.serviceAccountKey, String(privateKey.export({ type: "sec1", format: "pem" })));
  }
  if (!existsSync(folder.encryption)) writeFileWhole(folder.encryption, stringify(secretEncryption()));
  removeExpiringCertificate(folder);
}

/** Secrets lie encrypted in etcd's files; `identity` still reads those of a zone made before this was so. */
function secretEncryption(): object {
  const key = { name: "local", secret: randomBytes(32).toString("base64") };
  return {
    apiVersion: "apiserver.config.k8s.io/v1",
    kind: "EncryptionConfiguration",
    resources: [{ resources: ["secrets"], providers: [{ secretbox: { keys: [key] } }, { identity: {} }] }],
  };
}

/** The API server signs its certificate for a year and makes a new one only when there is none. */
function removeExpiringCertificate(folder: ZoneFolder): void {
  const authority = readAuthority(folder);
  const certificates = authority === undefined ? [] : [authority, readServingCertificate(folder)];
  const soon = Date.now() + 30 * DAY;
  const good =
    certificates.length > 0 && certificates.every((pem) => Date.parse(new X509Certificate(pem).validTo) > soon);
  if (!good) rmSync(folder.certificates, { recursive: true, force: true });
}

function readServingCertificate(folder: ZoneFolder): string {
  return readFileSync(folder.servingCertificate, "utf8");
}

/** The authority's certificate: the API server writes it after its own, into the same file; undefined until it has. */
export function readAuthority(folder: ZoneFolder): string | undefined {
  if (!existsSync(folder.servingCertificate) || !existsSync(folder.servingKey)) return undefined;
  const certificates = readServingCertificate(folder).match(
    /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n?/g,
  );
  return certificates?.length === 2 ? certificates[1] : undefined;
}

/** Writes a kubeconfig for the person, and one each for the controllers and the scheduler. */
export function writeKubeconfigs(folder: ZoneFolder, port: number, authority: string): void {
  const tokens = readTokens(folder);
  writeWhenChanged(folder.authority, authority);
  for (const { user, kubeconfig } of IDENTITIES) {
    const content = stringify({
      apiVersion: "v1",
      kind: "Config",
      clusters: [
        {
          name: folder.zone,
          cluster: {
            server: `https://127.0.0.1:${port}`,
            "certificate-authority-data": Buffer.from(authority).toString("base64"),
          },
        },
      ],
      users: [{ name: user, user: { token: tokens.get(user) } }],
      contexts: [{ name: folder.zone, context: { cluster: folder.zone, user } }],
      "current-context": folder.zone,
    });
    writeWhenChanged(kubeconfig(folder), content);
  }
}

function writeWhenChanged(path: string, content: string): void {
  if (!existsSync(path) || readFileSync(path, "utf8") !== content) writeFileWhole(path, content);
}

function readTokens(folder: ZoneFolder): Map<string, string> {
  const rows = readFileSync(folder.tokens, "utf8").trim().split("\n");
  return new Map(rows.map((row) => row.split(",")).map(([token, user]) => [user ?? "", token ?? ""]));
}

/** The person's token, for asking the API server whether it is ready. */
export function adminToken(folder: ZoneFolder): string {
  return readTokens(folder).get("espalier-admin") ?? "";
}
