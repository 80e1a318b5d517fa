import type { Request } from "express";
import { Problem } from "./problem.ts";

/**
 * A browser sends cookies along wherever a request comes from, but also says where that is: `Sec-Fetch-Site`, else
 * `Origin` (Fetch standard). What has neither is no browser.
 */
export function refuseCrossSite(request: Request, own: string): void {
  const site = request.get("sec-fetch-site");
  const origin = request.get("origin");
  const isForeign =
    site !== undefined ? site !== "same-origin" && site !== "none" : origin !== undefined && origin !== own;
  if (isForeign) throw new Problem("cross-site", "the request comes from another site; it was not answered");
}
