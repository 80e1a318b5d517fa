import { startEmbeddedDatabase } from "../../api/database/embedded.ts";

/** Uses the embedded database in a folder until its input ends, then stops it. Runs as another user where one is given. */
const [, , folder, uid, gid] = process.argv;
if (uid !== undefined) {
  process.setgroups?.([]);
  process.setgid?.(Number(gid));
  process.setuid?.(Number(uid));
}
try {
  const { url, stop } = await startEmbeddedDatabase({ folder: folder! });
  process.stdout.write(`${url}\n`);
  for await (const _ of process.stdin);
  await stop();
} catch (error) {
  process.stdout.write(`${(error as Error).message}\n`);
}
