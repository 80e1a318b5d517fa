/** Something a checker does not like about a manifest of the gallery. */
export interface Finding {
  /** Name of the check, as its tool calls it: `latest-tag`. */
  readonly check: string;
  /** `template/Kind/name`, with `/container` behind it where it concerns one. */
  readonly where: string;
  readonly message: string;
}
