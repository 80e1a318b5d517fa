import createFetchClient from "openapi-fetch";
import { ProblemError } from "./errors.ts";
import { readEvents, type StreamEvent, type StreamOptions } from "./events.ts";
import type { paths } from "./paths.ts";
import { type Fetch, fetchWithRetry } from "./retry.ts";
import type { BodyOf, InitArguments, ItemOf, ListPath, Method, PathWith, RequestExtras } from "./types.ts";

export { ProblemError, UnreachableError } from "./errors.ts";
export type { StreamEvent, StreamOptions } from "./events.ts";
export type { components, operations, paths } from "./paths.ts";
export type { ProjectEvents } from "./project-events.ts";
export type { BodyOf, InitArguments, ItemOf, ListPath, Method, PathWith, RequestExtras, Schema } from "./types.ts";

export interface ClientOptions {
  /** Where the platform answers: `https://espalier.example.com`. */
  readonly url: string;
  /** An API key: `esp_…` of a person, `espp_…` of a project. Without one only what is public can be asked for. */
  readonly key?: string;
  /** Default: that of this runtime. */
  readonly fetch?: typeof globalThis.fetch;
  /** For how many milliseconds a request is sent again while the platform cannot answer. Default: 30000 */
  readonly patience?: number;
}

/** A whole answer. */
export interface Answer<T> {
  readonly body: T;
  readonly status: number;
  /** Version of what was answered: give it as `ifMatch` to change just that. */
  readonly etag: string | undefined;
  /** Where what was made is found. */
  readonly location: string | undefined;
  readonly requestId: string | undefined;
  /** `Set-Cookie` lines: those of signing in. */
  readonly cookies: readonly string[];
}

type Call<M extends Method> = <P extends PathWith<M>>(path: P, ...init: InitArguments<M, P>) => Promise<BodyOf<M, P>>;

/**
 * The platform's API, typed from its OpenAPI document. Calls resolve to the body of the answer.
 *
 * @throws ProblemError when a request is refused, UnreachableError when there is no answer
 */
export interface Client {
  readonly url: string;
  readonly get: Call<"get">;
  readonly post: Call<"post">;
  readonly put: Call<"put">;
  readonly patch: Call<"patch">;
  readonly delete: Call<"delete">;
  /** As the others, for the whole answer with its ETag. */
  send<M extends Method, P extends PathWith<M>>(
    method: M,
    path: P,
    ...init: InitArguments<M, P>
  ): Promise<Answer<BodyOf<M, P>>>;
  /** Every item of a list, page after page. */
  items<P extends ListPath>(path: P, ...init: InitArguments<"get", P>): AsyncGenerator<ItemOf<P>, void, undefined>;
  /** Events of a stream until its event `end`, which is given too; goes on where it was when the connection breaks. */
  events<P extends PathWith<"get">>(
    path: P,
    init: StreamOptions & PathAndQuery<P>,
  ): AsyncGenerator<StreamEvent, void, undefined>;
}

type PathAndQuery<P extends PathWith<"get">> = Pick<NonNullable<InitArguments<"get", P>[0]>, "path" | "query">;

interface LooseInit extends RequestExtras {
  readonly path?: object;
  readonly query?: object;
  readonly body?: unknown;
}

const BASE = "/api/v1";

/**
 * ```ts
 * const client = createClient({ url: "https://espalier.example.com", key: process.env.ESPALIER_KEY });
 * const { revision, updates } = await client.post("/projects/{project}/revisions", { path: { project: "shop" } });
 * ```
 */
export function createClient({ url, key, fetch = globalThis.fetch, patience = 30_000 }: ClientOptions): Client {
  const baseUrl = url.replace(/\/+$/, "");
  const headers: Record<string, string> = key === undefined ? {} : { Authorization: `Bearer ${key}` };
  const plainFetch: Fetch = (request) => fetch(request);
  const requests = createFetchClient<paths>({
    baseUrl: baseUrl + BASE,
    headers,
    fetch: (request) => fetchWithRetry(plainFetch, request, patience),
  });

  async function send(method: Method, path: string, init: LooseInit = {}): Promise<Answer<unknown>> {
    const { path: parameters, query, body, signal, ifMatch, idempotencyKey } = init;
    const { data, error, response } = await requests.request(
      method as never,
      path as never,
      {
        params: { path: parameters, query },
        // Some answers are no JSON: a diagram is SVG.
        parseAs: "text",
        ...(body !== undefined && { body }),
        ...(signal && { signal }),
        headers: {
          ...(ifMatch !== undefined && { "If-Match": ifMatch }),
          ...(method === "post" && { "Idempotency-Key": idempotencyKey ?? crypto.randomUUID() }),
        },
      } as never,
    );
    if (!response.ok) throw new ProblemError(response.status, response.headers, error);
    return {
      body: contentOf(response, data as string | undefined),
      status: response.status,
      etag: response.headers.get("etag") ?? undefined,
      location: response.headers.get("location") ?? undefined,
      requestId: response.headers.get("x-request-id") ?? undefined,
      cookies: response.headers.getSetCookie(),
    };
  }

  const call = (method: Method) => async (path: string, init?: LooseInit) => (await send(method, path, init)).body;

  async function* items(path: string, init: LooseInit = {}): AsyncGenerator<unknown, void, undefined> {
    let after: string | undefined;
    do {
      const query = { ...init.query, ...(after !== undefined && { after }) };
      const { body } = await send("get", path, { ...init, query });
      const page = body as { readonly items: readonly unknown[]; readonly next: string | null };
      yield* page.items;
      after = page.next ?? undefined;
    } while (after !== undefined);
  }

  function events(path: string, { path: parameters = {}, query = {}, ...options }: StreamOptions & LooseInit) {
    const address = new URL(baseUrl + BASE + fill(path, parameters as Record<string, unknown>));
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) address.searchParams.set(name, String(value));
    }
    return readEvents(plainFetch, address.href, headers, options);
  }

  return {
    url: baseUrl,
    get: call("get"),
    post: call("post"),
    put: call("put"),
    patch: call("patch"),
    delete: call("delete"),
    send,
    items,
    events,
  } as unknown as Client;
}

function contentOf({ headers }: Response, text: string | undefined): unknown {
  return text && /\bjson\b/.test(headers.get("content-type") ?? "") ? JSON.parse(text) : text;
}

function fill(path: string, parameters: Readonly<Record<string, unknown>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(parameters[name])));
}
