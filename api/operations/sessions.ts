import { z } from "zod";
import { type Operation, operation } from "../http/operation.ts";
import { notFound } from "../http/problem.ts";
import type { Caller, PersonCaller } from "../identity/caller.ts";
import { SessionView, viewSession } from "../views/account.ts";
import { id } from "./names.ts";

const listSessions = operation({
  id: "listSessions",
  method: "get",
  path: "/sessions",
  tag: "Account",
  summary: "List your sessions that go on, newest first, at most 100",
  access: "session",
  success: {
    status: 200,
    description: "your sessions",
    body: z.strictObject({ items: z.array(SessionView) }).meta({ id: "SessionList" }),
  },
  async handle({ platform, caller }) {
    const { person, sessionId } = session(caller);
    const sessions = await platform.accounts.sessions(person.id);
    return { body: { items: sessions.map((one) => viewSession(one, sessionId)) } };
  },
});

const endSession = operation({
  id: "endSession",
  method: "delete",
  path: "/sessions/{session}",
  tag: "Account",
  summary: "End one of your sessions",
  access: "session",
  params: z.strictObject({ session: id }),
  success: { status: 204, description: "ended, at once" },
  prepare: ({ platform, caller, params }) => platform.accounts.endSession(session(caller).person.id, params.session),
  async handle({ params }, hasEnded) {
    if (!hasEnded) throw notFound("session", params.session);
    return {};
  },
});

const endOtherSessions = operation({
  id: "endOtherSessions",
  method: "delete",
  path: "/sessions",
  tag: "Account",
  summary: "End all your sessions but the one that asks",
  access: "session",
  success: { status: 204, description: "ended, at once" },
  prepare: ({ platform, caller }) => {
    const { person, sessionId } = session(caller);
    return platform.accounts.endOtherSessions(person.id, sessionId);
  },
  async handle({ note }, ended) {
    note({ ended: String(ended) });
    return {};
  },
});

export const SESSIONS: readonly Operation[] = [listSessions, endSession, endOtherSessions];

/** What `access: "session"` has made sure of. */
function session(caller: Caller): PersonCaller {
  return caller as PersonCaller;
}
