import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { connectServer, type ServerOptions } from "../platform/target.ts";
import { safeText } from "../terminal/safe-text.ts";
import { table } from "../terminal/table.ts";

/** Who one is to the platform, and what the key is for. */
export async function whoami(context: Context, options: ServerOptions): Promise<ExitCode> {
  const { output } = context;
  const { url, client } = connectServer(context, options);
  const me = await client.get("/me");
  if (output.json) {
    output.document({ server: url, ...me });
    return EXIT.success;
  }
  const { person, key } = me;
  const rows = [
    ["server", url],
    ...(person ? [["person", `${safeText(person.name)} <${safeText(person.email)}>`]] : []),
    ...(person?.operator ? [["", "operator of the platform"]] : []),
    ...(key ? [["key", `${safeText(key.name)} (${key.start}…)`]] : []),
    ["may", key?.permissions ? key.permissions.join(", ") : "all that the person may"],
    ["projects", key?.projects ? key.projects.join(", ") : "all of the person's"],
    ...(key?.expiresAt ? [["expires", key.expiresAt]] : []),
  ];
  for (const line of table(rows.map(([what = "", value = ""]) => [output.data.dim(what), value]))) output.print(line);
  return EXIT.success;
}
