import { type ApiKind, type LiveList, type LiveObject, ZoneError } from "../zone-client.ts";
import { collectionPath } from "./object-path.ts";
import type { Transport } from "./transport.ts";

export interface ListOptions {
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly signal?: AbortSignal;
}

interface Page {
  readonly metadata?: { readonly resourceVersion?: string; readonly continue?: string };
  readonly items?: readonly LiveObject[];
}

const PAGE = 500;
const MAX_PAGES = 200;

/** All objects of a kind, page by page. The pages are one consistent state; if it has expired, reading begins anew. */
export async function listObjects(transport: Transport, kind: ApiKind, options: ListOptions): Promise<LiveList> {
  try {
    return await readPages(transport, kind, options);
  } catch (error) {
    if (error instanceof ZoneError && error.status === 410) return readPages(transport, kind, options);
    throw error;
  }
}

async function readPages(transport: Transport, kind: ApiKind, options: ListOptions): Promise<LiveList> {
  const { namespace, labelSelector, signal } = options;
  const apiVersion = kind.group ? `${kind.group}/${kind.version}` : kind.version;
  const items: LiveObject[] = [];
  let next = "";
  let resourceVersion = "";
  for (let page = 0; page < MAX_PAGES; page++) {
    const query = new URLSearchParams({ limit: String(PAGE) });
    if (labelSelector) query.set("labelSelector", labelSelector);
    if (next) query.set("continue", next);
    const path = `${collectionPath(kind, namespace)}?${query}`;
    const what = `list ${kind.plural}`;
    const answer = await transport.json<Page>({ method: "GET", path, what, ...(signal && { signal }) });
    resourceVersion ||= answer.metadata?.resourceVersion ?? "";
    // Items of a list do not say what they are.
    for (const item of answer.items ?? []) items.push({ ...item, apiVersion, kind: kind.kind });
    next = answer.metadata?.continue ?? "";
    if (!next) break;
  }
  return { items, resourceVersion };
}
