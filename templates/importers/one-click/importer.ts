import type { Diagnostic } from "../../../constructs/diagnostic.ts";
import type { Importer } from "../importer.ts";
import { OneClickDialect } from "./dialect.ts";

/** The version of the format that is read: compose with `caproverExtra` and `caproverOneClickApp`. */
const VERSION = "4";

/** One-click apps of CapRover (caprover.com/docs/reference/one-click-schema). */
export const oneClickImporter: Importer = {
  format: "one-click",
  title: "CapRover one-click app",
  recognises: (document) => "captainVersion" in document || "caproverOneClickApp" in document,
  refuses: (document) => versionProblem(document),
  dialect: (input, document) => new OneClickDialect(input, document),
};

function versionProblem({ captainVersion }: Readonly<Record<string, unknown>>): Diagnostic | undefined {
  if (captainVersion === undefined || String(captainVersion) === VERSION) return undefined;
  return {
    severity: "error",
    code: "old-version",
    message: "one-click apps of another version are not read",
    path: ["captainVersion"],
    got: String(captainVersion).slice(0, 50),
    allowed: VERSION,
    fix: "take the file of the same app from public/v4/apps of caprover/one-click-apps",
  };
}
