import type { components, paths } from "./paths.ts";

/** A shape of the OpenAPI document by its name: `Schema<"Update">`. */
export type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name];

export type Method = "get" | "post" | "put" | "patch" | "delete";

/** Paths of the OpenAPI document that take a method. */
export type PathWith<M extends Method> = {
  [P in keyof paths]: paths[P] extends { [K in M]: object } ? P : never;
}[keyof paths];

type OperationAt<M extends Method, P extends PathWith<M>> = paths[P] extends { [K in M]: infer O } ? O : never;

/** What every request may carry beside what its operation takes. */
export interface RequestExtras {
  readonly signal?: AbortSignal;
  /** The ETag of what is changed, or `*`. */
  readonly ifMatch?: string;
  /** Of a POST. Default: a new one, so that sending it again is safe. */
  readonly idempotencyKey?: string;
}

type PathPart<O> = O extends { parameters: { path: infer P extends object } }
  ? { readonly path: P }
  : { readonly path?: undefined };

type QueryPart<O> = O extends { parameters: { query: infer Q extends object } }
  ? { readonly query: Q }
  : O extends { parameters: { query?: infer Q } }
    ? { readonly query?: Q }
    : { readonly query?: undefined };

type BodyPart<O> = O extends { requestBody: { content: { "application/json": infer B } } }
  ? { readonly body: B }
  : O extends { requestBody?: infer R }
    ? [NonNullable<R>] extends [never]
      ? { readonly body?: undefined }
      : NonNullable<R> extends { content: { "application/json": infer B } }
        ? { readonly body?: B }
        : { readonly body?: undefined }
    : { readonly body?: undefined };

type InitOf<O> = RequestExtras & PathPart<O> & QueryPart<O> & BodyPart<O>;

/** What a request needs beside its path: nothing, where nothing is required. */
export type InitArguments<M extends Method, P extends PathWith<M>> =
  Record<never, never> extends InitOf<OperationAt<M, P>>
    ? [init?: InitOf<OperationAt<M, P>>]
    : [init: InitOf<OperationAt<M, P>>];

type ContentOf<R> = R extends { content: infer C extends object } ? C[keyof C] : undefined;
type RepliesOf<O> = O extends { responses: infer R } ? R[keyof R] : never;

/** The body of an answer; undefined where nothing is answered. */
export type BodyOf<M extends Method, P extends PathWith<M>> = ContentOf<RepliesOf<OperationAt<M, P>>>;

/** Paths of lists that come in pages. */
export type ListPath = {
  [P in PathWith<"get">]: BodyOf<"get", P> extends { items: unknown[]; next: string | null } ? P : never;
}[PathWith<"get">];

export type ItemOf<P extends ListPath> = BodyOf<"get", P> extends { items: (infer I)[] } ? I : never;
