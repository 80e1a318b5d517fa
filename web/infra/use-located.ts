import { useEffect, useState } from "react";
import type { Located } from "../../diagram/edits/format-writer.ts";
import { locateParts } from "../../diagram/edits/locate.ts";
import { useSession, useWorkspace } from "./use-workspace.ts";

const NOTHING: readonly Located[] = [];
/** In ms: while one types nobody selects anything elsewhere. */
const PAUSE = 60;

/** Where the parts of the definition stand in its text. */
export function useLocated(): readonly Located[] {
  const { session } = useWorkspace();
  const doc = useSession(({ state }) => state.doc);
  const [located, setLocated] = useState(NOTHING);
  useEffect(() => {
    let isOver = false;
    const timer = setTimeout(() => {
      locateParts(session.base.format, doc.toString()).then(
        (found) => !isOver && setLocated(found),
        () => !isOver && setLocated(NOTHING),
      );
    }, PAUSE);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [session, doc]);
  return located;
}
