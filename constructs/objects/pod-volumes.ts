import type { k8s } from "cdk8s-plus-33";
import { fileFactOf, fileSource } from "../expressions/facts.ts";
import { type FileSet, type HeldFiles, isEmpty } from "../file-set.ts";
import type { Mount } from "../spec.ts";
import { quantity } from "./resources.ts";

/** Mode of files and seconds of tokens are written out, since server-side apply would leave other ones behind. */
const FILE_MODE = "0644";
const TOKEN_SECONDS = 3600;

type Projected = NonNullable<Mount["projected"]>;

export function persistentVolume(name: string): k8s.Volume {
  return { name, persistentVolumeClaim: { claimName: name } };
}

export function emptyVolume(empty: NonNullable<Mount["empty"]>): k8s.Volume {
  const { name, size, memory } = typeof empty === "string" ? { name: empty } : empty;
  return {
    name,
    emptyDir: { ...(memory && { medium: "Memory" }), ...(size !== undefined && { sizeLimit: quantity(size) }) },
  };
}

/** A volume of what the files are in: a ConfigMap, a Secret or both. */
export function filesVolume(
  name: string,
  { plain, secret, name: object }: FileSet,
  mode: string | undefined,
): k8s.Volume {
  const defaultMode = numberOf(mode);
  if (isEmpty(secret)) return { name, configMap: { name: object, defaultMode, ...itemsOf(plain) } };
  if (isEmpty(plain)) return { name, secret: { secretName: object, defaultMode, ...itemsOf(secret) } };
  return { name, projected: { defaultMode, sources: fileSources({ plain, secret, name: object }) } };
}

/** A volume of files from several sources. `container` is whose limits and requests are meant. */
export function projectedVolume(
  name: string,
  { facts = {}, token }: Projected,
  files: FileSet | undefined,
  container: string,
  mode: string | undefined,
): k8s.Volume {
  const items = Object.entries(facts)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([path, known]) => {
      const fact = fileFactOf(known);
      return fact ? [fileSource(fact, path, container)] : [];
    });
  return {
    name,
    projected: {
      defaultMode: numberOf(mode),
      sources: [
        ...(files ? fileSources(files) : []),
        ...(items.length > 0 ? [{ downwardApi: { items } }] : []),
        ...(token ? [{ serviceAccountToken: tokenSource(token) }] : []),
      ],
    },
  };
}

function tokenSource({ path, audience, seconds = TOKEN_SECONDS }: NonNullable<Projected["token"]>) {
  return { path, audience, expirationSeconds: seconds };
}

function fileSources({ name, plain, secret }: FileSet): k8s.VolumeProjection[] {
  return [
    ...(isEmpty(plain) ? [] : [{ configMap: { name, ...itemsOf(plain) } }]),
    ...(isEmpty(secret) ? [] : [{ secret: { name, ...itemsOf(secret) } }]),
  ];
}

function itemsOf({ items }: HeldFiles): { items?: k8s.KeyToPath[] } {
  return items ? { items: [...items] } : {};
}

function numberOf(mode = FILE_MODE): number {
  return Number.parseInt(mode, 8);
}
