import { Link } from "wouter";
import { useGet } from "../../app/data.ts";
import { useProject } from "../../app/project.tsx";
import { Note } from "../../ui/note.tsx";
import { sentence } from "../../ui/problem.tsx";
import { hasNotRemoved } from "../updates/update-words.ts";

/** That the project could not be removed from a zone, and why; nothing when its last update there was another one. */
export function RemovalFailed({ zone }: { readonly zone: string }) {
  const { name } = useProject();
  const { data } = useGet("/projects/{project}/updates", { path: { project: name }, query: { zone, limit: 1 } });
  const update = data?.items.find(hasNotRemoved);
  if (!update) return null;
  const reason = update.result?.errors[0]?.message;
  return (
    <Note tone="bad">
      It was not removed.{reason !== undefined && ` ${sentence(reason)}`}{" "}
      <Link href={`/projects/${name}/updates/${update.id}`}>See the update</Link>
    </Note>
  );
}
