import type { ValuePath } from "../../../constructs/diagnostic.ts";
import { lookUp } from "../../../constructs/look-up.ts";
import { isPlainObject } from "../read-yaml.ts";
import { type ComposeProject, entriesOf } from "./project.ts";

/** What stands beside the services: most of it was told where it is used. */
export function translateTopLevel(project: ComposeProject): void {
  for (const [key, value] of Object.entries(project.document)) {
    const path = [key];
    const translate = lookUp(TOP_LEVEL, key);
    if (MAPPINGS.has(key) && !isPlainObject(value) && value !== null) {
      project.ledger.unsupported(path, "compose wants a mapping here");
    } else if (translate) translate(project, value, path);
    else if (key.startsWith("x-")) {
      project.ledger.translated(path, "nothing but what refers to it: compose itself does not look at extensions", {
        whole: true,
      });
    } else if (!tellOwn(project, path, value)) {
      project.ledger.unsupported(path, "compose has no such key");
    }
  }
}

const MAPPINGS: ReadonlySet<string> = new Set(["services", "volumes", "networks", "configs", "secrets"]);

type Translate = (project: ComposeProject, value: unknown, path: ValuePath) => void;

const TOP_LEVEL: Readonly<Record<string, Translate>> = {
  name: ({ ledger }, _value, path) => ledger.carried(path, ["project", "name"]),
  version: ({ ledger }, _value, path) => ledger.translated(path, "nothing: compose itself does not look at it"),
  services: ({ ledger }, _value, path) => ledger.carried(path, ["containers"]),
  include: ({ ledger }, _value, path) => ledger.translated(path, "what the files hold", { whole: true }),
  volumes: translateVolumes,
  networks: translateNetworks,
  configs: (project, value, path) => translateTexts(project, value, path),
  secrets: (project, value, path) => translateTexts(project, value, path),
  models: ({ ledger }, _value, path) =>
    ledger.unsupported(path, "there are no models to bind here; run one as a container"),
};

function tellOwn({ dialect, ledger }: ComposeProject, path: ValuePath, value: unknown): boolean {
  const own = dialect.ownKey(path, value);
  for (const row of own?.rows ?? []) ledger.say(row.path, { ...row, whole: true });
  return own !== undefined;
}

function translateVolumes(project: ComposeProject, value: unknown, path: ValuePath): void {
  const { ledger, volumes, dialect } = project;
  ledger.carried(path, ["volumes"]);
  for (const { key, value: volume, path: at } of entriesOf(value, path)) {
    const name = volumes.nameOf(key);
    if (name === undefined) ledger.translated(at, "nothing: no container mounts it", { whole: true });
    else ledger.carried(at, ["volumes", name]);
    for (const { key: part, path: inner } of entriesOf(volume, at)) {
      if (name === undefined || tellOwn(project, inner, isPlainObject(volume) ? volume[part] : undefined)) continue;
      tellVolumePart(
        project,
        part,
        inner,
        name,
        dialect.literal(String(isPlainObject(volume) ? volume[part] : ""), inner),
      );
    }
  }
}

function tellVolumePart(
  { ledger, diagnostics }: ComposeProject,
  key: string,
  path: ValuePath,
  name: string,
  text?: string,
) {
  if (key === "driver" && (text === "local" || text === "default")) {
    return ledger.translated(path, "nothing: the zone decides what volumes are made of");
  }
  if (key === "name") return ledger.translated(path, `nothing: the volume is called ${name}`);
  if (key === "labels") return ledger.unsupported(path, "labels are for other programs");
  if (key === "external") {
    if (text === "false") return ledger.translated(path, "nothing: that is the default");
    diagnostics.push({
      severity: "warning",
      code: "external-volume",
      message: `volume ${name} exists outside of the compose file: here it is a new one, which starts empty`,
      path,
      position: ledger.position(path),
      fix: "copy its data into it after the first deploy",
    });
    return ledger.translated(path, `volume ${name}, which starts empty`, { whole: true });
  }
  ledger.unsupported(path, "the zone decides what volumes are made of");
}

function translateNetworks({ ledger }: ComposeProject, value: unknown, path: ValuePath): void {
  ledger.translated(path, "the network of the project");
  for (const { value: network, path: at } of entriesOf(value, path)) {
    ledger.translated(at, "the network of the project");
    for (const { key, path: inner } of entriesOf(network, at)) {
      if (key === "internal")
        ledger.translated(inner, "network.internet: false of containers that have no other network");
      else if (key === "external") {
        ledger.unsupported(
          inner,
          "there is no network across projects: network.to and network.from allow another project",
        );
      } else if (key === "ipam") ledger.unsupported(inner, "addresses are given out by the cluster");
      else if (/^(driver|driver_opts|name|attachable|enable_ipv[46])$/.test(key)) {
        ledger.translated(inner, "nothing: every project has one network", { whole: true });
      } else ledger.unsupported(inner, "every project has one network");
    }
  }
}

/** The texts themselves were told where services use them. */
function translateTexts({ ledger }: ComposeProject, value: unknown, path: ValuePath): void {
  ledger.carried(path, ["containers"]);
  for (const { value: one, path: at } of entriesOf(value, path)) {
    if (!ledger.isSpoken(at)) ledger.carried(at, ["containers"]);
    for (const { key, path: inner } of entriesOf(one, at)) {
      if (ledger.isSpoken(inner)) continue;
      if (/^(file|content|environment)$/.test(key)) ledger.translated(inner, "nothing: no container uses it");
      else if (key === "external")
        ledger.translated(inner, "a variable: what it holds is not known here", { whole: true });
      else if (key === "name") ledger.translated(inner, "nothing: it is called as it is here");
      else ledger.unsupported(inner, "a definition holds the text itself");
    }
  }
}
