/**
 * Every problem that the API answers with, by its code. The code is the end of its `type`, which leads to its explanation:
 * `/docs/problems#stale`. RFC 9457.
 */
export const PROBLEMS = {
  "bad-request": { status: 400, title: "the request cannot be read" },
  "not-signed-in": { status: 401, title: "who you are is not known" },
  "wrong-credentials": { status: 401, title: "e-mail or password is wrong" },
  "not-permitted": { status: 403, title: "this needs a permission that you do not have" },
  "cross-site": { status: 403, title: "another site made this request" },
  "not-found": { status: 404, title: "there is no such thing, or you may not know of it" },
  "method-not-allowed": { status: 405, title: "this address does not take this method" },
  conflict: { status: 409, title: "this contradicts what is there" },
  "in-progress": { status: 409, title: "a request with the same Idempotency-Key is being answered" },
  gone: { status: 410, title: "this has been used, revoked or has expired" },
  stale: { status: 412, title: "it has been changed since you read it" },
  "too-large": { status: 413, title: "the request is too large" },
  "wrong-media-type": { status: 415, title: "the request is not JSON" },
  invalid: { status: 422, title: "the request has mistakes" },
  "key-reused": { status: 422, title: "the Idempotency-Key was used for another request" },
  "version-required": { status: 428, title: "the request must say which version it changes" },
  "too-many-requests": { status: 429, title: "too many requests" },
  internal: { status: 500, title: "something went wrong on our side" },
  unavailable: { status: 503, title: "the database cannot be reached right now" },
  "zone-unavailable": { status: 502, title: "the zone cannot be reached right now" },
} as const;

export type ProblemCode = keyof typeof PROBLEMS;
