import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import type { ZoneContext } from "../constructs/zone-context.ts";
import { withFileLock } from "../toolchain/file-lock.ts";
import { importKubeconfig, type KubeconfigTrust } from "./import-kubeconfig.ts";
import { stateFolder } from "./state-folder.ts";
import { writeFileWhole } from "./write-file-whole.ts";
import type { FileZone } from "./zone.ts";
import { defaultZoneContext } from "./zone-context-default.ts";
import { requireZoneName } from "./zone-name.ts";

/**
 * The registry of zones: `zones.json` in the state folder. Kubeconfigs of clusters that were added lie beside it,
 * readable by their owner alone.
 */

export interface AddZoneOptions extends KubeconfigTrust {
  /** What trees must know of the zone; what is not given has the value of `defaultZoneContext`. */
  readonly context?: Partial<Omit<ZoneContext, "name">>;
  /** Context in the kubeconfig; absent = its current one. */
  readonly kubecontext?: string;
  /** Makes it the zone of commands that name none. The first zone is that anyway. */
  readonly makeDefault?: boolean;
}

/** All zones, by name. */
export async function listZones(): Promise<readonly FileZone[]> {
  const { zones } = readRegistry();
  return zones.toSorted((a, b) => (a.context.name < b.context.name ? -1 : 1));
}

export async function getZone(name: string): Promise<FileZone | undefined> {
  return readRegistry().zones.find(({ context }) => context.name === name);
}

/** The zone of commands that name none; undefined when there is no zone. */
export async function defaultZone(): Promise<FileZone | undefined> {
  const { zones, default: chosen } = readRegistry();
  return zones.find(({ context }) => context.name === chosen) ?? zones[0];
}

/**
 * Adds a cluster as a zone. The context that is used of its kubeconfig is copied, so the zone works from every folder.
 * The cluster itself is not asked.
 *
 * @throws KubeconfigError when the kubeconfig cannot be used; Error when the name cannot be a zone's, or is taken.
 */
export async function addZone(name: string, kubeconfig: string, options: AddZoneOptions = {}): Promise<FileZone> {
  requireZoneName(name);
  const path = kubeconfigOf(name);
  const context = { ...defaultZoneContext(name), ...options.context, name };
  const zone = checkedZone({ context, kubeconfig: path, local: false });
  const content = await importKubeconfig(name, kubeconfig, options);
  return change(async (registry) => {
    if (registry.zones.some(({ context }) => context.name === name)) {
      throw new Error(`there already is a zone "${name}"; remove it first or choose another name`);
    }
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileWhole(path, content);
    registry.zones.push(zone);
    if (options.makeDefault) registry.default = name;
    return zone;
  });
}

/** Removes a zone from the registry; nothing in its cluster changes. */
export async function removeZone(name: string): Promise<void> {
  const zone = await getZone(name);
  if (!zone) throw new Error(`there is no zone ${JSON.stringify(name)}`);
  if (zone.local)
    throw new Error(`zone "${name}" runs on this machine; its processes and data must be removed with it`);
  await forgetZone(name);
  rmSync(kubeconfigOf(name), { force: true });
}

/** Makes a zone the one of commands that name none. */
export async function setDefaultZone(name: string): Promise<void> {
  await change(async (registry) => {
    if (!registry.zones.some(({ context }) => context.name === name)) {
      throw new Error(`there is no zone ${JSON.stringify(name)}`);
    }
    registry.default = name;
  });
}

/** Writes a zone into the registry as it is, over one of the same name; for zones that Espalier runs itself. */
export async function rememberZone(zone: FileZone): Promise<void> {
  const known = await getZone(zone.context.name);
  if (JSON.stringify(known) === JSON.stringify(zoneSchema.parse(zone))) return;
  await change(async (registry) => {
    const others = registry.zones.filter(({ context }) => context.name !== zone.context.name);
    registry.zones = [...others, zoneSchema.parse(zone)];
  });
}

/** Takes a zone out of the registry; no error when it is not there. */
export async function forgetZone(name: string): Promise<void> {
  await change(async (registry) => {
    registry.zones = registry.zones.filter(({ context }) => context.name !== name);
    if (registry.default === name) registry.default = undefined;
  });
}

const claimSchema = z.strictObject({
  cpu: z.string(),
  memory: z.string(),
  storage: z.string(),
  pods: z.int().positive(),
  services: z.int().positive(),
  volumes: z.int().nonnegative(),
});

const dnsName = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, "must be a DNS name in lower case");

const zoneSchema = z.strictObject({
  context: z.strictObject({
    name: dnsName,
    city: z.string().max(100).optional(),
    domain: dnsName,
    ingressClass: dnsName,
    ingressNamespace: dnsName,
    issuer: dnsName,
    storageClass: dnsName.optional(),
    claim: claimSchema,
    capabilities: z.array(dnsName).max(5000).optional(),
    ownAddresses: z.array(z.string().max(43)).max(20_000).optional(),
  }),
  kubeconfig: z.string(),
  kubecontext: z.string().optional(),
  local: z.boolean(),
});

const registrySchema = z.strictObject({
  version: z.literal(1),
  default: z.string().optional(),
  zones: z.array(zoneSchema).max(1000),
});

/** Throws in the user's terms when a zone has a value that it cannot have. */
function checkedZone(zone: FileZone): z.infer<typeof zoneSchema> {
  const { data, error } = zoneSchema.safeParse(zone);
  if (data) return data;
  const problems = error.issues.map(({ path, message }) => `${path.slice(1).join(".")} ${message}`);
  throw new Error(`zone "${zone.context.name}" cannot have these values: ${problems.join("; ")}`);
}

type Registry = z.infer<typeof registrySchema>;

function registryPath(): string {
  return resolve(stateFolder(), "zones.json");
}

function kubeconfigOf(name: string): string {
  return join(dirname(registryPath()), "kubeconfigs", name);
}

function readRegistry(): Registry {
  let text: string;
  try {
    text = readFileSync(registryPath(), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { version: 1, zones: [] };
    throw error;
  }
  try {
    return registrySchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`${registryPath()} is damaged; correct it, or move it away and add the zones again`, { cause });
  }
}

/** One change at a time, and always whole: two commands side by side lose nothing of each other. */
async function change<T>(edit: (registry: Registry) => Promise<T>): Promise<T> {
  const path = registryPath();
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return withFileLock(`${path}.lock`, async () => {
    const registry = readRegistry();
    const result = await edit(registry);
    writeFileWhole(path, `${JSON.stringify(registrySchema.parse(registry), null, 2)}\n`);
    return result;
  });
}
