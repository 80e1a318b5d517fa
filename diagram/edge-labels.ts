/** Labels an edge shows; it names the number of the others. */
const SHOWN_LABELS = 2;

/** `DB_HOST, DB_PORT +1` */
export function shortLabel(labels: readonly string[]): string {
  const more = labels.length - SHOWN_LABELS;
  return labels.slice(0, SHOWN_LABELS).join(", ") + (more > 0 ? ` +${more}` : "");
}
