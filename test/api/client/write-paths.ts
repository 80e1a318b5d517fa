import { writeFileSync } from "node:fs";
import { clientPaths } from "./paths.ts";

/** `npm run api:client`: brings the types of the client up to date with the operations. */
writeFileSync(new URL("../../../api/client/paths.ts", import.meta.url), await clientPaths());
