import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Tree } from "../constructs/tree.ts";
import { stateFolder } from "../engine/state-folder.ts";
import type { Context } from "./context.ts";
import { writeOutputFile } from "./write-output-file.ts";

/** Draws the example into `.espalier/` of the current folder, or into the state folder where that cannot be written. */
export async function writeExampleDiagram({ cwd, environment }: Context, tree: Tree): Promise<string> {
  const { drawTree, renderSvg } = await import("../diagram/index.ts");
  const svg = renderSvg(await drawTree(tree));
  try {
    return writeInto(join(cwd, ".espalier"), svg);
  } catch {
    return writeInto(stateFolder(environment), svg);
  }
}

function writeInto(folder: string, svg: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "example.svg");
  writeOutputFile(path, svg);
  return path;
}
