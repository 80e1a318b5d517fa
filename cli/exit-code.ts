/**
 * What a command's exit status means; the numbers are those of the Pulumi CLI
 * (https://www.pulumi.com/docs/iac/cli/exit-codes/).
 */
export const EXIT = {
  success: 0,
  /** A failure that fits no other code. */
  general: 1,
  /** Invalid arguments, an invalid definition, or a missing confirmation. */
  configuration: 2,
  /** The zone or the platform does not know who asks, or does not allow it. */
  authentication: 3,
  /** Something could not be deployed, or did not become ready, in at least one zone. */
  resource: 4,
  /** There are changes, and `--detailed-exitcode` or `--expect-no-changes` asked to be told. */
  changes: 7,
  /** Stopped by the person: Ctrl-C once, or "no" to the question. */
  cancelled: 8,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The table as `--help` shows it. */
export const EXIT_CODE_HELP = `Exit codes:
  0  success
  1  a general failure
  2  invalid arguments or definition, or a missing confirmation
  3  the zone or the platform refused who asks
  4  something could not be deployed or did not become ready
  7  there are changes (--detailed-exitcode, --expect-no-changes)
  8  cancelled`;
