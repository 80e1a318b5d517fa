/** A local zone cannot be started or stopped; the message says why, with the log's last lines where a program ended. */
export class LocalZoneError extends Error {
  override readonly name = "LocalZoneError";
  readonly zone: string;

  constructor(zone: string, message: string, options?: { cause?: unknown }) {
    super(`local zone "${zone}": ${message}`, options);
    this.zone = zone;
  }
}
