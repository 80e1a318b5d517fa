/** What would be lost if it went away now: asked for each page that has such things. */
const sources = new Set<() => boolean>();

/** Until what is returned is called, the page is not left without asking while something is not kept. */
export function guardUnkept(isUnkept: () => boolean): () => void {
  sources.add(isUnkept);
  return () => void sources.delete(isUnkept);
}

export function hasUnkept(): boolean {
  return [...sources].some((isUnkept) => isUnkept());
}

/** A browser asks in words of its own. Source: HTML standard, 7.4.2.3.1 "prompt to unload" */
window.addEventListener("beforeunload", (event) => {
  if (hasUnkept()) event.preventDefault();
});
