import { readFileSync } from "node:fs";
import { packageFile } from "../templates/package-file.ts";

/** The version of Espalier, from its package.json. */
export const VERSION = (JSON.parse(readFileSync(packageFile("package.json"), "utf8")) as { version: string }).version;
