/** An edit that cannot be made, in the user's terms. */
export class EditError extends Error {
  override readonly name = "EditError";
  /** Stable, kebab-case, for machines: `name-taken`, `not-found`… */
  readonly code: string;
  /** What to do instead. */
  readonly fix?: string;

  constructor(code: string, message: string, fix?: string) {
    super(message);
    this.code = code;
    if (fix !== undefined) this.fix = fix;
  }
}
