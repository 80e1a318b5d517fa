import type { Tree } from "../../constructs/tree.ts";
import type { Context } from "../context.ts";
import { sayPlans } from "../deploy-planned.ts";
import { evaluateDefinition } from "../evaluate-definition.ts";
import { offlinePlan } from "../offline-plan.ts";
import { showDiagnostics, shownPath, warningsOf } from "../show-diagnostics.ts";
import { writeExampleDiagram } from "../write-example-diagram.ts";
import { PLANNED_ZONES } from "../zone-sources.ts";
import { sayDone } from "./say-done.ts";

/** Everything that can be shown of the example without a zone or a platform. */
export async function showExample(
  context: Context,
  file: string,
  zone: string,
  withPlan: boolean,
): Promise<{ diagram: string }> {
  const { output, cwd } = context;
  const { zones, diagnostics } = await evaluateDefinition(context, { file, zone: [zone] }, PLANNED_ZONES);
  showDiagnostics(output, warningsOf(diagnostics), cwd);
  const tree = zones[0]?.evaluation.tree as Tree;
  sayDone(context, `the example is valid: ${output.talk.cyan(shownPath(file, cwd))}`);
  const diagram = await writeExampleDiagram(context, tree);
  sayDone(context, `its diagram is drawn: ${output.talk.cyan(shownPath(diagram, cwd))}`);
  if (withPlan) {
    output.say();
    sayPlans(context, [offlinePlan(tree)]);
  }
  return { diagram };
}
