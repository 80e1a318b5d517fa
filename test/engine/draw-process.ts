import { generatedValues } from "../../engine/generated-values.ts";
import { readSecretKey } from "../../engine/secret-key.ts";

/** Draws a value in a process of its own, and prints what was kept. */
const values = generatedValues(await readSecretKey());
process.stdout.write(await values.get("shop", "password", () => `value-of-${process.pid}`));
