/**
 * We say so whenever we do something that nobody asked for explicitly. Each such message carries one of these codes,
 * which are explained at `/docs/status-codes`. A code never changes its meaning.
 */
export const STATUS_CODES = {
  701: {
    title: "superseded",
    meaning: "a waiting update was not run, since a newer one of the same project and zone makes it pointless",
  },
  702: {
    title: "resumed",
    meaning: "an update was begun again from where the zone stands, since the worker that ran it has ended",
  },
  703: {
    title: "given up",
    meaning: "an update was ended as failed, since several workers that ran it have ended one after the other",
  },
  707: {
    title: "quota exceeded",
    meaning:
      "something was refused or stopped because the project has used up what its claim promises: memory, cpu, storage or a count",
  },
} as const;

export type StatusCode = keyof typeof STATUS_CODES;

/** A message about what the platform did unasked. */
export interface Notice {
  readonly code: StatusCode;
  readonly title: string;
  /** What was done, to what, and why. */
  readonly message: string;
}

export function notice(code: StatusCode, message: string): Notice {
  return { code, title: STATUS_CODES[code].title, message };
}
