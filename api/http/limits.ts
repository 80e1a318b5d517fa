import type { Response } from "express";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { type Caller, callerName } from "../identity/caller.ts";
import type { Operation, RequestFacts } from "./operation.ts";
import { Problem } from "./problem.ts";

/**
 * How often a caller may ask, each key by itself, each address where nobody is known. Counted in this process: with several,
 * the limit holds for each of them.
 */
export class Limits {
  readonly #callers: RateLimiterMemory;
  readonly #strict: RateLimiterMemory;
  readonly #perMinute: number;

  /**
   * @param perMinute requests a minute that one caller may make
   * @param strictPerMinute tries a minute from one address at what lets guess passwords or tokens
   */
  constructor(perMinute: number, strictPerMinute: number) {
    this.#perMinute = perMinute;
    this.#callers = new RateLimiterMemory({ points: perMinute, duration: 60 });
    this.#strict = new RateLimiterMemory({ points: strictPerMinute, duration: 60 });
  }

  /** Counts one request. Throws Problem "too-many-requests", with the seconds after which there is room again. */
  async take(
    operation: Pick<Operation, "limit">,
    caller: Caller | undefined,
    facts: Pick<RequestFacts, "address">,
    response: Response,
  ): Promise<void> {
    const name = caller ? callerName(caller) : `address:${facts.address}`;
    const left = await consume(this.#callers, name);
    response
      .set("RateLimit-Policy", `${this.#perMinute};w=60`)
      .set("RateLimit", `limit=${this.#perMinute}, remaining=${left}`);
    if (operation.limit === "strict") await consume(this.#strict, `address:${facts.address}`);
  }
}

async function consume(limiter: RateLimiterMemory, name: string): Promise<number> {
  try {
    return (await limiter.consume(name)).remainingPoints;
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const retryAfter = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
    throw new Problem("too-many-requests", `there were too many requests; try again in ${retryAfter} s`, {
      retryAfter,
    });
  }
}
