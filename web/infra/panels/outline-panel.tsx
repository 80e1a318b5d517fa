import { Loading } from "../../ui/note.tsx";
import { useInfraActions } from "../infra-actions.tsx";

/** The same as the diagram, in words. */
export function OutlinePanel() {
  const { graph } = useInfraActions();
  if (!graph) return <Loading />;
  return (
    <ul>
      {graph.nodes.map((node) => (
        <li key={node.id}>{node.title}</li>
      ))}
    </ul>
  );
}
