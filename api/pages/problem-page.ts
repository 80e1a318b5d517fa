import type { Request, Response } from "express";
import type { Problem } from "../http/problem.ts";
import { PROBLEMS } from "../http/problems.ts";
import { html, inline } from "./html.ts";
import { sendPage } from "./page-call.ts";

/** Paths that programs ask, whatever they say they accept. */
const FOR_PROGRAMS = /^\/(api|openapi\.json|metrics|healthz|readyz|assets)(\/|$)/;

/** Whether somebody looks at this in a browser. Everybody else gets a problem document. */
export function isForPeople(request: Request): boolean {
  return !FOR_PROGRAMS.test(request.path) && request.accepts(["application/problem+json", "html"]) === "html";
}

export function sendProblemPage(response: Response, problem: Problem): void {
  const { status, title, advice } = PROBLEMS[problem.code];
  const { requestId } = response.locals as { requestId: string };
  const body = html`<p class="muted mono">${status}</p>
<h1>${capitalised(title)}</h1>
<div class="notice error"><p>${problem.message}</p></div>
<p>${inline(advice)}</p>
<p><a href="/">Back to the beginning</a></p>
<p class="muted">Request <code>${requestId}</code></p>`;
  sendPage(response, { title: capitalised(title), body, narrow: true }, status);
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
