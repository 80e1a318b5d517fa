import { Note } from "../ui/note.tsx";
import { ended, ProblemNote, sentence } from "../ui/problem.tsx";
import { Time } from "../ui/time.tsx";
import type { Connection } from "./follow.ts";
import type { ProjectStatus } from "./status-store.ts";

/** Says when what is shown may not be how it is: the platform or a zone does not answer. Nothing while all is well. */
export function LiveNote({ status }: { readonly status: ProjectStatus }) {
  return (
    <>
      <ConnectionNote connection={status.connection} />
      {status.zones.map(
        ({ zone, error, awaySince }) =>
          error && (
            <Note key={zone} tone="bad" live>
              <span>
                Nothing is known of zone <strong>{zone}</strong>
                {awaySince !== undefined && (
                  <>
                    {" "}
                    since <Time at={new Date(awaySince).toISOString()} />
                  </>
                )}
                : {sentence(error.message)} {error.fix && `Fix: ${ended(error.fix)} `}It is asked again by itself.
              </span>
            </Note>
          ),
      )}
    </>
  );
}

export function ConnectionNote({ connection: { state, since, problem } }: { readonly connection: Connection }) {
  if (state === "lost")
    return (
      <Note tone="busy" live>
        <span>
          The connection to the platform was lost <Time at={new Date(since).toISOString()} />. What is shown may be old;
          it goes on by itself.
        </span>
      </Note>
    );
  if (state === "refused") return <ProblemNote problem={problem} title="Changes are not shown as they happen" />;
  return null;
}
