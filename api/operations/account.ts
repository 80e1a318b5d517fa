import { z } from "zod";
import { type Operation, operation, publicOperation } from "../http/operation.ts";
import { asProblem } from "../identity/account-problem.ts";
import { personIn, personOf } from "../identity/caller.ts";
import { findOwnKey } from "../identity/keys/own-key.ts";
import { requireMaySignUp } from "../identity/may-sign-up.ts";
import { requireWhole } from "../identity/whole-caller.ts";
import { InvitationToken } from "../members/invitation-token.ts";
import { MeView, SignedInView, viewOwnKey, viewSignedIn } from "../views/account.ts";
import { PersonView, viewPerson } from "../views/person.ts";
import { email, line } from "./names.ts";
import { SESSIONS } from "./sessions.ts";

// Accounts have connections of their own: they are asked in `prepare`. Inside of the transaction they would wait for a
// second connection while holding one, and enough of that at once waits for ever.

const password = z.string().min(1).max(800).meta({ format: "password" });
const signInToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/, "43 letters, digits, - and _");

const signUp = publicOperation({
  id: "signUp",
  method: "post",
  path: "/sign-up",
  tag: "Account",
  summary: "Sign up",
  description:
    "Begins a session, which comes as a cookie. A password has 10 to 200 characters. Whether it takes an invitation is up to the operators. Whoever signs up is an ordinary person, also the first: operators are made by the server when it starts, and by other operators.",
  limit: "strict",
  body: z.strictObject({
    email,
    password,
    name: line(200),
    invitation: InvitationToken.optional(),
  }),
  success: { status: 201, description: "signed up and in", body: SignedInView },
  problems: ["conflict", "not-permitted", "not-found", "gone"],
  prepare: ({ platform, body: { invitation, ...input }, request }) =>
    asProblem(async () => {
      await requireMaySignUp(platform, input.email, invitation);
      return platform.accounts.signUp(input, request);
    }),
  async handle({ note }, signedIn) {
    note({ person: signedIn.person.id });
    return { body: viewSignedIn(signedIn), cookies: signedIn.cookies, location: "/api/v1/me" };
  },
});

const signIn = publicOperation({
  id: "signIn",
  method: "post",
  path: "/sign-in",
  tag: "Account",
  summary: "Sign in with a password",
  description:
    "Begins a session, which comes as a cookie. The answer is the same for an unknown e-mail address and a wrong password. A request that is sent again with its Idempotency-Key gets no cookie.",
  limit: "strict",
  body: z.strictObject({ email, password }),
  success: { status: 200, description: "signed in", body: SignedInView },
  problems: ["wrong-credentials"],
  prepare: ({ platform, body, request }) => asProblem(() => platform.accounts.signIn(body, request)),
  async handle({ note }, signedIn) {
    note({ person: signedIn.person.id });
    return { body: viewSignedIn(signedIn), cookies: signedIn.cookies };
  },
});

const useSignInLink = publicOperation({
  id: "useSignInLink",
  method: "post",
  path: "/sign-in-links/use",
  tag: "Account",
  summary: "Sign in with a link, once",
  description: "Begins a session, which comes as a cookie. The token is the end of the link.",
  limit: "strict",
  body: z.strictObject({ token: signInToken }),
  success: { status: 200, description: "signed in", body: SignedInView },
  problems: ["gone"],
  prepare: ({ platform, body, request }) => asProblem(() => platform.accounts.useSignInLink(body.token, request)),
  async handle({ note }, signedIn) {
    note({ person: signedIn.person.id });
    return { body: viewSignedIn(signedIn), cookies: signedIn.cookies };
  },
});

const signOut = operation({
  id: "signOut",
  method: "post",
  path: "/sign-out",
  tag: "Account",
  summary: "Sign out",
  access: "session",
  success: { status: 204, description: "the session has ended" },
  prepare: ({ platform, request }) => platform.accounts.signOut(request.cookies),
  async handle(_, cookies) {
    return { cookies };
  },
});

const getMe = operation({
  id: "getMe",
  method: "get",
  path: "/me",
  tag: "Account",
  summary: "Get who you are, and what your key is for",
  access: "caller",
  success: { status: 200, description: "you", body: MeView },
  async handle({ database, caller }) {
    const person = personOf(caller);
    const key = caller.kind === "session" ? null : viewOwnKey(await findOwnKey(database, caller.keyId));
    return { body: { kind: caller.kind, person: person ? viewPerson(person) : null, key } };
  },
});

const updateMe = operation({
  id: "updateMe",
  method: "patch",
  path: "/me",
  tag: "Account",
  summary: "Change your name",
  description: "A key that is limited to some permissions or projects cannot do it.",
  access: "person",
  body: z.strictObject({ name: line(200) }),
  success: { status: 200, description: "you, with the new name", body: PersonView },
  prepare: ({ platform, caller, body }) =>
    asProblem(() => {
      requireWhole(caller, "changing your name");
      return platform.accounts.setName(personIn(caller).id, body.name);
    }),
  async handle(_, person) {
    return { body: viewPerson(person) };
  },
});

const changePassword = operation({
  id: "changePassword",
  method: "put",
  path: "/me/password",
  tag: "Account",
  summary: "Change your password, or set the first one",
  description:
    "All other sessions and unused links end; keys go on. Who signed in with a link and has no password gives no `current`.",
  access: "session",
  limit: "strict",
  body: z.strictObject({ current: password.optional(), password }),
  success: { status: 204, description: "changed" },
  problems: ["wrong-credentials", "not-found"],
  prepare: ({ platform, caller, body: { current, password: next } }) =>
    asProblem(() =>
      platform.accounts.changePassword({
        personId: personIn(caller).id,
        next,
        ...(current !== undefined && { current }),
        ...(caller.kind === "session" && { sessionId: caller.sessionId }),
      }),
    ),
  async handle() {
    return {};
  },
});

export const ACCOUNT: readonly Operation[] = [
  signUp,
  signIn,
  useSignInLink,
  signOut,
  getMe,
  updateMe,
  changePassword,
  ...SESSIONS,
];
