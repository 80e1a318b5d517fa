import { randomInt } from "node:crypto";
import { createServer } from "node:net";

const ADDRESS = "127.0.0.1";
/**
 * Below the range that systems give to outgoing connections, one of which could take a port before its server listens, or
 * while that is down; and above what servers are known for.
 */
const RANGE = [15_000, 30_000] as const;
const TRIES = 20;

/** Whether a value can be the port of a server that is not the system's. */
export function isPort(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 1023 && (value as number) < 65_536;
}

/** Whether nobody listens on a port of loopback at this moment. */
export async function isFree(port: number): Promise<boolean> {
  return (await listenOnce(port)) !== undefined;
}

/** A free port of loopback that is none of those; undefined when none is free. */
export async function freePort(taken: readonly number[] = []): Promise<number | undefined> {
  for (let tried = 0; tried < TRIES; tried++) {
    const port = randomInt(...RANGE);
    if (!taken.includes(port) && (await isFree(port))) return port;
  }
  return listenOnce(0);
}

/** The port when it can be listened on, undefined when it is taken. 0: any that the system chooses. */
function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen(port, ADDRESS, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? address?.port : undefined));
    });
  });
}
