import { DiagnosticsError } from "../../constructs/diagnostic.ts";
import { stateFolder } from "../../engine/state-folder.ts";
import type { GalleryContent } from "../../templates/gallery.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { shownPath } from "../show-diagnostics.ts";
import { safeText } from "../terminal/safe-text.ts";
import { table } from "../terminal/table.ts";

/** Adds a folder or a Git repository of templates, or of other tools' files. */
export async function addGallery(context: Context, options: { name?: string }, source: string): Promise<ExitCode> {
  const { output, cwd, environment } = context;
  const galleries = await import("../../templates/galleries/galleries.ts");
  const { name } = options;
  const state = stateFolder(environment);
  const { value, diagnostics } = await galleries.addGallery(source, {
    state,
    cwd,
    ...(name === undefined ? {} : { name }),
  });
  if (!value) throw new DiagnosticsError(diagnostics);
  const { talk, symbols } = output;
  output.say(`${talk.green(symbols.done)} gallery ${talk.bold(value.name)} is added: ${contentWords(value)}`);
  if (value.problem) output.say(`  ${talk.yellow(safeText(value.problem))}`);
  output.say(talk.dim(`  see them: espalier templates --search WORDS; start with one: espalier init NAME`));
  if (output.json) output.document(value);
  return EXIT.success;
}

/** Forgets a gallery. */
export async function removeGallery(
  { output, environment }: Context,
  _options: object,
  name: string,
): Promise<ExitCode> {
  const galleries = await import("../../templates/galleries/galleries.ts");
  const { value, diagnostics } = galleries.removeGallery(name, stateFolder(environment));
  if (!value) throw new DiagnosticsError(diagnostics);
  const left = value.from === undefined ? `its folder ${safeText(value.folder)} is left alone` : "its clone is deleted";
  output.say(`${output.talk.green(output.symbols.done)} gallery ${output.talk.bold(name)} is forgotten; ${left}`);
  if (output.json) output.document({ gallery: name, removed: true });
  return EXIT.success;
}

export async function listGalleries({ output, environment, cwd }: Context): Promise<ExitCode> {
  const galleries = await import("../../templates/galleries/galleries.ts");
  const all = galleries.listGalleries(stateFolder(environment));
  if (output.json) {
    output.document(all);
    return EXIT.success;
  }
  if (all.length === 0) {
    output.say("no further galleries yet; add a folder or a Git repository with `espalier templates add`");
    return EXIT.success;
  }
  const heading = ["GALLERY", "TEMPLATES", "FROM"].map((text) => output.data.dim(text));
  const rows = all.map((gallery) => [
    output.data.bold(gallery.name),
    contentWords(gallery),
    safeText(gallery.from ?? shownPath(gallery.folder, cwd)),
  ]);
  for (const line of table([heading, ...rows])) output.print(line);
  for (const { name, problem } of all) if (problem) output.say(output.talk.yellow(`${name}: ${safeText(problem)}`));
  return EXIT.success;
}

function contentWords({ templates, broken }: GalleryContent): string {
  const words = `${templates} ${templates === 1 ? "template" : "templates"}`;
  return broken === 0 ? words : `${words}, ${broken} cannot be used`;
}
