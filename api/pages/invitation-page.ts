import type { Express } from "express";
import { notFound } from "../http/problem.ts";
import { PERMISSIONS } from "../identity/permissions.ts";
import { findInvitation, requireUsable } from "../members/held-invitation.ts";
import { InvitationToken } from "../members/invitation-token.ts";
import type { Platform } from "../platform.ts";
import { viewLookedAt } from "../views/invitation.ts";
import { type AccountForms, accountForms, type Refused } from "./account-forms.ts";
import { readForm } from "./form.ts";
import { type Html, html } from "./html.ts";
import { attempt, isProblem, type PageCall, page, seeOther, sendPage } from "./page-call.ts";

/** The address of an invitation's link. */
export function addInvitationPage(app: Express, platform: Platform): void {
  app.get(
    "/invitations/:token",
    page(platform, (call) => showInvitation(call, tokenOf(call))),
  );
  app.post(
    "/invitations/:token",
    page(platform, async (call) => {
      const outcome = await attempt("acceptInvitation", call, { token: tokenOf(call) });
      if (isProblem(outcome)) throw outcome;
      const { project } = outcome.body as { readonly project: string };
      seeOther(call.response, `/projects/${encodeURIComponent(project)}`, outcome);
    }),
  );
  for (const form of ["sign-in", "sign-up"] as const) {
    app.post(
      `/invitations/:token/${form}`,
      page(platform, (call) => begin(call, tokenOf(call), form)),
    );
    // Where a browser is after a form that was refused, when it loads that page again.
    app.get(`/invitations/:token/${form}`, ({ params }, response) =>
      response.redirect(303, `/invitations/${encodeURIComponent(String(params.token))}`),
    );
  }
}

async function begin(call: PageCall, token: string, form: Refused["form"]): Promise<void> {
  const fields = await readForm(call.request);
  const outcome =
    form === "sign-in"
      ? await attempt("signIn", call, { ...fields })
      : await attempt("signUp", call, { ...fields, invitation: token });
  if (!isProblem(outcome)) return seeOther(call.response, `/invitations/${token}`, outcome);
  const { message, status } = outcome;
  // The session that this browser may have had before is not asked about: it is about to be replaced.
  const asked = { ...call, caller: undefined };
  await showInvitation(asked, token, { form, message, email: fields.email, name: fields.name }, status);
}

function tokenOf({ request }: PageCall): string {
  const token = InvitationToken.safeParse(request.params.token).data;
  if (token === undefined) throw notFound("invitation", "of this link");
  return token;
}

/**
 * What an invitation is for, and a button to accept it. Who has not signed in learns nothing of it: the link may have got
 * into wrong hands.
 */
async function showInvitation(
  call: PageCall,
  token: string,
  refused?: AccountForms["refused"],
  status = 200,
): Promise<void> {
  const { platform, response, caller } = call;
  const body = caller ? await offer(platform, token, caller.person.email) : askWho(token, refused);
  sendPage(response, { title: "Invitation", body, person: caller?.person, narrow: caller !== undefined }, status);
}

function askWho(invitation: string, refused: AccountForms["refused"]): Html {
  return html`<h1>You are invited to a project</h1>
<p class="lead">Sign in, or sign up, with the e-mail address that the invitation is for; then you see what it is and can accept it.</p>
${accountForms({ invitation, refused })}`;
}

async function offer({ database }: Platform, token: string, email: string): Promise<Html> {
  const held = await findInvitation(database, token);
  requireUsable(held);
  const { project, invitedBy, role, email: masked, forYou, expiresAt } = viewLookedAt(held, email);
  if (!forYou) {
    return html`<h1>This invitation is for somebody else</h1>
<p>It is for <strong>${masked}</strong>, and you are signed in as <strong>${email}</strong>. Sign out and open the link again with the other account, or ask for an invitation of your own.</p>`;
  }
  return html`<div class="card"><h1>Join ${project}</h1>
<p>${invitedBy ?? "The project"} invites you to the project <strong>${project}</strong> as <strong>${role.name}</strong>. In it you may:</p>
<ul>${role.permissions.map((name) => html`<li><code>${name}</code>: ${PERMISSIONS[name]}</li>`)}</ul>
<form method="post"><button>Accept</button></form>
<p class="muted">It can be accepted once, until ${new Date(expiresAt).toUTCString()}.</p></div>`;
}
