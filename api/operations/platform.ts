import { z } from "zod";
import { type Operation, operation } from "../http/operation.ts";
import { PageQuery, pageOf, readCursor, toPage } from "../http/page.ts";
import { Problem } from "../http/problem.ts";
import { asProblem } from "../identity/account-problem.ts";
import type { Caller } from "../identity/caller.ts";
import { findPersonById, forgetPassword, searchPeople, setOperator as set } from "../identity/operators.ts";
import { PersonView, viewPerson } from "../views/person.ts";
import { email, id, line } from "./names.ts";

const PersonParams = z.strictObject({ person: id });
const LINK_HOURS = 24;

const listPeople = operation({
  id: "listPeople",
  method: "get",
  path: "/people",
  tag: "Platform",
  summary: "List and search people, by e-mail address",
  access: "operator",
  query: PageQuery.extend({
    search: line(100).optional().describe("A part of the name or the e-mail address; case does not matter."),
    operator: z.enum(["true", "false"]).optional().describe("Only operators, or only who is none."),
  }),
  success: { status: 200, description: "a page of people", body: pageOf(PersonView, "PersonPage") },
  async handle({ database, query }) {
    const { search, operator, limit } = query;
    const [after] = readCursor(query.after, 1) ?? [];
    const people = searchPeople(database, {
      search,
      operator: operator && operator === "true",
      ...(after !== undefined && { after: String(after) }),
    });
    return { body: toPage(await people.limit(limit + 1).execute(), limit, viewPerson, (person) => [person.email]) };
  },
});

const createPerson = operation({
  id: "createPerson",
  method: "post",
  path: "/people",
  tag: "Platform",
  summary: "Make a person without a password",
  description: "Make a sign-in link for them next. It also works where people come by invitation only.",
  access: "operator",
  body: z.strictObject({ email, name: line(200) }),
  success: { status: 201, description: "the person", body: PersonView },
  problems: ["conflict"],
  prepare: ({ platform, body }) => asProblem(() => platform.accounts.createPerson({ ...body, operator: false })),
  async handle({ note }, person) {
    note({ person: person.id });
    return { body: viewPerson(person), location: `/api/v1/people/${person.id}` };
  },
});

const getPerson = operation({
  id: "getPerson",
  method: "get",
  path: "/people/{person}",
  tag: "Platform",
  summary: "Get one person",
  access: "operator",
  params: PersonParams,
  success: { status: 200, description: "the person", body: PersonView },
  async handle({ database, params }) {
    return { body: viewPerson(await findPersonById(database, params.person)) };
  },
});

const setOperator = operation({
  id: "setOperator",
  method: "patch",
  path: "/people/{person}",
  tag: "Platform",
  summary: "Make somebody an operator, or no longer one",
  description: "Needs a session: no key makes operators. The last operator stays one.",
  access: "operator",
  params: PersonParams,
  body: z.strictObject({ operator: z.boolean() }),
  success: { status: 200, description: "the person", body: PersonView },
  problems: ["conflict"],
  async handle({ database, caller, params, body, note }) {
    requireSession(caller, "making operators");
    const person = await set(database, params.person, body.operator);
    note({ operator: String(body.operator) });
    return { body: viewPerson(person) };
  },
});

const createSignInLink = operation({
  id: "createSignInLink",
  method: "post",
  path: "/people/{person}/sign-in-links",
  tag: "Platform",
  summary: "Help a person in who has lost the password",
  description: `Answers with a link, this once, by which that person signs in once within ${LINK_HOURS} hours. Needs a session: no key signs in as anybody.`,
  access: "operator",
  params: PersonParams,
  body: z.strictObject({
    forgetPassword: z
      .boolean()
      .default(false)
      .describe("Also takes away the password and ends all sessions: the person then sets a new one."),
  }),
  success: {
    status: 201,
    description: "the link, shown once",
    body: z.strictObject({ token: z.string(), link: z.string(), expiresAt: z.string() }).meta({ id: "SignInLink" }),
  },
  prepare: ({ platform, caller, params }) =>
    asProblem(async () => {
      requireSession(caller, "making sign-in links");
      const person = await findPersonById(platform.database, params.person);
      return platform.accounts.createSignInLink(person.email, { expiresIn: LINK_HOURS * 3600 });
    }),
  async handle({ database, params, body, request, note }, { token, expiresAt }) {
    if (body.forgetPassword) await forgetPassword(database, params.person);
    note({ forgetPassword: String(body.forgetPassword) });
    return {
      body: { token, link: `${request.origin}/sign-in/${token}`, expiresAt: expiresAt.toISOString() },
      location: `/api/v1/people/${params.person}`,
    };
  },
});

export const PLATFORM: readonly Operation[] = [listPeople, createPerson, getPerson, setOperator, createSignInLink];

/** A key that was lost must not become more than that key. */
function requireSession({ kind }: Caller, what: string): void {
  if (kind !== "session") throw new Problem("not-permitted", `${what} needs a session; a key cannot do it`);
}
