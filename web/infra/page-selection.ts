import { useCallback, useState } from "react";

const NAME = "select";

/** What is selected, kept in the page's address so that a link leads to it. */
export function usePageSelection(): readonly [string | undefined, (node: string | undefined) => void] {
  const [selected, setSelected] = useState(() => new URLSearchParams(window.location.search).get(NAME) ?? undefined);
  const select = useCallback((node: string | undefined) => {
    setSelected(node);
    const address = new URL(window.location.href);
    if (node === undefined) address.searchParams.delete(NAME);
    else address.searchParams.set(NAME, node);
    // Not through the router: everything on the page would be drawn anew, and going back would go through selections.
    window.history.replaceState(window.history.state, "", address);
  }, []);
  return [selected, select];
}
