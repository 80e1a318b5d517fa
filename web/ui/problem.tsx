import { ProblemError, UnreachableError } from "../../api/client/errors.ts";
import type { Schema } from "../../api/client/types.ts";
import styles from "./note.module.css";
import { Note } from "./note.tsx";

/** What is wrong with one field of what was sent, where the platform says so. */
export function fieldProblem(problem: unknown, field: string): string | undefined {
  if (!(problem instanceof ProblemError)) return undefined;
  const found = problem.diagnostics.find(({ path, severity }) => severity === "error" && path?.[0] === field);
  return found && sentence(found.message.replace(`${field}: `, ""));
}

/** Why something did not work, with every finding. `told`: fields that tell of themselves. */
export function ProblemNote({
  problem,
  title,
  told = [],
}: {
  readonly problem: unknown;
  readonly title?: string;
  readonly told?: readonly string[];
}) {
  if (isSignedOut(problem))
    return (
      <Note tone="bad" live>
        {title && <strong>{title}</strong>}
        <SignedOut />
      </Note>
    );
  const diagnostics = problem instanceof ProblemError ? problem.diagnostics : [];
  const left = diagnostics.filter(({ path }) => !told.some((field) => field === path?.[0]));
  if (diagnostics.length > 0 && left.length === 0) return null;
  // With one finding that is often all there is to say.
  const others = left.filter(({ message, fix }) => message !== textOf(problem) || fix !== undefined);
  return (
    <Note tone="bad" live>
      {title && <strong>{title}</strong>}
      <span>{sentence(textOf(problem))}</span>
      {others.length > 0 && <Findings diagnostics={others} />}
      {problem instanceof ProblemError && problem.status >= 500 && problem.requestId && (
        <span className={styles.where}>Request {problem.requestId}</span>
      )}
    </Note>
  );
}

export function isSignedOut(problem: unknown): boolean {
  return problem instanceof ProblemError && problem.code === "not-signed-in";
}

/** A session may end while one works: signing in elsewhere lets this page go on with what is in it. */
export function SignedOut() {
  return (
    <span>
      You are signed out.{" "}
      <a href="/sign-in" target="_blank" rel="noreferrer">
        Sign in in a new tab
      </a>
      , then go on here.
    </span>
  );
}

/** Findings about what somebody wrote, each with its place and fix. */
export function Findings({ diagnostics }: { readonly diagnostics: readonly Schema<"Diagnostic">[] }) {
  return (
    <ul className={styles.list}>
      {diagnostics.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same finding may occur twice
        <li key={index}>
          {sentence(one.message)}
          {one.allowed && !one.fix && <> Allowed: {one.allowed}.</>}
          {one.fix && <> Fix: {ended(one.fix)}</>} <span className={styles.where}>{placeOf(one)}</span>
        </li>
      ))}
    </ul>
  );
}

export function textOf(problem: unknown): string {
  if (problem instanceof UnreachableError) return "the platform cannot be reached right now";
  return problem instanceof Error ? problem.message : String(problem);
}

/**
 * Messages are lower case without a full stop, so that they fit anywhere; on a page they stand alone. A name at their
 * beginning stays as it is written.
 */
export function sentence(text: string): string {
  const isName = /^[a-z][\w.-]*[_\d]|^[a-z]+\.[a-z]|^[a-z][\w-]*[,:]$/.test(text.split(" ", 1)[0] ?? "");
  return ended(isName ? text : text.charAt(0).toUpperCase() + text.slice(1));
}

/** With a full stop, where it does not end with a mark of its own. */
export function ended(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

function placeOf({ path, position }: Schema<"Diagnostic">): string {
  const steps = (path ?? [])
    .map((step, index) => (typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join("");
  return [position && `line ${position.line}`, steps].filter(Boolean).join(", ");
}
