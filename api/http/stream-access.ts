import type { Request, Response } from "express";
import { accessProject } from "../identity/project-access.ts";
import type { Platform } from "../platform.ts";
import type { Operation } from "./operation.ts";
import { Problem } from "./problem.ts";

/** Milliseconds between two looks: what is revoked ends within about a second. */
const EVERY = 1_000;

/**
 * Ends a stream when its caller may not read it any more: the key was revoked or has expired, the session has ended, the
 * person is no member. Whoever comes back is told why.
 */
export function endWithAccess(
  { access }: Pick<Operation, "access">,
  platform: Platform,
  request: Request,
  response: Response,
): void {
  let looking = false;
  const mayRead = async () => {
    const caller = await platform.callers.identify(request);
    if (!caller) return false;
    if (typeof access !== "object") return true;
    try {
      await accessProject(platform.database, caller, String(request.params.project), access.project);
      return true;
    } catch (error) {
      if (error instanceof Problem) return false;
      throw error;
    }
  };
  const look = async () => {
    if (looking) return;
    looking = true;
    try {
      if (!(await mayRead())) response.end();
    } catch {
      // The database is away: what was allowed last stays so until it is back.
    }
    looking = false;
  };
  const timer = setInterval(look, EVERY).unref();
  response.on("close", () => clearInterval(timer));
}
