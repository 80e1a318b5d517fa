import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Schema } from "../../../api/client/types.ts";
import { client } from "../../app/client.ts";

type Preview = Schema<"TemplatePreview">;

/** What the platform says of some values. */
export interface Checked {
  readonly values: Readonly<Record<string, string>>;
  readonly preview: Preview;
}

export interface LivePreview {
  /** The last answer: maybe of values that were other ones. */
  readonly checked: Checked | undefined;
  /** The last one with a picture. */
  readonly pictured: Checked | undefined;
  /** What is shown is not what stands in the form now. */
  readonly behind: boolean;
  readonly problem: unknown;
  readonly again: () => void;
}

const PAUSE = 250;

interface Filled {
  /** What the project would be called, where that is a name. */
  readonly project?: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** What a template would make with a name and some values, read again a moment after each change; what is superseded is aborted. */
export function usePreview(template: string, filled: Filled, theme: "light" | "dark"): LivePreview {
  const text = JSON.stringify(filled);
  const settled = useSettled(text);
  const [pictured, setPictured] = useState<Checked>();
  const query = useQuery({
    queryKey: ["/templates/{template}/preview", template, settled, theme],
    queryFn: ({ signal }) => check(template, JSON.parse(settled), theme, signal),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    // Values may be secrets: nothing of them is kept that is not on the page.
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const { data } = query;
  useEffect(() => {
    if (data?.preview.svg) setPictured(data);
  }, [data]);
  return {
    checked: data,
    pictured: data?.preview.svg ? data : pictured,
    behind: text !== settled || query.isFetching,
    problem: query.error ?? undefined,
    again: () => void query.refetch(),
  };
}

async function check(template: string, filled: Filled, theme: "light" | "dark", signal: AbortSignal): Promise<Checked> {
  const preview = await client.post("/templates/{template}/preview", {
    path: { template },
    body: { ...filled, variables: { ...filled.variables }, theme },
    signal,
  });
  return { values: filled.variables, preview };
}

/** A text once it has not changed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    if (text === settled) return;
    const timer = setTimeout(() => setSettled(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text, settled]);
  return settled;
}
