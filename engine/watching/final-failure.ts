import type { Readiness } from "../update-events.ts";

/** Milliseconds for which a failure must last before waiting longer is pointless: it will not mend itself. */
const GRACE: Readonly<Record<string, number>> = {
  "job-failed": 0,
  "quota-exceeded": 5_000,
  "pod-security": 5_000,
  "image-name": 5_000,
  "container-setup": 20_000,
  "image-pull": 30_000,
};

/** A container that crashes as often as this crashes for a reason. */
const CRASHES = 3;

/** Notices containers that will not become ready by themselves. */
export class FinalFailures {
  readonly #since = new Map<string, { readonly code: string; readonly at: number }>();

  /** Takes note of the state of now. */
  observe(containers: readonly Readiness[], now: number = performance.now()): void {
    for (const { path, reason, state } of containers) {
      const code = state === "failing" ? reason?.code : undefined;
      if (code === undefined) this.#since.delete(path);
      else if (this.#since.get(path)?.code !== code) this.#since.set(path, { code, at: now });
    }
  }

  isFinal({ path, reason }: Readiness, now: number = performance.now()): boolean {
    const failing = this.#since.get(path);
    if (!failing) return false;
    const grace = GRACE[failing.code];
    return grace === undefined ? restartsOf(reason?.message) >= CRASHES : now - failing.at >= grace;
  }
}

function restartsOf(message = ""): number {
  return Number(/(\d+) restarts?/.exec(message)?.[1] ?? 0);
}
