/** Writes definition.schema.json: `node templates/schema-cli.ts`. */
import { writeFileSync } from "node:fs";
import { definitionSchema, formatSchema } from "./definition-schema.ts";
import { packageFile } from "./package-file.ts";

writeFileSync(packageFile("templates", "definition.schema.json"), formatSchema(definitionSchema()));
