import { drawTree } from "../../diagram/index.ts";
import { founding } from "./trees.ts";

/** A program as short as a command: it must end by itself although the layout's thread stays warm. */
await drawTree(founding);
process.stdout.write("drawn\n");
