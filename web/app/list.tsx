import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { InitArguments, ItemOf, ListPath } from "../../api/client/types.ts";
import { Button } from "../ui/button.tsx";
import { Loading } from "../ui/note.tsx";
import { ProblemNote } from "../ui/problem.tsx";
import { client } from "./client.ts";

export interface List<Item> {
  readonly items: readonly Item[];
  /** Nothing was read yet. */
  readonly pending: boolean;
  readonly problem: unknown;
  readonly more: (() => void) | undefined;
  readonly busy: boolean;
  readonly again: () => void;
}

type Init<P extends ListPath> = InitArguments<"get", P>[0];
interface Answered<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

interface ListOptions<Item> {
  /** Default: true */
  readonly enabled?: boolean;
  /** In ms: read it again so often, by what was read last. Default: not by itself */
  readonly every?: (items: readonly Item[]) => number | false;
}

/** A list of the API, page after page as they are asked for. */
export function useList<P extends ListPath>(
  path: P,
  init?: Init<P>,
  { enabled = true, every = () => false }: ListOptions<ItemOf<P>> = {},
): List<ItemOf<P>> {
  const given = (init ?? {}) as { readonly path?: object; readonly query?: object };
  const query = useInfiniteQuery({
    queryKey: [path, given.path ?? {}, given.query ?? {}, "list"],
    queryFn: ({ pageParam, signal }) =>
      (client.get as unknown as (path: P, init: object) => Promise<Answered<ItemOf<P>>>)(path, {
        ...given,
        query: { ...given.query, ...(pageParam !== undefined && { after: pageParam }) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    enabled,
    refetchInterval: ({ state }) => every(state.data?.pages.flatMap(({ items }) => items) ?? []),
  });
  return {
    items: query.data?.pages.flatMap(({ items }) => items) ?? [],
    pending: query.isPending && enabled,
    problem: query.error ?? undefined,
    more: query.hasNextPage ? () => void query.fetchNextPage() : undefined,
    busy: query.isFetchingNextPage,
    again: () => void query.refetch(),
  };
}

/** A list with what stands in its place while it is read, when it cannot be, and when there is nothing in it. */
export function ListView<Item>({
  list,
  empty,
  children,
}: {
  readonly list: List<Item>;
  readonly empty: ReactNode;
  readonly children: (items: readonly Item[]) => ReactNode;
}) {
  if (list.pending) return <Loading />;
  if (list.problem !== undefined && list.items.length === 0)
    return <Unread problem={list.problem} again={list.again} />;
  if (list.items.length === 0) return empty;
  return (
    <>
      {children(list.items)}
      {list.more && (
        <div>
          <Button busy={list.busy} onClick={list.more}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}

/** What could not be read, and a way to try again. */
export function Unread({ problem, again }: { readonly problem: unknown; readonly again: () => void }) {
  return (
    <>
      <ProblemNote problem={problem} />
      <div>
        <Button icon="refresh" onClick={again}>
          Try again
        </Button>
      </div>
    </>
  );
}
