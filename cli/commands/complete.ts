import type { TreeNode } from "../../constructs/tree.ts";
import { stateFolder } from "../../engine/state-folder.ts";
import type { Template } from "../../templates/catalog.ts";
import { usageError } from "../command-error.ts";
import { ASKED_KINDS, type AskedKind } from "../completion/completion-table.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";

/** Prints the names a shell offers, one a line; none when they cannot be known. */
export async function complete(context: Context, options: { file?: string }, kind: string): Promise<ExitCode> {
  if (!isAskedKind(kind)) throw usageError(`cannot complete "${kind}"`, ASKED_KINDS.join(", "));
  const names = await NAMES[kind](context, options.file).catch(() => []);
  for (const name of names) context.output.print(name);
  return EXIT.success;
}

function isAskedKind(kind: string): kind is AskedKind {
  return (ASKED_KINDS as readonly string[]).includes(kind);
}

const NAMES: Record<AskedKind, (context: Context, file?: string) => Promise<readonly string[]>> = {
  async templates(context) {
    return (await allTemplates(context)).map(({ name }) => name);
  },
  async galleries({ environment }) {
    const { readGalleries } = await import("../../templates/galleries/registry.ts");
    return readGalleries(stateFolder(environment)).map(({ name }) => name);
  },
  async zones() {
    const { listZones } = await import("../../engine/zones.ts");
    return (await listZones()).map(({ context }) => context.name);
  },
  async containers(context, file) {
    return (await containerNodes(context, file)).map(({ name }) => name);
  },
  async tags(context, file) {
    return [...new Set((await containerNodes(context, file)).flatMap(({ tags }) => tags))];
  },
  async "template-tags"(context) {
    return [...new Set((await allTemplates(context)).flatMap(({ tags = [] }) => tags))].sort();
  },
};

async function allTemplates({ environment }: Context): Promise<readonly Template[]> {
  const { listTemplates } = await import("../../templates/catalog.ts");
  return listTemplates(stateFolder(environment)).filter(({ broken }) => broken === undefined);
}

async function containerNodes(context: Context, file: string | undefined): Promise<readonly TreeNode[]> {
  const { evaluateDefinition } = await import("../evaluate-definition.ts");
  const { PLANNED_ZONES } = await import("../zone-sources.ts");
  const { zones } = await evaluateDefinition(context, file === undefined ? {} : { file }, PLANNED_ZONES);
  return (zones[0]?.evaluation.tree.nodes ?? []).filter(({ kind }) => kind === "container");
}
