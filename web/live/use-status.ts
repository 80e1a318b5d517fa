import { useContext, useMemo, useSyncExternalStore } from "react";
import { client } from "../app/client.ts";
import { ProjectContext } from "../app/project.tsx";
import { type ProjectStatus, StatusStore } from "./status-store.ts";
import { whileVisible } from "./while-visible.ts";

const stores = new Map<string, StatusStore>();
/** More than anybody opens; the rest is closed already and only remembered. */
const MOST_STORES = 50;

/**
 * How a project stands in its zones, as it changes. Any number of components share one stream for each project; it
 * recovers by itself after the platform or a zone was away.
 */
export function useStatus(project: string): ProjectStatus {
  const zones = useContext(ProjectContext);
  const claimed = zones?.name === project ? zones.zones : undefined;
  // Zones that a project is let into later are told of to who connects anew.
  const store = storeOf(project, claimed?.join(" ") ?? "");
  const status = useSyncExternalStore(store.subscribe, store.current);
  return useMemo(
    () => ({ ...status, zones: claimed ? status.zones.filter(({ zone }) => claimed.includes(zone)) : status.zones }),
    [status, claimed],
  );
}

function storeOf(project: string, zones: string): StatusStore {
  const key = `${project} ${zones}`;
  const known = stores.get(key);
  if (known) return known;
  const made = new StatusStore(
    whileVisible((options) => client.events("/projects/{project}/status/stream", { path: { project }, ...options })),
  );
  for (const old of [...stores.keys()].slice(0, Math.max(0, stores.size - MOST_STORES))) stores.delete(old);
  stores.set(key, made);
  return made;
}
