import { type DefinitionFormat, formatWriter, type Located } from "./format-writer.ts";

export type { Located } from "./format-writer.ts";

/**
 * Every container, volume, environment group, registry and peer that stands in the text as a literal, in order, for
 * selecting the same thing in diagram, tree and code. Of broken text as far as it can be parsed; never rejects for what
 * the text holds.
 */
export async function locateParts(format: DefinitionFormat, text: string): Promise<readonly Located[]> {
  return (await formatWriter(format)).locate(text);
}
