import { composeImporter } from "./compose/importer.ts";
import { coolifyImporter } from "./coolify/importer.ts";
import type { Importer } from "./importer.ts";
import { oneClickImporter } from "./one-click/importer.ts";

/** Every format that can be imported. Those that build on compose come before it, since they look like it. */
export const IMPORTERS: readonly Importer[] = [oneClickImporter, coolifyImporter, composeImporter];
