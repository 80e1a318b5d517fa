import { randomBytes } from "node:crypto";
import type { Response } from "express";

/** What the dashboard may load and do: its own files, and styles that carry the nonce of the answer. */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Answers with the page of the dashboard, which is the same at each of its addresses but for a nonce. */
export function sendDashboard(response: Response, page: readonly string[]): void {
  const nonce = randomBytes(18).toString("base64");
  response.locals.operation = "page";
  response
    .set({
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": policy(nonce),
      "Cache-Control": "no-cache",
      "Referrer-Policy": "same-origin",
    })
    .end(page.join(nonce));
}
