const LONGEST = 2000;
/** Pages that the platform itself makes: to be loaded, not shown by the dashboard. */
const LOADED = /^\/(docs|invitations|sign-in|openapi\.json|api)(\/|$)/;

/** Where to go after signing in: `next` when that is a place of this site, else the projects. */
export function nextPlace(search: string): string {
  const next = new URLSearchParams(search).get("next") ?? "";
  // A browser takes `//` and `/\` for the beginning of another site, and leaves out line breaks and tabs.
  if (next.length > LONGEST || !/^\/(?![/\\])[^\\\s]*$/.test(next)) return "/";
  const here = "https://here.invalid";
  const parsed = URL.canParse(next, here) ? new URL(next, here) : undefined;
  if (!parsed || parsed.origin !== here || parsed.pathname.startsWith("//")) return "/";
  if (/^\/sign-(in|up)$/.test(parsed.pathname)) return "/";
  return parsed.pathname + parsed.search + parsed.hash;
}

export function isLoaded(place: string): boolean {
  return LOADED.test(place.split(/[?#]/)[0] ?? "");
}
