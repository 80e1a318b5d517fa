import { useState } from "react";
import { useLocation, useSearch } from "wouter";
import { ProblemError } from "../../../api/client/errors.ts";
import type { Schema } from "../../../api/client/types.ts";
import { keyOf, queries, useAction } from "../../app/data.ts";
import { sentence } from "../../ui/problem.tsx";
import { isLoaded, nextPlace } from "./next-place.ts";

type Field = "name" | "email" | "password";
type Mistakes = Readonly<Partial<Record<Field, string | undefined>>>;

export interface Entry {
  /** Where it goes on afterwards, as the end of an address. */
  readonly next: string;
  readonly send: () => void;
  readonly busy: boolean;
  readonly at: (field: Field) => string | undefined;
  /** What went wrong and stands at no field. */
  readonly problem: unknown;
  /** Something was changed: what was said about it is no longer so. */
  readonly touch: (field: Field) => void;
}

/** Signing in or up: what is wrong at which field, and going on when it worked. */
export function useEntry(check: () => Mistakes, enter: () => Promise<Schema<"SignedIn">>): Entry {
  const search = useSearch();
  const [, go] = useLocation();
  const place = nextPlace(search);
  const [mistakes, setMistakes] = useState<Mistakes>({});
  const { run, busy, problem, forget } = useAction(async () => {
    const { person } = await enter();
    // Of whoever was signed in before nothing stays.
    queries.clear();
    if (isLoaded(place)) return window.location.assign(place);
    queries.setQueryData(keyOf("/me"), { kind: "session", person, key: null });
    go(place, { replace: true });
  });
  const refused = fieldsOf(problem);
  const at = (field: Field) => mistakes[field] ?? refused[field];
  return {
    next: place === "/" ? "" : `?next=${encodeURIComponent(place)}`,
    busy,
    at,
    problem: Object.values(refused).some(Boolean) ? undefined : problem,
    touch: (field) => {
      setMistakes((before) => ({ ...before, [field]: undefined }));
      forget();
    },
    send: () => {
      const found = check();
      setMistakes(found);
      if (!Object.values(found).some(Boolean)) void run();
    },
  };
}

/** A refusal by the field it is about. Which of e-mail address and password is wrong is not told to anybody. */
function fieldsOf(problem: unknown): Mistakes {
  if (!(problem instanceof ProblemError)) return {};
  if (problem.code === "wrong-credentials") return { password: sentence(problem.message) };
  if (problem.code === "conflict") return { email: sentence(problem.message) };
  const found: Partial<Record<Field, string>> = {};
  for (const { path, message } of problem.diagnostics) {
    const field = path?.[0];
    if (field === "name" || field === "email" || field === "password") {
      found[field] ??= sentence(message.replace(`${field}: `, ""));
    }
  }
  return found;
}
