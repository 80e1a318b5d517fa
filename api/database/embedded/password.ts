import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { writeFileWhole } from "../../../engine/write-file-whole.ts";
import type { DatabaseFolder } from "./database-folder.ts";
import { EmbeddedDatabaseError } from "./embedded-database-error.ts";

/** The password of the server's role, drawn once; it needs no encoding in a URL. */
export function keepPassword(folder: DatabaseFolder): string {
  if (existsSync(folder.password)) return readFileSync(folder.password, "utf8");
  if (existsSync(folder.data)) {
    throw new EmbeddedDatabaseError(
      `${folder.password} is missing, without which ${folder.data} cannot be opened; restore it from a backup`,
    );
  }
  const password = randomBytes(24).toString("base64url");
  writeFileWhole(folder.password, password);
  return password;
}
