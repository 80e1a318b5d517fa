import type { Express } from "express";
import { InvitationToken } from "../members/invitation-token.ts";
import type { Platform } from "../platform.ts";
import type { Refused } from "./account-forms.ts";
import { readForm } from "./form.ts";
import { showHome } from "./home.ts";
import { showInvitation } from "./invitation-page.ts";
import { attempt, isProblem, type PageCall, page, seeOther } from "./page-call.ts";

/** The first page, and what its forms do. */
export function addAccountPages(app: Express, platform: Platform): void {
  app.get(
    "/",
    page(platform, (call) => showHome(call)),
  );
  // Where a browser is after a form that was refused, when it loads that page again.
  app.get(["/sign-in", "/sign-up"], (_, response) => response.redirect(303, "/"));
  app.post(
    "/sign-in",
    page(platform, (call) => begin(call, "sign-in")),
  );
  app.post(
    "/sign-up",
    page(platform, (call) => begin(call, "sign-up")),
  );
  app.post(
    "/sign-out",
    page(platform, async (call) => {
      const outcome = await attempt("signOut", call, {});
      // Who has not been signed in is signed out.
      seeOther(call.response, "/", isProblem(outcome) ? {} : outcome);
    }),
  );
}

async function begin(call: PageCall, form: Refused["form"]): Promise<void> {
  const fields = await readForm(call.request);
  const { invitation, ...given } = { ...fields };
  const token = InvitationToken.safeParse(invitation).data;
  const outcome =
    form === "sign-in"
      ? await attempt("signIn", call, given)
      : await attempt("signUp", call, { ...given, ...(token && { invitation: token }) });
  if (!isProblem(outcome)) return seeOther(call.response, token ? `/invitations/${token}` : "/", outcome);
  const { message, status } = outcome;
  const refused = { form, message, email: fields.email, name: fields.name };
  // The session that this browser may have had before is not asked about: it is about to be replaced.
  const asked = { ...call, caller: undefined };
  return token ? showInvitation(asked, token, refused, status) : showHome(asked, refused, status);
}
