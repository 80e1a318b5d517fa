import { type Html, html } from "./html.ts";

/** What was filled into a form that was refused, and why. A password is never given back. */
export interface Refused {
  readonly form: "sign-in" | "sign-up";
  readonly message: string;
  readonly email?: string | undefined;
  readonly name?: string | undefined;
}

export interface AccountForms {
  /** Token of the invitation that somebody came with. */
  readonly invitation: string;
  readonly refused?: Refused | undefined;
}

/** To sign in or up and come back to an invitation. */
export function accountForms(forms: AccountForms): Html {
  return html`<div class="grid">${signInForm(forms)}${signUpForm(forms)}</div>`;
}

function signInForm(forms: AccountForms): Html {
  const { email } = refusedBy(forms, "sign-in") ?? {};
  return html`<section class="card" aria-labelledby="sign-in">
<h2 id="sign-in">Sign in</h2>
${errorOf(forms, "sign-in")}
<form method="post" action="/invitations/${forms.invitation}/sign-in">
<label>E-mail address<input type="email" name="email" autocomplete="username" required maxlength="254"${email && html` value="${email}"`}></label>
<label>Password<input type="password" name="password" autocomplete="current-password" required maxlength="800"></label>
<button>Sign in</button>
</form>
</section>`;
}

function signUpForm(forms: AccountForms): Html {
  const { email, name } = refusedBy(forms, "sign-up") ?? {};
  return html`<section class="card" aria-labelledby="sign-up">
<h2 id="sign-up">Sign up</h2>
${errorOf(forms, "sign-up")}
<form method="post" action="/invitations/${forms.invitation}/sign-up">
<label>Name<input name="name" autocomplete="name" required maxlength="200"${name && html` value="${name}"`}></label>
<label>E-mail address<input type="email" name="email" autocomplete="username" required maxlength="254"${email && html` value="${email}"`}></label>
<label>Password<input type="password" name="password" autocomplete="new-password" required minlength="10" maxlength="200"><small>10 characters or more</small></label>
<button>Sign up</button>
</form>
</section>`;
}

function refusedBy({ refused }: AccountForms, form: Refused["form"]): Refused | undefined {
  return refused?.form === form ? refused : undefined;
}

function errorOf(forms: AccountForms, form: Refused["form"]): Html | undefined {
  const refused = refusedBy(forms, form);
  return refused && html`<div class="notice error" role="alert"><p>${refused.message}</p></div>`;
}
