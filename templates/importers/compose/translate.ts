import type { Diagnosed, Diagnostic, Position, ValuePath } from "../../../constructs/diagnostic.ts";
import { hasErrors } from "../../../constructs/diagnostic.ts";
import { nearestName } from "../../../constructs/nearest-name.ts";
import { declareVariables } from "../../variable.ts";
import type { Beside } from "../beside.ts";
import { type DraftParts, draftOf } from "../draft.ts";
import type { Dialect, Draft, ImportInput, LossReport } from "../importer.ts";
import { IMPORT_LIMIT } from "../limits.ts";
import { LossLedger, type Target } from "../loss-report.ts";
import { projectName } from "../project-name.ts";
import { isPlainObject, type YamlDocument } from "../read-yaml.ts";
import { hideSecretsInCommands } from "./check-secrets.ts";
import { translateCommand } from "./command.ts";
import { assembleContainers } from "./containers.ts";
import { markInitServices, moveInitServices, ownersOf, translateDepends } from "./depends.ts";
import { translateDeploy, translateRestart } from "./deploy.ts";
import { warnOfDockerHosts } from "./docker-hosts.ts";
import { translateEnvironment } from "./environment.ts";
import { translateFiles } from "./files.ts";
import { fitToWorkload } from "./fit-workload.ts";
import { translateHealth } from "./health.ts";
import { Hosts } from "./hosts.ts";
import { translateImage } from "./image.ts";
import { tellInitLosses } from "./init-losses.ts";
import { translateLabels } from "./labels.ts";
import { nameLiteralSecrets } from "./literal-secrets.ts";
import { findMentionedPorts } from "./mentions.ts";
import { translateMounts } from "./mounts.ts";
import { translateNetwork } from "./network.ts";
import { tellNoAddress } from "./no-address.ts";
import { spellNumbers } from "./number-texts.ts";
import { OtherFiles } from "./other-files.ts";
import { translateOtherKeys } from "./other-keys.ts";
import { translatePorts } from "./ports.ts";
import { unwantedProfiles } from "./profiles.ts";
import { type ComposeProject, OwnVariables } from "./project.ts";
import { resolveDocument } from "./resolve.ts";
import { findJobs } from "./run-once.ts";
import { translateSecurity } from "./security.ts";
import { Service } from "./service.ts";
import { SERVICE_KEYS } from "./service-keys.ts";
import { translateTopLevel } from "./top-level.ts";
import { VolumeBook } from "./volume-book.ts";

/** Comments of what is left out on purpose are left out with it. */
const NOWHERE: readonly string[] = [];

export interface Translation {
  readonly draft: Draft;
  readonly losses: LossReport;
  /** Where in the input stands what became of a part of the definition. */
  sourceOf(path: ValuePath): Position | undefined;
}

/**
 * A compose file, or a format on top of it, as a definition: resolve what it includes, translate each service key by key,
 * find out who calls whom, and put it all together.
 */
export function translateCompose(
  main: YamlDocument,
  dialect: Dialect,
  input: ImportInput,
  beside: Beside,
): Diagnosed<Translation> {
  const ledger = new LossLedger(main);
  const { document, diagnostics } = resolveDocument(main, new OtherFiles(beside), ledger);
  const names = isPlainObject(document.services) ? Object.keys(document.services) : [];
  const refused = refusal(document, names, main);
  if (refused || hasErrors(diagnostics)) return { diagnostics: [...diagnostics, ...(refused ? [refused] : [])] };
  const services = new Map<string, Service>();
  const leftOut = new Map<string, string>();
  const project: ComposeProject = {
    input,
    name: projectName(input, dialect, document),
    document,
    dialect,
    ledger,
    beside,
    hosts: new Hosts(names, dialect),
    volumes: new VolumeBook(),
    services,
    leftOut,
    variables: new OwnVariables(),
    diagnostics: [...diagnostics],
  };
  for (const name of names) addService(project, name, services, leftOut);
  translateServices([...services.values()]);
  translateTopLevel(project);
  return finish(project, main);
}

function refusal(
  document: Readonly<Record<string, unknown>>,
  names: readonly string[],
  main: YamlDocument,
): Diagnostic | undefined {
  const error = (code: string, message: string, more: Partial<Diagnostic> = {}): Diagnostic => {
    const path = ["services"];
    return { severity: "error", code, message, path, position: main.position(path), ...more };
  };
  if (names.length > IMPORT_LIMIT.services) {
    return error("too-many", `a project has at most ${IMPORT_LIMIT.services} containers`, {
      got: `${names.length} services`,
    });
  }
  if (names.length > 0) return undefined;
  if ("services" in document && !isPlainObject(document.services) && document.services !== null) {
    return error("wrong-type", "services stand in a mapping by name", {
      allowed: "services: { web: { image: nginx } }",
    });
  }
  return error("no-services", "there is no service in it");
}

function addService(
  project: ComposeProject,
  name: string,
  services: Map<string, Service>,
  leftOut: Map<string, string>,
): void {
  const { document, ledger, input } = project;
  const value = (document.services as Readonly<Record<string, unknown>>)[name];
  const path = ["services", name];
  const profiles = unwantedProfiles(value, input.profiles ?? []);
  if (profiles) {
    const reason = `${name} belongs to the profile ${profiles.join(", ")}, which is not wanted`;
    leftOut.set(name, reason);
    const fix = `import it with --profile ${profiles[0]}`;
    const message = `left out: ${reason}`;
    project.diagnostics.push({ severity: "note", code: "profile-not-wanted", message, path, fix });
    ledger.translated(path, `nothing: it belongs to the profile ${profiles.join(", ")}; ${fix}`, {
      whole: true,
      to: NOWHERE,
    });
    return;
  }
  if (!isPlainObject(value)) ledger.unsupported(path, "compose wants a mapping here");
  const definition = isPlainObject(value) ? withOwnKeys(project, name, value) : {};
  const service = new Service(project, name, definition);
  ledger.carried(path, service.to());
  services.set(name, service);
}

/** What a format adds to a service becomes keys of compose, where it can. */
function withOwnKeys(
  { dialect, ledger }: ComposeProject,
  name: string,
  definition: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  let result = definition;
  for (const [key, value] of Object.entries(definition)) {
    const path = ["services", name, key];
    if (value === null && !SOURCES.has(key)) {
      ledger.translated(path, "nothing: it is empty");
      result = Object.fromEntries(Object.entries(result).filter(([other]) => other !== key));
      continue;
    }
    if (SERVICE_KEYS.has(key) || key.startsWith("x-")) continue;
    const own = dialect.ownKey(path, value, name);
    for (const row of own?.rows ?? []) ledger.say(row.path, { ...row, whole: true });
    if (own?.merge) result = { ...own.merge, ...result };
    if (!own) ledger.unsupported(path, unknownKey(key));
  }
  return result;
}

/** Keys of which a service needs one, so that an empty one is a mistake. */
const SOURCES: ReadonlySet<string> = new Set(["image", "build"]);

function unknownKey(key: string): string {
  const near = nearestName(key, [...SERVICE_KEYS]);
  return near === undefined
    ? "compose has no such key"
    : `compose has no such key; did you mean ${JSON.stringify(near)}?`;
}

/** In the order in which one thing depends on another: names before texts, ports before what asks for them. */
function translateServices(services: readonly Service[]): void {
  const each = (translate: (service: Service) => void) => {
    for (const service of services) translate(service);
  };
  each(translateImage);
  each(translateCommand);
  each(translateEnvironment);
  each(translateDeploy);
  each((service) => {
    if ("restart" in service.definition)
      translateRestart(service, service.definition.restart, [...service.path, "restart"]);
  });
  each(translateMounts);
  each(translateFiles);
  each(translatePorts);
  each((service) => {
    if ("labels" in service.definition)
      translateLabels(service, service.definition.labels, [...service.path, "labels"]);
  });
  each(translateNetwork);
  findMentionedPorts(services);
  markInitServices(services);
  findJobs(services);
  each(translateHealth);
  each(translateSecurity);
  each(translateOtherKeys);
  each(fitToWorkload);
  each(translateDepends);
  each(warnOfDockerHosts);
}

function finish(project: ComposeProject, main: YamlDocument): Diagnosed<Translation> {
  const { dialect, ledger, services, variables, diagnostics } = project;
  const all = [...services.values()];
  const told = dialect.finish();
  for (const row of told.rows) if (!isAboutComment(row)) ledger.say(row.path, { ...row, whole: true });
  nameLiteralSecrets(project, all);
  const chosen = variables.choose(new Set(Object.keys(told.variables ?? {})));
  const declared = [...declareVariables({ ...told.variables, ...chosen }).value.declared.values()];
  hideSecretsInCommands(all, new Set(declared.filter(({ secret }) => secret).map(({ name }) => name)));
  spellNumbers(all, declared);
  for (const service of all) moveInitServices(service);
  for (const service of all) if (service.isInit) tellInitLosses(service, ownersOf(service, all));
  tellNoAddress(all);
  const containers = assembleContainers(project, all);
  const parts: DraftParts = {
    name: project.name,
    variables: { ...told.variables, ...chosen },
    template: told.template,
    containers,
    volumes: project.volumes.volumes(),
  };
  const found = [...diagnostics, ...(told.diagnostics ?? [])];
  if (hasErrors(found)) return { diagnostics: found };
  const losses = [...told.rows.filter(isAboutComment), ...ledger.report()];
  const sourceOf = (path: ValuePath) => ledger.sourceOf(byName(path, containers));
  return { value: { draft: draftOf(parts, ledger, project.input, main), losses, sourceOf }, diagnostics: found };
}

/** `containers[0].image` as a target: `containers.web.image`. */
function byName([section, index, ...rest]: ValuePath, containers: DraftParts["containers"]): Target {
  const name = section === "containers" && typeof index === "number" ? containers[index]?.name : undefined;
  return name === undefined ? [] : ["containers", name, ...rest];
}

/** A comment that a format reads is no statement of the YAML text: `# port: 3000`. */
function isAboutComment({ path }: LossReport[number]): boolean {
  return String(path[0]).startsWith("#");
}
