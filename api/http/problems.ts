interface ProblemFacts {
  readonly status: number;
  readonly title: string;
  /** What whoever meets it can do; shown at `/docs/problems`. */
  readonly advice: string;
}

/**
 * Every problem that the API answers with, by its code. The code is the end of its `type`, which leads to its explanation:
 * `/docs/problems#stale`. RFC 9457.
 */
export const PROBLEMS = {
  "bad-request": {
    status: 400,
    title: "the request cannot be read",
    advice:
      "The address, a header or the JSON is not well formed; `detail` says which. Sending the same again gives the same.",
  },
  "not-signed-in": {
    status: 401,
    title: "who you are is not known",
    advice:
      "Send a key as `Authorization: Bearer …`, or sign in. A key that was revoked or has expired, and one with a typing error, are not known either; make a new one.",
  },
  "wrong-credentials": {
    status: 401,
    title: "e-mail or password is wrong",
    advice:
      "Which of both is not said. Try again, or ask an operator of the platform for a link that signs you in without a password.",
  },
  "not-permitted": {
    status: 403,
    title: "this needs a permission that you do not have",
    advice:
      "`detail` names the permission; who may invite in the project can give you a role that has it. With a key, look first whether the key is limited: a key may do at most what it was made for.",
  },
  "cross-site": {
    status: 403,
    title: "another site made this request",
    advice:
      "Your browser says that the request comes from another site, and it was not carried out. Open the platform at its own address. Programs use a key, no session.",
  },
  "not-found": {
    status: 404,
    title: "there is no such thing, or you may not know of it",
    advice:
      "Look at the spelling, and whether you are signed in as whom you think. What belongs to projects that you are no member of looks the same as what is not there.",
  },
  "method-not-allowed": {
    status: 405,
    title: "this address does not take this method",
    advice: "The header `Allow` lists the methods that it takes.",
  },
  conflict: {
    status: 409,
    title: "this contradicts what is there",
    advice: "`detail` says what is in the way: a name that is taken, something still in use, something under way.",
  },
  "in-progress": {
    status: 409,
    title: "a request with the same Idempotency-Key is being answered",
    advice:
      "Send the same request with the same key again after the seconds of `Retry-After`: you get the answer of the first.",
  },
  gone: {
    status: 410,
    title: "this has been used, revoked or has expired",
    advice: "Links and invitations work once and for a limited time. Ask whoever gave you this one for another.",
  },
  stale: {
    status: 412,
    title: "it has been changed since you read it",
    advice:
      "Nothing was written. `changed` holds what is there now and what has changed since; apply your edit to that and send its ETag as `If-Match`.",
  },
  "too-large": {
    status: 413,
    title: "the request is too large",
    advice: "`detail` says how much is taken.",
  },
  "wrong-media-type": {
    status: 415,
    title: "the request is not JSON",
    advice: "Send JSON in UTF-8, uncompressed, with `Content-Type: application/json`.",
  },
  invalid: {
    status: 422,
    title: "the request has mistakes",
    advice:
      "`diagnostics` lists all of them, each with the path to the value it is about, what is allowed, and how to fix it where that is known. Fields that are not known are mistakes too.",
  },
  "key-reused": {
    status: 422,
    title: "the Idempotency-Key was used for another request",
    advice:
      "Take a new key, such as a random UUID, for each request; the same one only to send the very same request again.",
  },
  "version-required": {
    status: 428,
    title: "the request must say which version it changes",
    advice:
      "Send the ETag that came with what you have read as `If-Match`, so that nobody else's change is written over; `If-Match: *` writes over anything.",
  },
  "too-many-requests": {
    status: 429,
    title: "too many requests",
    advice:
      "Wait for the seconds of `Retry-After`. `RateLimit` tells with every answer how many requests are left. Follow events of an update instead of asking again and again.",
  },
  internal: {
    status: 500,
    title: "something went wrong on our side",
    advice:
      "Nothing was written. Tell an operator of the platform the request id, which is the end of `instance`: the log holds the reason.",
  },
  unavailable: {
    status: 503,
    title: "the database cannot be reached right now",
    advice:
      "Nothing is lost that was answered. Try again after the seconds of `Retry-After`; with an `Idempotency-Key` a request that may have been carried out is not carried out twice.",
  },
  "zone-unavailable": {
    status: 502,
    title: "the zone cannot be reached right now",
    advice:
      "The cluster of the zone does not answer, or refuses the platform. What runs there goes on. Try again, or tell an operator of the platform.",
  },
} as const satisfies Readonly<Record<string, ProblemFacts>>;

export type ProblemCode = keyof typeof PROBLEMS;
