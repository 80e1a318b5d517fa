const ADDRESS = /https?:\/\/[^\s<>"'`()[\]{}|\\^$]+/g;
const LONGEST = 500;
const MOST = 10;

/** Addresses that texts name, by a title: `Documentation`, or their host where there are several. */
export function linksIn(texts: readonly string[]): Record<string, string> {
  const found = new Set(texts.flatMap((text) => text.slice(0, 10_000).match(ADDRESS) ?? []).flatMap(link));
  const links = new Map<string, string>();
  for (const address of [...found].slice(0, MOST)) {
    const host = new URL(address).hostname.replace(/^www\./, "").slice(0, 90);
    const title = links.size === 0 ? "Documentation" : host;
    links.set(links.has(title) ? `${title} ${links.size + 1}` : title, address);
  }
  return Object.fromEntries(links);
}

/** Without the full stop or comma of the sentence it stands in. */
function link(text: string): string[] {
  const address = text.replace(/[.,;:!?*_]+$/, "");
  return address.length <= LONGEST && URL.canParse(address) ? [address] : [];
}
