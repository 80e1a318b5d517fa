import type { Tree } from "../../constructs/tree.ts";

/** What two formats of the same app should agree on, of one container. Sorted; names and values are left aside. */
export interface ContainerShape {
  /** Repository without registry, `library/`, tag and digest: `postgres`, `n8nio/n8n`. */
  readonly image: string;
  readonly ports: readonly string[];
  readonly mounts: readonly string[];
  readonly environment: readonly string[];
}

interface Part {
  readonly image: string;
  readonly ports?: readonly { readonly containerPort: number; readonly protocol?: string }[];
  readonly volumeMounts?: readonly { readonly mountPath: string }[];
  readonly env?: readonly { readonly name: string }[];
  readonly envFrom?: readonly Readonly<Record<"configMapRef" | "secretRef", { readonly name: string } | undefined>>[];
}

interface PodSpec {
  readonly containers: readonly Part[];
}

/** The containers of a tree, as its manifests run them; what runs before or beside them is left aside. */
export function shapeOf(tree: Tree): ContainerShape[] {
  const data = dataByName(tree);
  const shapes = tree.manifests.flatMap(({ spec }) => mainPart(spec)).map((part) => containerShape(part, data));
  return shapes.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

export function repositoryOf(image: string): string {
  const path = (image.split("@")[0] ?? "").replace(/:[^/:]*$/, "").toLowerCase();
  const parts = path.split("/");
  const isRegistry = parts.length > 1 && /[.:]|^localhost$/.test(parts[0] ?? "");
  return parts
    .slice(isRegistry ? 1 : 0)
    .join("/")
    .replace(/^library\//, "");
}

/** Keys of ConfigMaps and Secrets, which containers may take as their environment. */
function dataByName({ manifests }: Tree): ReadonlyMap<string, readonly string[]> {
  return new Map(
    manifests
      .filter(({ kind }) => kind === "ConfigMap" || kind === "Secret")
      .map(({ metadata, data, stringData }) => [
        metadata.name,
        Object.keys({ ...(data as object), ...(stringData as object) }),
      ]),
  );
}

function mainPart(spec: unknown): Part[] {
  const { template, jobTemplate } = (spec ?? {}) as {
    template?: { spec?: PodSpec };
    jobTemplate?: { spec: { template: { spec: PodSpec } } };
  };
  const pod = template?.spec ?? jobTemplate?.spec.template.spec;
  return pod?.containers?.slice(0, 1) ?? [];
}

/** What Coolify itself adds to the environment: `SERVICE_FQDN_APP_3000`. */
const MAGIC = /^SERVICE_(FQDN|URL|PASSWORD|USER|BASE64)/;

function containerShape(part: Part, data: ReadonlyMap<string, readonly string[]>): ContainerShape {
  const from = (part.envFrom ?? []).flatMap(({ configMapRef, secretRef }) =>
    [configMapRef, secretRef].flatMap((one) => (one && data.get(one.name)) ?? []),
  );
  return {
    image: repositoryOf(part.image),
    ports: sorted((part.ports ?? []).map(({ containerPort, protocol = "TCP" }) => `${containerPort}/${protocol}`)),
    mounts: sorted((part.volumeMounts ?? []).map(({ mountPath }) => mountPath.replace(/(.)\/$/, "$1"))),
    environment: sorted([...(part.env ?? []).map(({ name }) => name), ...from].filter((name) => !MAGIC.test(name))),
  };
}

function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
