import { useCallback } from "react";
import { useSearchParams } from "wouter";

export interface Filter {
  readonly search: string;
  /** Empty: any. */
  readonly tag: string;
  readonly setSearch: (search: string) => void;
  readonly setTag: (tag: string) => void;
  readonly clear: () => void;
  readonly active: boolean;
}

/** What a list is narrowed to, kept in the address as `?search=&tag=`, so that it can be sent on and gone back to. */
export function useFilter(): Filter {
  const [params, setParams] = useSearchParams();
  const set = useCallback(
    (name: string, value: string) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          if (value === "") next.delete(name);
          else next.set(name, value);
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  const search = params.get("search") ?? "";
  const tag = params.get("tag") ?? "";
  return {
    search,
    tag,
    setSearch: (value) => set("search", value),
    setTag: (value) => set("tag", value),
    clear: () => {
      set("search", "");
      set("tag", "");
    },
    active: search !== "" || tag !== "",
  };
}
