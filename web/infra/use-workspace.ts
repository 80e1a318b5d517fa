import { createContext, useContext, useRef, useSyncExternalStore } from "react";
import type { KeeperState } from "./session/change-set.ts";
import type { ChecksState } from "./session/checks.ts";
import type { Session } from "./session/session.ts";
import type { Workspace } from "./session/workspace.ts";

export const WorkspaceContext = createContext<Workspace | undefined>(undefined);

/** What is edited on this page. Only below `WorkspaceContext`. */
export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error("nothing is edited here");
  return workspace;
}

/** Something of the session, as it changes. What `select` gives is compared by identity, lists by their elements. */
export function useSession<T>(select: (session: Session) => T): T {
  const { session } = useWorkspace();
  const last = useRef<T | undefined>(undefined);
  return useSyncExternalStore(session.subscribe, () => {
    const next = select(session);
    if (!isSame(last.current, next)) last.current = next;
    return last.current as T;
  });
}

function isSame(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return Object.is(one, other);
  return one.length === other.length && one.every((element, index) => Object.is(element, other[index]));
}

const never = () => () => {};
const NO_CHECKS: ChecksState = {
  checked: undefined,
  isCurrent: true,
  good: undefined,
  problem: undefined,
  plan: undefined,
  isPlanCurrent: true,
  planProblem: undefined,
};
const NOT_KEPT: KeeperState = { id: undefined, comment: "", isKept: true, savedAt: undefined, problem: undefined };

export function useChecks(): ChecksState {
  const { checks } = useWorkspace();
  return useSyncExternalStore(checks?.subscribe ?? never, checks?.snapshot ?? (() => NO_CHECKS));
}

export function useKeeper(): KeeperState {
  const { keeper } = useWorkspace();
  return useSyncExternalStore(keeper?.subscribe ?? never, keeper?.snapshot ?? (() => NOT_KEPT));
}
