import type { Express } from "express";
import { z } from "zod";
import type { Platform } from "../platform.ts";
import { type Html, html } from "./html.ts";
import { attempt, isProblem, page, seeOther, sendPage } from "./page-call.ts";

const SignInToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/**
 * The address of a link by which somebody signs in once. It asks for a click: programs that look at links in messages
 * open them too, and would use it up.
 */
export function addSignInLinkPage(app: Express, platform: Platform): void {
  app.get(
    "/sign-in/:token",
    page(platform, async ({ request, response, caller }) => {
      const token = SignInToken.safeParse(request.params.token).data;
      if (token === undefined) sendPage(response, { title: "Sign in", body: worthless(), narrow: true }, 410);
      else sendPage(response, { title: "Sign in", body: button(caller?.person.name), narrow: true });
    }),
  );
  app.post(
    "/sign-in/:token",
    page(platform, async (call) => {
      const outcome = await attempt("useSignInLink", call, { token: call.request.params.token });
      if (!isProblem(outcome)) return seeOther(call.response, "/", outcome);
      const isWorthless = outcome.code === "gone" || outcome.code === "invalid";
      const body = isWorthless ? worthless() : html`<h1>Not now</h1><p>${outcome.message}</p>`;
      sendPage(call.response, { title: "Sign in", body, narrow: true }, isWorthless ? 410 : outcome.status);
    }),
  );
}

/** The form has no action: it is sent to the address of the page, whose end is the token. */
function button(signedInAs: string | undefined): Html {
  return html`<div class="card"><h1>Sign in to Espalier</h1>
<p>This link signs you in, once.</p>
${signedInAs && html`<p class="muted">You are signed in as ${signedInAs}; that goes on to be so in other browsers.</p>`}
<form method="post"><button>Sign in</button></form></div>`;
}

function worthless(): Html {
  return html`<h1>This link does not work any more</h1>
<p>It was used already, its time is over, or it is not whole. Each link signs in once; ask whoever gave it to you for a new one.</p>
<p><a href="/sign-in">Sign in with a password</a></p>`;
}
