/**
 * Names of advisory locks; PostgreSQL knows them by `hashtextextended(name, 0)`. Both are held by the session of a worker,
 * so they end with it, however it ends.
 */

/** Held by a worker as long as it lives. */
export function workerLock(workerId: string): string {
  return `worker ${workerId}`;
}

/** Held while an update of the project runs in the zone. */
export function updateLock(projectId: string, zoneId: string): string {
  return `update ${projectId} ${zoneId}`;
}
