import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { Schema } from "../../../api/client/types.ts";
import { client } from "../../app/client.ts";

type Template = Schema<"Template">;

/** Every template: they come with the platform, so that they are few and stay as they are. */
export function useTemplates(): UseQueryResult<readonly Template[]> {
  return useQuery({
    queryKey: ["/templates", "all"],
    queryFn: ({ signal }) => readAll(signal),
    staleTime: 10 * 60_000,
  });
}

async function readAll(signal: AbortSignal): Promise<readonly Template[]> {
  const all: Template[] = [];
  for await (const template of client.items("/templates", { query: { limit: 100 }, signal })) all.push(template);
  return all;
}
