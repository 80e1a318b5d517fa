/** The embedded PostgreSQL cannot be used; the message says why and what to do, with the log's last lines if it ended. */
export class EmbeddedDatabaseError extends Error {
  override readonly name = "EmbeddedDatabaseError";

  constructor(message: string, options?: { cause?: unknown }) {
    super(`embedded database: ${message}`, options);
  }
}
