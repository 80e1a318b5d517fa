import { basename, dirname, join } from "node:path";
import type { Template } from "./catalog.ts";
import { readSmallFile } from "./read-small-file.ts";
import { svgProblem } from "./safe-svg.ts";

/** An emoji as text, or a drawing that is safe to show as it is. */
export type TemplateIcon =
  | { readonly kind: "emoji"; readonly text: string }
  | { readonly kind: "svg"; readonly text: string };

/** The icon of a template; undefined when it has none, or one that cannot be read or is not safe. */
export function templateIcon({ icon, file }: Template): TemplateIcon | undefined {
  if (icon === undefined) return undefined;
  if (!icon.endsWith(".svg")) return isEmoji(icon) ? { kind: "emoji", text: icon } : undefined;
  // Beside the definition and nowhere else.
  if (basename(icon) !== icon) return undefined;
  const { text } = readSmallFile(join(dirname(file), icon));
  return text !== undefined && svgProblem(text) === undefined ? { kind: "svg", text } : undefined;
}

function isEmoji(text: string): boolean {
  return text.length <= 16 && /^[\p{Emoji}\p{Emoji_Component}]+$/u.test(text);
}
