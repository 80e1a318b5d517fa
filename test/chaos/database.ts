import { testZone } from "../support/local-zone.ts";
import { stopDatabase } from "./stop-database.ts";

/** Stops PostgreSQL hard so many times under writes and updates; see `stop-database.ts` for what must hold. */
export async function chaosOfDatabase(count: number, say: (text: string) => void): Promise<void> {
  const { answeredAfter, writes, refused, deployed } = await stopDatabase({
    zone: await testZone(),
    count,
    onStop: say,
  });
  const longest = Math.max(...answeredAfter);
  say(
    `${count} stops: ${writes} acknowledged writes are there, ${refused} requests were refused with 503, ${deployed} deployments ended right; answered again after ${longest} ms at most`,
  );
}
