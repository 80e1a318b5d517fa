import { useGet } from "../../app/data.ts";
import { useProject } from "../../app/project.tsx";
import { usePerson } from "../../app/session.tsx";

/** Names who asked for an update: `person:ID` is known by the members of the project. */
export function useRequester(): (requestedBy: string) => string {
  const { name } = useProject();
  const me = usePerson();
  const members = useGet("/projects/{project}/members", { path: { project: name }, query: { limit: 100 } });
  const names = new Map(members.data?.items.map(({ person }) => [`person:${person.id}`, person.name]));
  return (requestedBy) => {
    if (requestedBy === `person:${me.id}`) return "you";
    const known = names.get(requestedBy);
    if (known !== undefined) return known;
    if (requestedBy.startsWith("key:")) return "a key";
    return requestedBy.startsWith("person:") ? "somebody who is no member" : "the platform";
  };
}
