import { dirname } from "node:path";
import type { Tree } from "../../constructs/tree.ts";
import { BackgroundTools } from "../background-tools.ts";
import type { Context } from "../context.ts";
import { deployPlanned, plansOf, previewAll, sayPlans } from "../deploy-planned.ts";
import { evaluateDefinition } from "../evaluate-definition.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { cancelCleanly } from "../interrupt.ts";
import { loadProject } from "../load-project.ts";
import { offlinePlan } from "../offline-plan.ts";
import { reportResults, unplannedResult } from "../report-results.ts";
import { showDiagnostics, shownPath, warningsOf } from "../show-diagnostics.ts";
import { table } from "../terminal/table.ts";
import { writeExampleDiagram } from "../write-example-diagram.ts";
import { PLANNED_ZONES } from "../zone-sources.ts";
import { bringUp } from "./zone-local.ts";

const ZONE = "local";
const TEMPLATE = "example";

/**
 * The first minute: what needs no cluster is shown at once, while the toolchain is fetched or built; then the local zone is
 * started, the example deployed into it and watched until it is settled. Ends and leaves the zone running. Run again it finds
 * everything there and changes nothing.
 */
export async function start(context: Context): Promise<ExitCode> {
  const { output } = context;
  const signal = cancelCleanly(output);
  const tools = new BackgroundTools(context, signal);
  try {
    const { findTemplate } = await import("../../templates/catalog.ts");
    const { localZoneStatus } = await import("../../engine/local-zone/index.ts");
    const { file } = findTemplate(TEMPLATE);
    const isFirst = (await localZoneStatus(ZONE)).state === "absent";
    const { diagram } = await showExample(context, file, isFirst);
    await tools.ready();
    await bringUp(context, ZONE, undefined, signal);
    done(context, `zone ${output.talk.bold(ZONE)} is running: a real Kubernetes API, its pods are simulated`);
    const code = await deployExample(context, file, isFirst, signal);
    if (code === EXIT.success) sayNext(context, file, diagram);
    return code;
  } finally {
    tools.close();
  }
}

/** Everything that can be shown without a zone. */
async function showExample(context: Context, file: string, withPlan: boolean): Promise<{ diagram: string }> {
  const { output, cwd } = context;
  const { zones, diagnostics } = await evaluateDefinition(context, { file, zone: [ZONE] }, PLANNED_ZONES);
  showDiagnostics(output, warningsOf(diagnostics), cwd);
  const tree = zones[0]?.evaluation.tree as Tree;
  done(context, `the example is valid: ${output.talk.cyan(shownPath(file, cwd))}`);
  const diagram = await writeExampleDiagram(context, tree);
  done(context, `its diagram is drawn: ${output.talk.cyan(shownPath(diagram, cwd))}`);
  if (withPlan) {
    output.say();
    sayPlans(context, [offlinePlan(tree)]);
  }
  return { diagram };
}

async function deployExample(context: Context, file: string, isFirst: boolean, signal: AbortSignal): Promise<ExitCode> {
  const project = await loadProject(context, { file, zone: [ZONE] }, signal);
  const previews = await previewAll(context, project);
  if (isFirst) context.output.say();
  else sayPlans(context, plansOf(previews));
  const results = await deployPlanned(context, project, previews, { signal });
  return reportResults(context, [...results, ...previews.flatMap((one) => unplannedResult(context, one))]);
}

function done({ output }: Context, text: string): void {
  output.say(`${output.talk.green(output.symbols.done)} ${text}`);
}

function sayNext({ output, cwd, environment }: Context, file: string, diagram: string): void {
  const { talk } = output;
  const espalier = environment.npm_lifecycle_event === undefined ? "espalier" : "npx espalier";
  const example = `-f ${shownPath(dirname(file), cwd)}`;
  const steps = [
    ["look at the diagram", shownPath(diagram, cwd)],
    ["see what runs", `${espalier} status ${example}`],
    ["change a variable", `${espalier} up ${example} --var db_user=me`],
    ["read the objects", `${espalier} synth ${example}`],
    ["start your own", `${espalier} templates`],
    ["stop the zone", `${espalier} zone down`],
  ];
  output.say(`\n${talk.bold("Try next")}`);
  for (const line of table(steps.map(([what = "", how = ""]) => [`  ${talk.dim(what)}`, how]))) output.say(line);
}
