import { DiagnosticsError } from "../../constructs/diagnostic.ts";
import { programByHand } from "../../stacks/by-hand.ts";
import { evaluate } from "../../templates/evaluate.ts";
import { generatedValues } from "../generated-values.ts";
import { readSecretKey } from "../secret-key.ts";
import { defaultZoneContext } from "../zone-context-default.ts";

/** The program of the root `Pulumi.yaml`. Generated values are those of the `espalier` command. */
export default programByHand(async ({ definition, variables, stack }) => {
  const { value, diagnostics } = await evaluate({
    file: definition,
    zone: defaultZoneContext(stack),
    variables,
    generated: generatedValues(await readSecretKey()),
  });
  if (!value) throw new DiagnosticsError(diagnostics);
  return value;
});
