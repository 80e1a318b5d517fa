/** Why a running update is interrupted, and so what becomes of it. */
export type InterruptionKind =
  /** Somebody asked for it: the update ends as cancelled. */
  | "cancelled"
  /** It has taken longer than any update may: it ends as failed. */
  | "too-long"
  /** The worker is stopped: another one goes on with it. */
  | "stopping"
  /** The worker cannot write down what happens: whoever can goes on with it. */
  | "database-away";

export class Interruption extends Error {
  override readonly name = "Interruption";
  readonly kind: InterruptionKind;

  constructor(kind: InterruptionKind, message: string, cause?: unknown) {
    super(message, { cause });
    this.kind = kind;
  }
}
