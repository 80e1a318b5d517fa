import { isPlainObject } from "../read-yaml.ts";
import { textOf } from "./project.ts";
import type { Service } from "./service.ts";

/** Words by which people call what sets something up and ends. */
const NAME =
  /(^|[-_])(migrate|migrations?|migrator|init|initializer|setup|seed|seeder|bootstrap|provision(er)?|configurator|create-?(buckets?|topics?|site|db|database|users?))([-_]|$)/i;

/** A command line that says of itself that it ends: `…; exit 0`. */
const ENDS = /;\s*exit 0;?\s*(\\?["'])*\]?$/;

/** Keys of what is called by others or watched: it stays. */
const STAYS = ["ports", "expose", "healthcheck", "labels"];

/**
 * In compose a container that ended well stays so unless `restart` says otherwise; here it would be started again, for ever.
 * What sets something up, by its name or its command, becomes a job where the file lets it end.
 */
export function findJobs(services: readonly Service[]): void {
  for (const service of services) {
    if (!runsOnce(service)) continue;
    service.draft.options.workload = "job";
    service.translated(service.path, "a job, run once: it sets something up and ends, by its name or command", {
      to: service.to(),
    });
  }
}

function runsOnce({ name, definition, draft, isInit }: Service): boolean {
  const { workload, replicas, deployment } = draft.options;
  if (isInit || workload !== undefined || replicas !== undefined || deployment !== undefined) return false;
  if (draft.ports.size > 0 || STAYS.some((key) => key in definition)) return false;
  const { entrypoint, command } = definition;
  const line = [entrypoint, command].map((one) => (one === undefined ? "" : JSON.stringify(one).slice(-100)));
  return mayEnd(definition) && (NAME.test(name) || line.some((one) => ENDS.test(one)));
}

function mayEnd({ restart, deploy }: Service["definition"]): boolean {
  if (isPlainObject(deploy) && deploy.restart_policy !== undefined) return false;
  return restart === undefined || /^on-failure(:\d+)?$/.test(textOf(restart) ?? "");
}
