import assert from "node:assert/strict";
import * as loopback from "../../engine/loopback-port.ts";

/** A port of 127.0.0.1 that nobody listens on at this moment, and that no outgoing connection takes. */
export async function freePort(): Promise<number> {
  const port = await loopback.freePort();
  assert.ok(port !== undefined, "no port is free");
  return port;
}
