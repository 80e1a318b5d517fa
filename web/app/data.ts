import { QueryCache, QueryClient, type UseQueryResult, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { ProblemError } from "../../api/client/errors.ts";
import type { BodyOf, InitArguments, PathWith } from "../../api/client/types.ts";
import { client } from "./client.ts";

/** What was read stays shown while it is read again; what is refused is not asked for again by itself. */
export const queries = new QueryClient({
  queryCache: new QueryCache({ onError: (error, { queryKey }) => queryKey[0] !== ME && askWhoIfOut(error) }),
  defaultOptions: {
    queries: { staleTime: 5_000, retry: false, refetchOnWindowFocus: true, networkMode: "always" },
  },
});

const ME = "/me";

/** A session may end elsewhere: whoever has none any more is led to signing in. */
function askWhoIfOut(error: unknown): void {
  if (error instanceof ProblemError && error.status === 401) void queries.invalidateQueries({ queryKey: [ME] });
}

interface ReadOptions {
  /** Default: true */
  readonly enabled?: boolean;
  /** In ms: read it again so often. */
  readonly every?: number | false;
}

type Init<P extends PathWith<"get">> = InitArguments<"get", P>[0];

export function keyOf<P extends PathWith<"get">>(
  path: P,
  init?: Pick<NonNullable<Init<P>>, "path" | "query">,
): readonly unknown[] {
  return [path, init?.path ?? {}, init?.query ?? {}];
}

/** What a GET of the API answers. */
export function useGet<P extends PathWith<"get">>(
  path: P,
  init?: Init<P>,
  { enabled = true, every = false }: ReadOptions = {},
): UseQueryResult<BodyOf<"get", P>> {
  return useQuery({
    queryKey: keyOf(path, init as never),
    queryFn: ({ signal }) =>
      (client.get as (path: P, init: object) => Promise<BodyOf<"get", P>>)(path, { ...init, signal }),
    enabled,
    refetchInterval: every,
  });
}

/** Says that what these paths answer has changed: `useRefresh()("/projects/{project}/members")`. */
export function useRefresh(): (...paths: readonly PathWith<"get">[]) => Promise<void> {
  const cache = useQueryClient();
  return useCallback(
    async (...paths) => {
      await Promise.all(paths.map((path) => cache.invalidateQueries({ queryKey: [path] })));
    },
    [cache],
  );
}

export interface Action<Arguments extends readonly unknown[]> {
  /** Resolves to whether it worked; never rejects. */
  readonly run: (...given: Arguments) => Promise<boolean>;
  readonly busy: boolean;
  readonly problem: unknown;
  readonly forget: () => void;
}

/** Something that is done on demand, one at a time: whether it is under way, and why it did not work. */
export function useAction<Arguments extends readonly unknown[]>(
  act: (...given: Arguments) => Promise<unknown>,
): Action<Arguments> {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const latest = useRef(act);
  latest.current = act;
  const running = useRef(false);
  const run = useCallback(async (...given: Arguments) => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setProblem(undefined);
    try {
      await latest.current(...given);
      return true;
    } catch (error) {
      setProblem(error);
      askWhoIfOut(error);
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);
  const forget = useCallback(() => setProblem(undefined), []);
  return { run, busy, problem, forget };
}
