import { useEffect, useRef, useState } from "react";
import { useMay, useProject } from "../app/project.tsx";
import { guardUnkept } from "../app/unkept.ts";
import type { Start } from "./infra-page.tsx";
import { leaveEdits } from "./left-edits.ts";
import { changeSetPorts, checkPorts } from "./ports.ts";
import { Workspace } from "./session/workspace.ts";

/** The workspace of this page, for as long as the page is shown. Whoever may not write gets one without checks. */
export function useOwnWorkspace(start: Start): Workspace | undefined {
  const { name, zones } = useProject();
  const hasZones = useRef(false);
  hasZones.current = zones.length > 0;
  const editable = useMay()("write");
  const [workspace, setWorkspace] = useState<Workspace>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it began with does not change while it is shown
  useEffect(() => {
    const made: Workspace = editable
      ? new Workspace(
          {
            changeSets: changeSetPorts(name),
            checks: checkPorts({
              project: name,
              hasZones: () => hasZones.current,
              planHeld: async () => made.keeper?.flush(),
            }),
          },
          start.base,
          start.kept,
        )
      : new Workspace({}, start.base);
    const end = made.start();
    setWorkspace(made);
    const unguard = guardUnkept(() => made.keeper?.snapshot().isKept === false);
    const hide = () => document.hidden && void made.keeper?.flush().catch(() => undefined);
    document.addEventListener("visibilitychange", hide);
    return () => {
      end();
      unguard();
      document.removeEventListener("visibilitychange", hide);
      // What is not kept yet is kept on the way out.
      if (made.keeper) leaveEdits(name, made.keeper.flush());
      made.stop();
      setWorkspace(undefined);
    };
  }, [name, editable]);
  return workspace;
}
