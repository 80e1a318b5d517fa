import type { Express } from "express";
import type { Platform } from "../platform.ts";
import { attempt, isProblem, page, seeOther } from "./page-call.ts";

/** What the button in the head of pages does that show who has signed in. */
export function addSignOut(app: Express, platform: Platform): void {
  app.post(
    "/sign-out",
    page(platform, async (call) => {
      const outcome = await attempt("signOut", call, {});
      // Who has not been signed in is signed out.
      seeOther(call.response, "/", isProblem(outcome) ? {} : outcome);
    }),
  );
}
