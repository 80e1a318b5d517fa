import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

/** Somebody with a key of the API, which may be away or somewhere else at any moment. */
export interface Client {
  readonly key: string;
  readonly url: () => string | undefined;
}

export interface FinalAnswer {
  /** What all who send the same must be told. */
  readonly told: { readonly status: number; readonly text: string; readonly location: string | null };
  readonly replayed: boolean;
  readonly tries: number;
}

/** Part of the requests whose client loses its patience before there is an answer, and within how many milliseconds. */
const IMPATIENT = 0.1;
const PATIENCE = 200;

/** Posts until there is an answer that trying again would not change. Now and then it goes away and comes back. */
export async function untilAnswered(
  { key, url }: Client,
  path: string,
  body: unknown,
  idempotencyKey: string,
): Promise<FinalAnswer> {
  for (let tries = 1; ; tries++) {
    const answer = await post(
      url(),
      path,
      {
        authorization: `Bearer ${key}`,
        "content-type": "application/json",
        "idempotency-key": idempotencyKey,
      },
      JSON.stringify(body),
    );
    if (answer && !isPassing(answer)) return { ...answer, tries };
    await sleep(randomInt(20, 100));
  }
}

/** Undefined when it is not known what has become of the request. */
async function post(url: string | undefined, path: string, headers: Record<string, string>, body: string) {
  if (url === undefined) return undefined;
  const gone = new AbortController();
  const timer = Math.random() < IMPATIENT ? setTimeout(() => gone.abort(), randomInt(PATIENCE)) : undefined;
  try {
    const response = await fetch(`${url}/api/v1${path}`, { method: "POST", headers, body, signal: gone.signal });
    const told = { status: response.status, text: await response.text(), location: response.headers.get("location") };
    return { told, replayed: response.headers.get("idempotency-replayed") === "true" };
  } catch (error) {
    // What fetch throws when a connection cannot be made, or breaks.
    if (error instanceof TypeError || gone.signal.aborted) return undefined;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function isPassing({ told: { status, text } }: Pick<FinalAnswer, "told">): boolean {
  return status === 503 || (status === 409 && JSON.parse(text).code === "in-progress");
}
