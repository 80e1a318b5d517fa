import type { Request, RequestHandler, Response } from "express";
import { carryOut } from "../http/answer.ts";
import type { Operation, Reply } from "../http/operation.ts";
import { Problem } from "../http/problem.ts";
import { problemOf } from "../http/problem-of-error.ts";
import { callerName, type PersonCaller } from "../identity/caller.ts";
import { OPERATIONS } from "../operations/index.ts";
import type { Platform } from "../platform.ts";
import { layout, type Page } from "./layout.ts";

/** A request for a page, by somebody in a browser or by nobody known. */
export interface PageCall {
  readonly platform: Platform;
  readonly request: Request;
  readonly response: Response;
  readonly caller: PersonCaller | undefined;
}

/** The handler of a page that depends on who looks at it. Counted against the same limit as requests to the API. */
export function page(platform: Platform, show: (call: PageCall) => Promise<void>): RequestHandler {
  return async (request, response) => {
    response.locals.operation = "page";
    const session = await platform.accounts.session(request.get("cookie") ?? "");
    const caller = session && ({ kind: "session", ...session } as const);
    if (caller) response.locals.caller = callerName(caller);
    await platform.limits.take({}, caller, { address: request.ip ?? "unknown" }, response);
    await show({ platform, request, response, caller });
  };
}

/**
 * Does what an operation does, with its checks, its limit and its entry in the audit log, with what a form gave. A problem
 * of the kinds that people cause is answered by what is resolved to; others are thrown.
 */
export async function attempt(
  id: string,
  { platform, request, response }: Pick<PageCall, "platform" | "request" | "response">,
  input: object,
): Promise<Reply<unknown> | Problem> {
  const operation = OPERATIONS.find((one) => one.id === id) as Operation;
  try {
    return await carryOut(operation, platform, request, response, async () => input);
  } catch (error) {
    const problem = problemOf(error);
    if (problem.status >= 500 || problem.code === "cross-site") throw error;
    return problem;
  }
}

/** Sends a page. Its forms must say where they come from, which `no-referrer` would hide from us too. */
export function sendPage(response: Response, content: Page, status = 200): void {
  response
    .status(status)
    .set({ "Content-Type": "text/html; charset=utf-8", "Referrer-Policy": "same-origin" })
    .end(layout(content));
}

/** After a form was taken: the browser gets another page, so that loading it again sends nothing twice. */
export function seeOther(response: Response, path: string, { cookies }: Pick<Reply<unknown>, "cookies">): void {
  if (cookies?.length) response.append("Set-Cookie", [...cookies]);
  response.redirect(303, path);
}

export function isProblem(outcome: Reply<unknown> | Problem): outcome is Problem {
  return outcome instanceof Problem;
}
