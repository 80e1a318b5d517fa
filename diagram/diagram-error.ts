/** Thrown when ELK gives no layout: it takes too long, fails, or is not even asked. `message` says so to a person. */
export class DiagramError extends Error {
  override readonly name = "DiagramError";
  readonly code: "layout-timeout" | "layout-failed" | "layout-too-large";

  constructor(code: DiagramError["code"], message: string) {
    super(message);
    this.code = code;
  }
}
