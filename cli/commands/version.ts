import { readFileSync } from "node:fs";
import { packageFile } from "../../templates/package-file.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";

export async function version({ output }: Context): Promise<ExitCode> {
  const espalier: string = JSON.parse(readFileSync(packageFile("package.json"), "utf8")).version;
  if (output.json) output.document({ espalier, node: process.versions.node });
  else output.print(espalier);
  return EXIT.success;
}
