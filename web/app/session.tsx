import { createContext, type ReactNode, useContext } from "react";
import { Redirect, useLocation } from "wouter";
import { ProblemError } from "../../api/client/errors.ts";
import type { Schema } from "../../api/client/types.ts";
import { Button } from "../ui/button.tsx";
import { Page } from "../ui/layout.tsx";
import { Loading } from "../ui/note.tsx";
import { ProblemNote } from "../ui/problem.tsx";
import { client } from "./client.ts";
import { queries, useGet } from "./data.ts";
import { hasUnkept } from "./unkept.ts";

export type Person = NonNullable<Schema<"Me">["person"]>;

const Session = createContext<Person | undefined>(undefined);

/** Who has signed in. Only below `SignedIn`. */
export function usePerson(): Person {
  const person = useContext(Session);
  if (!person) throw new Error("nobody has signed in here");
  return person;
}

/** Shows what is inside to whoever has signed in; leads all others to the sign-in page, and back afterwards. */
export function SignedIn({ children }: { readonly children: ReactNode }) {
  const me = useGet("/me");
  const [location] = useLocation();
  const isOut = me.error instanceof ProblemError && me.error.status === 401;
  // Who was signed in and is not any more still has the last answer. What is not kept yet stays on the page until it is:
  // that says how to sign in again.
  if (me.data?.person && (!isOut || hasUnkept())) return <Session value={me.data.person}>{children}</Session>;
  if (me.isPending)
    return (
      <Page title="" tab="Espalier">
        <Loading />
      </Page>
    );
  if (isOut) {
    const next = location === "/" ? "" : `?next=${encodeURIComponent(location + window.location.search)}`;
    return <Redirect to={`/sign-in${next}`} replace />;
  }
  return (
    <Page
      title="This cannot be shown right now"
      actions={
        <Button icon="refresh" onClick={() => me.refetch()}>
          Try again
        </Button>
      }
    >
      <ProblemNote problem={me.error} />
    </Page>
  );
}

export async function signOut(): Promise<void> {
  await client.post("/sign-out");
  queries.clear();
  window.location.assign("/sign-in");
}
