import { resolve } from "node:path";
import type { Tree } from "../constructs/tree.ts";
import type { Context } from "./context.ts";
import { showDiagnostics, shownPath } from "./show-diagnostics.ts";
import { writeOutputFile } from "./write-output-file.ts";

export interface DrawIntoOptions {
  /** A file, as typed; absent: stdout. */
  readonly output?: string;
  readonly theme?: "auto" | "light" | "dark";
  readonly groupByTag?: boolean;
}

/** Draws a tree as SVG, or with `--json` as the laid-out graph. */
export async function drawInto({ output, cwd }: Context, tree: Tree, options: DrawIntoOptions): Promise<void> {
  const { drawTree, renderSvg } = await import("../diagram/index.ts");
  const drawn = await drawTree(tree, { groupByTag: options.groupByTag ?? false });
  showDiagnostics(output, drawn.warnings, cwd);
  const { theme = "auto" } = options;
  const text = output.json ? `${JSON.stringify(drawn, null, 2)}\n` : renderSvg(drawn, { theme });
  if (options.output === undefined) return output.write(text);
  const path = resolve(cwd, options.output);
  writeOutputFile(path, text);
  output.say(`${output.talk.green(output.symbols.done)} drawn: ${shownPath(path, cwd)}`);
}
