import type { z } from "zod";
import type { ValuePath } from "../../../constructs/diagnostic.ts";
import { lookUp } from "../../../constructs/look-up.ts";
import type { Lifecycle } from "../../../constructs/spec.ts";
import { isPlainObject } from "../read-yaml.ts";
import { listWords } from "./command.ts";
import { itemsOf, textOf } from "./project.ts";
import type { Service } from "./service.ts";
import { shellWords } from "./shell-words.ts";
import { seconds } from "./units.ts";

/** Keys of a service that never have a counterpart, and why. */
export const REASONS: Readonly<Record<string, string>> = {
  attach: "espalier logs shows what any container prints",
  blkio_config: "reading and writing is shared by the node",
  cgroup: "no container chooses its control group",
  cgroup_parent: "no container chooses its control group",
  cpu_count: "cpus says how much cpu it may use",
  cpu_percent: "cpus says how much cpu it may use",
  cpu_period: "cpus says how much cpu it may use",
  cpu_quota: "cpus says how much cpu it may use",
  cpu_rt_period: "no container gets real-time scheduling: it would have power over the node",
  cpu_rt_runtime: "no container gets real-time scheduling: it would have power over the node",
  cpu_shares: "a container's share of cpu is what it is promised: deploy.resources.reservations.cpus",
  cpuset: "no container chooses its processors",
  credential_spec: "it is for Windows",
  develop: "it is for developing with docker compose watch",
  device_cgroup_rules: "no container gets devices of its node",
  devices: "no container gets devices of its node",
  dns: "names are looked up by the cluster, which knows the containers of the project",
  dns_opt: "names are looked up by the cluster, which knows the containers of the project",
  dns_search: "names are looked up by the cluster, which knows the containers of the project",
  domainname: "containers have the domain of the cluster",
  external_links: "there are no containers outside of the project; network.to allows another project",
  init: "a pod has no init process of its own: images that need one bring it",
  ipc: "no container shares memory with its node or with others",
  isolation: "it is for Windows",
  label_file: "labels are for other programs, which do not look for them in a zone",
  logging: "the zone collects what containers print: espalier logs",
  mac_address: "addresses are given out by the cluster",
  mem_swappiness: "nodes have no swap",
  memswap_limit: "nodes have no swap",
  models: "there are no models to bind here; run one as a container",
  oom_kill_disable: "a container that exceeds its memory is ended",
  oom_score_adj: "importance decides which containers are stopped first",
  pid: "no container sees processes of its node or of others",
  pids_limit: "the node decides how many processes a container may have",
  platform: "the zone's nodes decide; the image must be there for their processors",
  provider: "it is provided by a plugin of Docker Compose",
  runtime: "the zone decides what containers are run by",
  stop_signal: "the signal that the image names is sent, else SIGTERM",
  storage_opt: "resources.storage bounds what a container may write",
  ulimits: "the node's limits stand",
  use_api_socket: "the Docker socket gives power over the whole host",
  userns_mode: "containers always run in a user namespace",
  uts: "no container shares the host name of its node",
  volume_driver: "the zone decides what volumes are made of",
  volumes_from: "name the volumes themselves under volumes",
};

/** Keys that change nothing here. */
const NOTHING: Readonly<Record<string, string>> = {
  profiles: "nothing: it is wanted",
  annotations: "nothing: annotations are for programs of the container runtime",
};

type Translate = (service: Service, value: unknown, path: ValuePath) => void;

const TRANSLATED: Readonly<Record<string, Translate>> = {
  pull_policy: translatePull,
  stop_grace_period: translateGrace,
  stdin_open: translateInteractive,
  tty: translateInteractive,
  post_start: (service, value, path) => translateHook(service, "afterStart", value, path),
  pre_stop: (service, value, path) => translateHook(service, "beforeStop", value, path),
};

/** All keys of a service that are one statement each. */
export function translateOtherKeys(service: Service): void {
  for (const [key, value] of Object.entries(service.definition)) {
    const path = [...service.path, key];
    const translate = lookUp(TRANSLATED, key);
    const reason = lookUp(REASONS, key);
    const nothing = lookUp(NOTHING, key);
    if (translate) translate(service, value, path);
    else if (reason !== undefined) service.unsupported(path, reason);
    else if (nothing !== undefined) service.translated(path, nothing, { whole: true });
    else if (key.startsWith("x-")) extension(service, path);
  }
}

export function extension(service: Service, path: ValuePath): void {
  service.translated(path, "nothing: compose itself does not look at extensions", { whole: true });
}

const PULLS: Readonly<Record<string, "always" | "missing" | "never">> = {
  always: "always",
  never: "never",
  missing: "missing",
  if_not_present: "missing",
};

function translatePull(service: Service, value: unknown, path: ValuePath) {
  const pull = lookUp(PULLS, service.literal(value, path) ?? "");
  if (pull === undefined) return service.unsupported(path, "an image is fetched always, when it is missing, or never");
  service.draft.options.pull = pull;
  service.carried(path, service.option("pull"));
}

function translateGrace(service: Service, value: unknown, path: ValuePath) {
  const grace = seconds(service.literal(value, path) ?? "");
  if (grace === undefined) return service.odd(path, "a duration such as 30s");
  service.draft.options.lifecycle = { ...service.draft.options.lifecycle, grace };
  service.carried(path, service.option("lifecycle", "grace"));
}

function translateInteractive(service: Service, value: unknown, path: ValuePath) {
  if (!service.isTrue(value, path)) return service.translated(path, "nothing: that is the default");
  service.draft.options.interactive = true;
  service.carried(path, service.option("interactive"));
}

type Hooks = z.input<typeof Lifecycle>;

/** Compose runs any number of hooks, each as any user; a pod has one of each kind, as its own. */
function translateHook(service: Service, hook: "afterStart" | "beforeStop", value: unknown, path: ValuePath): void {
  service.carried(path, service.option("lifecycle", hook));
  for (const [index, { value: one, path: at }] of itemsOf(value, path).entries()) {
    const given = isPlainObject(one) ? one : {};
    const command = Array.isArray(given.command)
      ? listWords(service, given.command, [...at, "command"])
      : shellWords(service.text(textOf(given.command) ?? "", [...at, "command"]));
    if (index > 0) service.unsupported(at, `there is one ${hook}: put the commands into one`);
    else if (command.length === 0) service.odd(at, "a command");
    else {
      service.draft.options.lifecycle = { ...service.draft.options.lifecycle, [hook]: { command } } as Hooks;
      service.carried(at, service.option("lifecycle", hook));
      for (const key of Object.keys(given)) {
        if (key === "command") service.carried([...at, key], service.option("lifecycle", hook), { whole: true });
        else service.unsupported([...at, key], "a hook runs as the container does");
      }
    }
  }
}
